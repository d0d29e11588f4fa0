/** Clocks of cameras drift against ours by less than this, ms per ms. */
const DRIFT = 2e-4;
/** A stamp this far off, ms, belongs to another clock: the camera has started over. */
const JUMP_MS = 2000;

/**
 * Finds out when frames were captured from when they arrived.
 *
 * Stamps count from an unknown start, and arrivals are late by an unknown, changing time. The smallest difference seen
 * belongs to the frame that was under way for the shortest time; what later frames exceed it by is waiting. So the
 * estimate leaves out the shortest way itself (a few ms).
 */
export class CaptureClock {
  #offsetMs = Number.NaN;
  #arrivedAtMs = 0;

  /** Tells of a frame that has just arrived; `nowMs` is `performance.now()`. */
  note(timestampUs: number, nowMs: number): void {
    const offsetMs = nowMs - timestampUs / 1000;
    const isSmaller = offsetMs < this.#offsetMs;
    if (Number.isNaN(this.#offsetMs) || Math.abs(offsetMs - this.#offsetMs) > JUMP_MS || isSmaller) {
      this.#offsetMs = offsetMs;
    } else {
      this.#offsetMs += (nowMs - this.#arrivedAtMs) * DRIFT;
    }
    this.#arrivedAtMs = nowMs;
  }

  /** When a frame with this stamp was captured, in ms of `performance.now()`. */
  capturedAtMs(timestampUs: number): number {
    return timestampUs / 1000 + this.#offsetMs;
  }
}
