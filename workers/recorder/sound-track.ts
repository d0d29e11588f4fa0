import { AudioSample } from 'mediabunny';
import type { SoundBlock, SoundFormat, SoundInput } from '../../src/shared/recording.ts';
import { CaptureClock } from '../frames/capture-clock.ts';
import { Serial } from '../frames/serial.ts';
import { conformSound } from './conform-sound.ts';
import { StampAnchor, type RecordingClock } from './recording-clock.ts';
import { SoundLine } from './sound-line.ts';
import { readSound } from './sound-reader.ts';

/** Sound normally arrives within a tenth of a second; after this long silence is written in its place. */
const LATE_MS = 400;
/** … but never right up to now, so that sound which is only slow still fits. */
const KEPT_OPEN_MS = 250;
const SILENT_AFTER_MS = 1000;
/** So many stretches tell when sound is heard; the first ones may have lain waiting. */
const SETTLED_BLOCKS = 8;
const SETTLE_AT_MOST_MS = 500;
const MOST_SILENCE_AT_ONCE_SECONDS = 0.5;

/** Where sound goes: one file, or two that have the same. */
export interface SoundSink {
  add(sample: AudioSample): Promise<void>;
  close(): void;
}

/**
 * The sound of a clip: gapless, in its place, and never waited for.
 *
 * A fragment is written only when every track has something for it, so a silent, late or vanished microphone would
 * hold up the pictures. Whatever is late is replaced by silence; what then still comes for that time is left out.
 */
export class SoundTrack {
  readonly #sink: SoundSink;
  readonly #clock: RecordingClock;
  readonly #onError: (error: unknown) => void;
  readonly #queue = new Serial();
  #format: SoundFormat;
  #line: SoundLine | null = null;
  #capture = new CaptureClock();
  #anchor = new StampAnchor();
  #release: () => void = () => undefined;
  #heardAtMs = Number.NEGATIVE_INFINITY;
  #heardBlocks = 0;
  #onSettled: () => void = () => undefined;

  /** `expected` is what silence is made of if no sound has come when the clip begins. */
  constructor(
    sink: SoundSink,
    clock: RecordingClock,
    expected: SoundFormat,
    onError: (error: unknown) => void,
  ) {
    this.#sink = sink;
    this.#clock = clock;
    this.#format = expected;
    this.#onError = onError;
  }

  get isLive(): boolean {
    return performance.now() - this.#heardAtMs < SILENT_AFTER_MS;
  }

  /** End of the sound that is written, in ms of the clip. */
  get endMs(): number {
    return (this.#line?.endSeconds ?? 0) * 1000;
  }

  /** Takes over another microphone, or none. Before `begin` its sound only sets the clocks. */
  attach(input: SoundInput | null): void {
    this.#release();
    this.#capture = new CaptureClock();
    this.#anchor = new StampAnchor();
    this.#release = input ? readSound(input, (block) => this.#receive(block)) : () => undefined;
  }

  /** Resolves when sound arrives steadily, or does not arrive at all. Call between `attach` and `begin`. */
  settle(): Promise<void> {
    return new Promise((resolve) => {
      const timer = setTimeout(resolve, SETTLE_AT_MOST_MS);
      this.#onSettled = () => {
        clearTimeout(timer);
        resolve();
      };
    });
  }

  /** The clip's clock runs: sound is written from now on. */
  begin(): void {
    this.#line = new SoundLine(this.#format.sampleRate);
  }

  /** Call a few times a second. */
  tick(nowMs: number): void {
    if (!this.#line || this.#clock.isPaused) return;
    const placeMs = this.#clock.placeMs(nowMs);
    if (placeMs - this.endMs > LATE_MS) this.#writeSilence(this.#line.missingUntil(placeMs - KEPT_OPEN_MS));
  }

  /** Fills up to the end of the clip and writes out what is left. */
  async finish(endMs: number): Promise<void> {
    this.#release();
    if (this.#line) this.#writeSilence(this.#line.missingUntil(endMs));
    await this.#queue.run(async () => this.#sink.close());
  }

  /** Stops listening, writes nothing more. May be called twice. */
  dispose(): void {
    this.#release();
    this.#line = null;
  }

  #receive(block: SoundBlock): void {
    const frames = block.planes[0]?.length ?? 0;
    if (frames === 0) return;
    const nowMs = performance.now();
    this.#heardAtMs = nowMs;
    if (++this.#heardBlocks === SETTLED_BLOCKS) this.#onSettled();
    const lengthMs = (frames / block.sampleRate) * 1000;
    // A stretch is complete, and can be sent, only when its last sample was heard.
    this.#capture.note(block.timestampUs + lengthMs * 1000, nowMs);
    const line = this.#line;
    if (!line) {
      this.#format = { sampleRate: block.sampleRate, channels: Math.min(2, block.planes.length) };
      return;
    }
    if (this.#clock.isPaused) {
      this.#anchor.forget();
      return;
    }
    const estimateMs = performance.timeOrigin + this.#capture.capturedAtMs(block.timestampUs);
    const placeMs = this.#clock.placeMs(this.#anchor.timeMs(block.timestampUs, estimateMs));
    const planes = conformSound(block, this.#format);
    const plan = line.plan(placeMs, planes[0]!.length);
    this.#writeSilence(plan.silence);
    if (plan.skip < planes[0]!.length) this.#write(planes.map((plane) => plane.subarray(plan.skip)));
  }

  #writeSilence(frames: number): void {
    const most = Math.round(MOST_SILENCE_AT_ONCE_SECONDS * this.#format.sampleRate);
    for (let left = frames; left > 0; left -= most) {
      const silence = new Float32Array(Math.min(most, left));
      this.#write(Array.from({ length: this.#format.channels }, () => silence));
    }
  }

  #write(planes: Float32Array[]): void {
    const frames = planes[0]!.length;
    const data = new Float32Array(frames * planes.length);
    planes.forEach((plane, index) => data.set(plane, index * frames));
    const line = this.#line!;
    const sample = new AudioSample({
      data,
      format: 'f32-planar',
      numberOfChannels: planes.length,
      sampleRate: this.#format.sampleRate,
      timestamp: line.endSeconds,
    });
    line.advance(frames);
    this.#queue.run(() => this.#sink.add(sample).finally(() => sample.close())).catch(this.#onError);
  }
}
