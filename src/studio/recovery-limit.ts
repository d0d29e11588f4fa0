const MOST = 3;
/** Long enough for three painters that fall silent, which takes half a minute each to be noticed. */
const WITHIN_MS = 180_000;

/** At most three recoveries in three minutes: more is no accident, and something smaller has to be tried. */
export class RecoveryLimit {
  #atMs: number[] = [];

  /** Counts a recovery; false if it is one too many. */
  allow(nowMs: number): boolean {
    this.#atMs = this.#atMs.filter((at) => nowMs - at < WITHIN_MS);
    if (this.#atMs.length >= MOST) return false;
    this.#atMs.push(nowMs);
    return true;
  }

  reset(): void {
    this.#atMs = [];
  }
}
