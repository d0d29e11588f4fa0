import { VideoSample, VideoSampleSource } from 'mediabunny';
import type { Size } from '../../src/shared/frame-size.ts';
import type { PaintedPicture } from '../../src/shared/recording.ts';
import { PictureBox } from './picture-box.ts';
import { StampAnchor, type RecordingClock } from './recording-clock.ts';

/** With no new picture for this long the last one is written again, so that fragments go on being completed. */
const REPEAT_AFTER_MS = 1000;
/** Until it is known how far pictures are apart. */
const FIRST_INTERVAL_MS = 33;
const LONGEST_INTERVAL_MS = 1000;

/** The pictures of a clip: in rising order, all of one size, placed by when the camera saw them. */
export class PictureTrack {
  readonly #source: VideoSampleSource;
  readonly #clock: RecordingClock;
  readonly #box: PictureBox;
  #anchor = new StampAnchor();
  #last: VideoFrame | null = null;
  #lastPlaceMs = Number.NEGATIVE_INFINITY;
  /** From seeing to arriving here, of the last picture. */
  #lagMs = 0;
  #intervalMs = FIRST_INTERVAL_MS;
  /** Pictures that the encoder has not accepted yet, and when it last accepted one. */
  #pending = 0;
  #acceptedAtMs = 0;

  constructor(source: VideoSampleSource, clock: RecordingClock, size: Size) {
    this.#source = source;
    this.#clock = clock;
    this.#box = new PictureBox(size);
  }

  /** Where the last picture ends, in ms of the clip. */
  get endMs(): number {
    return this.#last ? this.#lastPlaceMs + this.#intervalMs : 0;
  }

  /** The newest picture, for a poster. Closed by this track. */
  get last(): VideoFrame | null {
    return this.#last;
  }

  /** For how long the encoder has accepted nothing although it has something to do. */
  stalledMs(nowMs: number): number {
    return this.#pending > 0 ? nowMs - this.#acceptedAtMs : 0;
  }

  /** Another source: its stamps mean something else. */
  forgetSource(): void {
    this.#anchor = new StampAnchor();
  }

  /**
   * Writes a picture, which is closed sooner or later. Resolves false where it came too late for its place. `nowMs`
   * counts since 1970.
   */
  async add(picture: PaintedPicture, nowMs: number): Promise<boolean> {
    const placeMs = this.#clock.placeMs(this.#anchor.timeMs(picture.timestampUs, picture.capturedAtMs));
    this.#lagMs = Math.max(0, nowMs - picture.capturedAtMs);
    if (placeMs < 0 || placeMs <= this.#lastPlaceMs) {
      picture.frame.close();
      return false;
    }
    const gapMs = placeMs - this.#lastPlaceMs;
    if (gapMs < LONGEST_INTERVAL_MS) this.#intervalMs += (gapMs - this.#intervalMs) / 4;
    this.#last?.close();
    this.#last = this.#box.fit(picture.frame);
    await this.#write(placeMs);
    return true;
  }

  /** Call a few times a second: repeats the last picture while there is no other. */
  async tick(nowMs: number): Promise<void> {
    if (this.#clock.isPaused || !this.#last) return;
    const placeMs = this.#clock.placeMs(nowMs) - this.#lagMs;
    if (placeMs - this.#lastPlaceMs > REPEAT_AFTER_MS) await this.#write(placeMs);
  }

  /** Lets the pictures end at `endMs`. */
  async finish(endMs: number): Promise<void> {
    if (endMs - this.#lastPlaceMs > 1.5 * this.#intervalMs) await this.#write(endMs - this.#intervalMs);
    this.#source.close();
  }

  /** May be called twice. */
  dispose(): void {
    this.#last?.close();
    this.#last = null;
  }

  async #write(placeMs: number): Promise<void> {
    this.#lastPlaceMs = placeMs;
    const sample = new VideoSample(this.#last!.clone(), {
      timestamp: placeMs / 1000,
      duration: this.#intervalMs / 1000,
    });
    if (this.#pending++ === 0) this.#acceptedAtMs = performance.timeOrigin + performance.now();
    try {
      await this.#source.add(sample);
    } finally {
      this.#pending--;
      this.#acceptedAtMs = performance.timeOrigin + performance.now();
      sample.close();
    }
  }
}
