import type { Size } from '../../src/shared/frame-size.ts';
import type { PaintedPicture } from '../../src/shared/recording.ts';
import { PictureBox } from './picture-box.ts';
import type { PictureEncoder } from './picture-encoder.ts';
import { StampAnchor, type RecordingClock } from './recording-clock.ts';

/** With no new picture for this long the last one is written again, so that fragments go on being completed. */
const REPEAT_AFTER_MS = 1000;
/** Until it is known how far pictures are apart. */
const FIRST_INTERVAL_MS = 33;
const LONGEST_INTERVAL_MS = 1000;
/** A clip without sound ends with its last picture; nobody misses less than this of it. */
const MISSED_MS = 20;

/** The pictures of a clip: in rising order, all of one size, placed by when the camera saw them. */
export class PictureTrack {
  readonly #encoder: PictureEncoder;
  readonly #clock: RecordingClock;
  readonly #box: PictureBox;
  #anchor = new StampAnchor();
  #last: VideoFrame | null = null;
  #lastPlaceMs = Number.NEGATIVE_INFINITY;
  /** From seeing to arriving here, of the last picture. */
  #lagMs = 0;
  #intervalMs = FIRST_INTERVAL_MS;

  constructor(encoder: PictureEncoder, clock: RecordingClock, size: Size) {
    this.#encoder = encoder;
    this.#clock = clock;
    this.#box = new PictureBox(size);
  }

  /** Where the last picture ends, in ms of the clip. */
  get endMs(): number {
    return this.#hasBegun ? this.#lastPlaceMs + this.#intervalMs : 0;
  }

  /** The newest picture, for a poster. Closed by this track. */
  get last(): VideoFrame | null {
    return this.#last;
  }

  /** Another source: its stamps mean something else. */
  forgetSource(): void {
    this.#anchor = new StampAnchor();
    this.#encoder.suspect();
  }

  /**
   * Writes a picture, which is closed sooner or later; the first one begins the clip wherever it was seen. Resolves false
   * where it came too late for its place or was lost. `nowMs` counts since 1970.
   */
  async add(picture: PaintedPicture, nowMs: number): Promise<boolean> {
    const seenMs = this.#clock.placeMs(this.#anchor.timeMs(picture.timestampUs, picture.capturedAtMs));
    const placeMs = this.#hasBegun ? seenMs : 0;
    this.#lagMs = Math.max(0, nowMs - picture.capturedAtMs);
    if (placeMs < 0 || placeMs <= this.#lastPlaceMs) {
      picture.frame.close();
      return false;
    }
    const gapMs = placeMs - this.#lastPlaceMs;
    if (gapMs < LONGEST_INTERVAL_MS) this.#intervalMs += (gapMs - this.#intervalMs) / 4;
    this.#last?.close();
    this.#last = null;
    this.#last = this.#box.fit(picture.frame);
    return this.#write(placeMs);
  }

  /**
   * Call a few times a second: repeats the last picture while there is no other. Resolves true where a fresh encoder
   * had to take over; rejects where that does not help.
   */
  async tick(nowMs: number): Promise<boolean> {
    if (this.#encoder.isStalled) {
      // The last picture may lie where the encoder's did.
      this.dispose();
      this.#encoder.restart();
      return true;
    }
    if (this.#clock.isPaused || !this.#hasBegun) return false;
    const placeMs = this.#clock.placeMs(nowMs) - this.#lagMs;
    if (placeMs - this.#lastPlaceMs > REPEAT_AFTER_MS) await this.#write(placeMs);
    return false;
  }

  /** Lets the pictures end at `endMs`. */
  async finish(endMs: number): Promise<void> {
    if (this.#hasBegun && endMs - this.endMs > MISSED_MS) {
      await this.#write(endMs - this.#intervalMs);
    }
    await this.#encoder.finish();
  }

  /** Closes the last picture. May be called twice. */
  dispose(): void {
    this.#last?.close();
    this.#last = null;
  }

  get #hasBegun(): boolean {
    return this.#lastPlaceMs >= 0;
  }

  /** Writes the last picture; one that was lost with its encoder as it is in the file. */
  async #write(placeMs: number): Promise<boolean> {
    this.#lastPlaceMs = placeMs;
    const timestamp = Math.round(placeMs * 1000);
    const duration = Math.round(this.#intervalMs * 1000);
    if (!this.#last) {
      await this.#encoder.repeatKey(timestamp, duration);
      return true;
    }
    return this.#encoder.encode(new VideoFrame(this.#last!, { timestamp, duration }));
  }
}
