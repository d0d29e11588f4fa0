import type { SourcePicture } from '../pipeline/pipeline.ts';
import { CaptureClock } from './capture-clock.ts';
import type { ArrivalListener, SourceFrame } from './frame-source.ts';
import { Macrotask } from './macrotask.ts';

/** Holds at most one frame, the newest: what it replaces is closed and counted. Closes every frame it was given. */
export class NewestFrame {
  /** Frames that were closed because a newer one came. */
  dropped = 0;
  /** Sees every picture as it arrives, and must not close it. */
  onArrived: ArrivalListener | null = null;
  readonly #clock = new CaptureClock();
  readonly #macrotask = new Macrotask();
  /** One object in steady state; a second while a loop that was stopped still works on its last frame. */
  readonly #idleHolders: TakenFrame[] = [];
  #picture: SourcePicture | null = null;
  #timestampUs = 0;
  #isEnded = false;
  #isClosed = false;
  #arrival: Promise<void> | null = null;
  #wake: () => void = () => {};
  #signal: AbortSignal | null = null;

  /** Takes ownership of a picture that has just arrived. */
  put(picture: SourcePicture, timestampUs: number): void {
    if (this.#isClosed) return picture.close();
    this.drop();
    this.#picture = picture;
    this.#timestampUs = timestampUs;
    this.#clock.note(timestampUs, performance.now());
    this.onArrived?.(picture, timestampUs, this.#clock.capturedAtMs(timestampUs));
    this.#wake();
  }

  /** Closes the frame that lies here, if any: a newer one is wanted. */
  drop(): void {
    if (!this.#picture) return;
    this.#picture.close();
    this.#picture = null;
    this.dropped++;
  }

  /** No frame will come any more; the last one can still be taken. */
  end(): void {
    this.#isEnded = true;
    this.#wake();
  }

  /**
   * The newest frame, or the next one to come; null once `signal` has aborted or all frames have ended.
   *
   * The thread may have been busy for several frames' time (the WASM engine is): those that queued up meanwhile are let
   * in first. Whoever takes a frame closes it, once; its object is used again for a later one.
   */
  async take(signal: AbortSignal): Promise<SourceFrame | null> {
    this.#listen(signal);
    // Two turns: a stream's task first asks for the frame, which arrives with the next one (seen in Chromium 156).
    for (let turn = 0; turn < 2 && !this.#isClosed; turn++) await this.#macrotask.turn();
    while (!this.#picture && !this.#isEnded && !signal.aborted) {
      this.#arrival ??= new Promise((resolve) => {
        this.#wake = () => {
          this.#arrival = null;
          resolve();
        };
      });
      await this.#arrival;
    }
    const picture = this.#picture;
    if (!picture || signal.aborted) return null;
    this.#picture = null;
    const holder = this.#idleHolders.pop() ?? new TakenFrame(this.#idleHolders);
    holder.hold(picture, this.#timestampUs, this.#clock.capturedAtMs(this.#timestampUs));
    return holder;
  }

  /** Closes what is here and whatever still comes. May be called twice. */
  close(): void {
    if (this.#isClosed) return;
    this.#isClosed = true;
    this.#picture?.close();
    this.#picture = null;
    this.end();
    this.#macrotask.close();
  }

  /** One listener per signal, not per frame. */
  #listen(signal: AbortSignal): void {
    if (this.#signal === signal) return;
    this.#signal = signal;
    signal.addEventListener('abort', () => this.#wake(), { once: true });
  }
}

/** What consumers get: refilled for another frame once it is closed. */
class TakenFrame implements SourceFrame {
  timestampUs = 0;
  capturedAtMs = 0;
  readonly #idle: TakenFrame[];
  #picture: SourcePicture | null = null;

  constructor(idle: TakenFrame[]) {
    this.#idle = idle;
  }

  get picture(): SourcePicture {
    if (!this.#picture) throw new Error('This frame is closed');
    return this.#picture;
  }

  hold(picture: SourcePicture, timestampUs: number, capturedAtMs: number): void {
    this.#picture = picture;
    this.timestampUs = timestampUs;
    this.capturedAtMs = capturedAtMs;
  }

  close(): void {
    if (!this.#picture) return;
    this.#picture.close();
    this.#picture = null;
    this.#idle.push(this);
  }
}
