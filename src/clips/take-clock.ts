/** How long a take is so far, pauses left out. Times are given, so that tests need not wait. */
export class TakeClock {
  #before = 0;
  #sinceMs: number | null;

  constructor(nowMs: number) {
    this.#sinceMs = nowMs;
  }

  pause(nowMs: number): void {
    this.#before = this.elapsedMs(nowMs);
    this.#sinceMs = null;
  }

  resume(nowMs: number): void {
    this.#sinceMs ??= nowMs;
  }

  elapsedMs(nowMs: number): number {
    return this.#before + (this.#sinceMs === null ? 0 : nowMs - this.#sinceMs);
  }
}
