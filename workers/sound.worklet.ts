/**
 * Runs on the audio thread: posts what it hears in stretches of about 20 ms to the port that it is given, until it is given
 * none.
 */
import type { SoundBlock } from '../src/shared/recording.ts';

/** Quanta of 128 samples in one stretch. */
const QUANTA = 8;
const QUANTUM = 128;

class SoundPort extends AudioWorkletProcessor {
  #port: MessagePort | null = null;
  #isOver = false;
  #planes: Float32Array<ArrayBuffer>[] = [];
  #quanta = 0;
  #firstFrame = 0;

  constructor() {
    super();
    this.port.onmessage = ({ data }: MessageEvent<MessagePort | null>) => {
      this.#port = data;
      this.#isOver = data === null;
    };
  }

  override process([input]: Float32Array[][]): boolean {
    const channels = input?.length ?? 0;
    if (!this.#port) return !this.#isOver;
    // Without input, or with other channels, a new stretch begins: stamps hold for whole stretches only.
    if (channels !== this.#planes.length) this.#post(channels);
    if (channels === 0) return true;
    if (this.#quanta === 0) this.#firstFrame = currentFrame;
    input!.forEach((plane, channel) => this.#planes[channel]!.set(plane, this.#quanta * QUANTUM));
    if (++this.#quanta === QUANTA) this.#post(channels);
    return true;
  }

  /** Posts what there is and makes room for the next stretch. */
  #post(channels: number): void {
    if (this.#quanta > 0) {
      const block: SoundBlock = {
        planes: this.#planes.map((plane) => plane.slice(0, this.#quanta * QUANTUM)),
        sampleRate,
        timestampUs: (this.#firstFrame / sampleRate) * 1e6,
      };
      this.#port!.postMessage(
        block,
        block.planes.map((plane) => plane.buffer),
      );
    }
    this.#planes = Array.from({ length: channels }, () => new Float32Array(QUANTA * QUANTUM));
    this.#quanta = 0;
  }
}

registerProcessor('sound-port', SoundPort);
