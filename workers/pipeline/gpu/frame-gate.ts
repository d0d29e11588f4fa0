/** Frames that the GPU may be busy with at once: more would only be older when they are shown. */
const MOST_IN_FLIGHT = 2;

/** Back-pressure: counts frames that were submitted and are not done. */
export class FrameGate {
  readonly #queue: GPUQueue;
  #inFlight = 0;
  #waiting: (() => void) | null = null;

  constructor(queue: GPUQueue) {
    this.#queue = queue;
  }

  get inFlight(): number {
    return this.#inFlight;
  }

  /** Call right after a frame's last submit. Resolves when one more may be submitted; one caller at a time. */
  async submitted(): Promise<void> {
    this.#inFlight++;
    // A lost device finishes nothing, and must not hold anybody up either.
    this.#queue.onSubmittedWorkDone().then(this.#done, this.#done);
    while (this.#inFlight >= MOST_IN_FLIGHT) {
      await new Promise<void>((resolve) => {
        this.#waiting = resolve;
      });
    }
  }

  readonly #done = (): void => {
    this.#inFlight--;
    this.#waiting?.();
    this.#waiting = null;
  };
}
