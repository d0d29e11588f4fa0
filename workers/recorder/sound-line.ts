/** Sound may be this far from its place before it is moved: less is jitter of stamps, more is lost sound. */
const TOLERANCE_MS = 30;

/** What to write for a stretch of sound: silence first, then the stretch without its first `skip` samples. */
export interface SoundPlan {
  silence: number;
  skip: number;
}

/**
 * Keeps a sound track gapless and in its place, in samples per channel.
 *
 * Encoders number samples one after another whatever their stamps say, so sound that was lost must be replaced by
 * silence, or everything after it comes too early; sound that overlaps what is written already must be left out.
 */
export class SoundLine {
  readonly #sampleRate: number;
  #written = 0;

  constructor(sampleRate: number) {
    this.#sampleRate = sampleRate;
  }

  /** Samples written so far. */
  get written(): number {
    return this.#written;
  }

  /** End of what is written, in seconds of the clip. */
  get endSeconds(): number {
    return this.#written / this.#sampleRate;
  }

  /** Places a stretch of `frames` samples that begins at `placeMs` of the clip. Pure: `advance` says it was written. */
  plan(placeMs: number, frames: number): SoundPlan {
    const off = Math.round((placeMs * this.#sampleRate) / 1000) - this.#written;
    const tolerance = (TOLERANCE_MS * this.#sampleRate) / 1000;
    if (off > tolerance) return { silence: off, skip: 0 };
    // At the very start nothing may come from before the first picture.
    if (off < -tolerance || (off < 0 && this.#written === 0))
      return { silence: 0, skip: Math.min(frames, -off) };
    return { silence: 0, skip: 0 };
  }

  /** Silent samples that are missing until `placeMs`. */
  missingUntil(placeMs: number): number {
    return Math.max(0, Math.round((placeMs * this.#sampleRate) / 1000) - this.#written);
  }

  advance(frames: number): void {
    this.#written += frames;
  }
}
