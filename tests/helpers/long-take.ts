import type { PaintedPicture, SoundBlock } from '../../src/shared/recording.ts';
import { RecorderRig } from './recording-rig.ts';

const SIZE = { width: 160, height: 96 };
const SAMPLE_RATE = 48_000;
const FRAMES = SAMPLE_RATE / 100;
const FPS = 30;
/** From the camera's seeing to the painter's sending. */
const LATENCY_MS = 40;
/** The microphone's samples are so much too long: a second a little over an hour, ten times a usual clock's. */
const MICROPHONE_IS_SLOW_BY = 2e-4;
const MARK_MS = 200;

/** Pictures and sound of a take on a clock that this thread sets: `seconds` pass as fast as they are encoded. */
export class LongTake {
  readonly rig: RecorderRig;
  /** When a picture flashes and a tone begins, ms of the clip. */
  readonly marksMs: number[];
  readonly pictures = new MessageChannel();
  readonly sound = new MessageChannel();
  readonly #clock = new MessageChannel();
  readonly #canvas = new OffscreenCanvas(SIZE.width, SIZE.height);
  readonly #startMs = performance.timeOrigin + performance.now();
  /** Pictures sent so far. */
  sent = 0;
  #blocks = 0;
  #onCredit: () => void = () => undefined;

  constructor(seconds: number, marks: number) {
    const every = (seconds * 1000) / marks;
    this.marksMs = Array.from({ length: marks }, (_, at) => Math.round(every * (at + 0.5)));
    const worker = new Worker(new URL('./fast-recorder.worker.ts', import.meta.url), { type: 'module' });
    worker.postMessage({ clock: this.#clock.port2 }, [this.#clock.port2]);
    this.rig = new RecorderRig(worker);
    this.pictures.port1.onmessage = () => this.#onCredit();
  }

  /** Sends what is seen and heard from `fromMs` to `toMs` of the clip; the recorder has dealt with it then. */
  async run(fromMs: number, toMs: number): Promise<void> {
    for (let at = Math.ceil((fromMs * FPS) / 1000); (at * 1000) / FPS < toMs; at++) {
      const placeMs = (at * 1000) / FPS;
      // Pictures come when they come.
      const jitterMs = (at * 7) % 13;
      this.#clock.port1.postMessage(this.#startMs + placeMs + LATENCY_MS + jitterMs);
      this.#sendSound(placeMs + LATENCY_MS + jitterMs);
      await this.#sendPicture(at, placeMs);
    }
  }

  async #sendPicture(number: number, placeMs: number): Promise<void> {
    const context = this.#canvas.getContext('2d', { willReadFrequently: true })!;
    context.fillStyle = this.#isMarked(placeMs) ? 'white' : `rgb(${(number * 7) % 200} 40 80)`;
    context.fillRect(0, 0, SIZE.width, SIZE.height);
    const timestampUs = 5_000_000_000 + Math.round(placeMs * 1000);
    const frame = new VideoFrame(this.#canvas, { timestamp: timestampUs });
    const capturedAtMs = this.#startMs + placeMs;
    const picture: PaintedPicture = { frame, timestampUs, capturedAtMs, missed: 0 };
    this.sent++;
    const credit = new Promise<void>((resolve) => (this.#onCredit = resolve));
    this.pictures.port1.postMessage(picture, [frame]);
    await credit;
  }

  /** Everything that was heard whole by `untilMs`. */
  #sendSound(untilMs: number): void {
    const lengthMs = 10 * (1 + MICROPHONE_IS_SLOW_BY);
    for (; (this.#blocks + 1) * lengthMs <= untilMs; this.#blocks++) {
      const placeMs = this.#blocks * lengthMs;
      const plane = new Float32Array(FRAMES);
      if (this.#isMarked(placeMs)) {
        for (let at = 0; at < FRAMES; at++) plane[at] = 0.6 * Math.sin(at / 4);
      }
      const block: SoundBlock = {
        planes: [plane],
        sampleRate: SAMPLE_RATE,
        timestampUs: 77_000_000 + Math.round(placeMs * 1000),
      };
      this.sound.port1.postMessage(block, [plane.buffer]);
    }
  }

  #isMarked(placeMs: number): boolean {
    return this.marksMs.some((mark) => placeMs >= mark && placeMs < mark + MARK_MS);
  }
}
