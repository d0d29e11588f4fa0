/** Runs on the audio thread: posts what it hears in stretches of about 20 ms to the port that it is given. */
import type { SoundBlock } from '../src/shared/recording.ts';

/** Quanta of 128 samples in one stretch. */
const QUANTA = 8;
const QUANTUM = 128;

class SoundPort extends AudioWorkletProcessor {
  #port: MessagePort | null = null;
  #planes: Float32Array<ArrayBuffer>[] = [];
  #quanta = 0;
  #firstFrame = 0;

  constructor() {
    super();
    this.port.onmessage = ({ data }: MessageEvent<MessagePort>) => (this.#port = data);
  }

  override process([input]: Float32Array[][]): boolean {
    if (!this.#port || !input || input.length === 0) return true;
    if (this.#planes.length !== input.length) this.#begin(input.length);
    input.forEach((plane, channel) => this.#planes[channel]!.set(plane, this.#quanta * QUANTUM));
    if (++this.#quanta === QUANTA) {
      const block: SoundBlock = {
        planes: this.#planes,
        sampleRate,
        timestampUs: (this.#firstFrame / sampleRate) * 1e6,
      };
      this.#port.postMessage(
        block,
        block.planes.map((plane) => plane.buffer),
      );
      this.#begin(input.length, QUANTUM);
    }
    return true;
  }

  #begin(channels: number, ahead = 0): void {
    this.#planes = Array.from({ length: channels }, () => new Float32Array(QUANTA * QUANTUM));
    this.#quanta = 0;
    this.#firstFrame = currentFrame + ahead;
  }
}

registerProcessor('sound-port', SoundPort);
