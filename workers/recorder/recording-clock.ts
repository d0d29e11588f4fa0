/**
 * The clip's own time: 0 at its first picture, standing still during pauses. Takes and gives ms; `atMs` counts since
 * 1970 as everything that comes from another thread does.
 */
export class RecordingClock {
  #startMs = 0;
  #pausedMs = 0;
  #pausedAtMs: number | null = null;

  start(atMs: number): void {
    this.#startMs = atMs;
  }

  get isPaused(): boolean {
    return this.#pausedAtMs !== null;
  }

  pause(atMs: number): void {
    this.#pausedAtMs ??= atMs;
  }

  resume(atMs: number): void {
    if (this.#pausedAtMs === null) return;
    this.#pausedMs += Math.max(0, atMs - this.#pausedAtMs);
    this.#pausedAtMs = null;
  }

  /** Place in the clip of something that happened at `atMs`; negative before the first picture. */
  placeMs(atMs: number): number {
    return Math.min(atMs, this.#pausedAtMs ?? atMs) - this.#startMs - this.#pausedMs;
  }
}

/** A stamp that is this far from where its estimate says belongs to another clock: the source was changed. */
const JUMP_MS = 300;

/**
 * Turns a source's stamps into times since 1970.
 *
 * Stamps are exact but count from anywhere; estimates (from arrivals) are right on the whole but jitter. So one estimate
 * anchors the stamps, and they go on from there until they have visibly left it: another camera, a clock set anew.
 */
export class StampAnchor {
  #anchorMs = Number.NaN;
  #anchorUs = 0;

  timeMs(timestampUs: number, estimateMs: number): number {
    const timeMs = this.#anchorMs + (timestampUs - this.#anchorUs) / 1000;
    if (Math.abs(timeMs - estimateMs) <= JUMP_MS) return timeMs;
    this.#anchorMs = estimateMs;
    this.#anchorUs = timestampUs;
    return estimateMs;
  }

  /** The next stamp is anchored anew. */
  forget(): void {
    this.#anchorMs = Number.NaN;
  }
}
