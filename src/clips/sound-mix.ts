/** Browsers that want a press before a page may make sound leave `resume` waiting for it. */
const WAKING_MS = 500;

/** A stream of sound whose microphone may change; silence while there is none. */
export class SoundMix {
  readonly stream: MediaStream;
  readonly #context: AudioContext;
  readonly #destination: MediaStreamAudioDestinationNode;
  #source: MediaStreamAudioSourceNode | null = null;

  /**
   * Mixes `first`, or gives it as it is where the page may not mix sound yet: a `MediaRecorder` writes nothing at all while
   * a track of its is waiting. Then the microphone cannot be changed, and one that is gone is silent.
   */
  static async open(first: MediaStream | null): Promise<SoundMix> {
    const context = new AudioContext();
    let timer: ReturnType<typeof setTimeout> | undefined;
    const isLate = new Promise<void>((resolve) => (timer = setTimeout(resolve, WAKING_MS)));
    await Promise.race([context.resume(), isLate]);
    clearTimeout(timer);
    return new SoundMix(context, first);
  }

  private constructor(context: AudioContext, first: MediaStream | null) {
    this.#context = context;
    this.#destination = context.createMediaStreamDestination();
    const isMixing = context.state === 'running';
    this.stream = isMixing || !first ? this.#destination.stream : first;
    if (isMixing) this.use(first);
  }

  /** Sound is heard at this moment. */
  get isLive(): boolean {
    return this.stream.active && (this.#source?.mediaStream.active ?? true);
  }

  use(stream: MediaStream | null): void {
    this.#source?.disconnect();
    this.#source = stream && this.#context.createMediaStreamSource(stream);
    this.#source?.connect(this.#destination);
  }

  close(): void {
    void this.#context.close();
  }
}
