/** The present pace counts, not that of a first minute in which the device was still cool. */
const WINDOW_MS = 20_000;
/** Less than this says nothing. */
const LEAST_MS = 1500;

/** Tells how long something takes to its end from how fast it has gone lately. Pauses are left out. */
export class TimeLeft {
  #notes: { atMs: number; doneMs: number }[] = [];

  /** Tells how much is done; `nowMs` is `performance.now()`. */
  note(nowMs: number, doneMs: number): void {
    const last = this.#notes.at(-1);
    if (last && last.doneMs === doneMs) return;
    this.#notes.push({ atMs: nowMs, doneMs });
    while (this.#notes.length > 2 && nowMs - this.#notes[1]!.atMs > WINDOW_MS) this.#notes.shift();
  }

  /** It was paused, or goes on after that: earlier notes tell nothing of the pace any more. */
  forget(): void {
    this.#notes = [];
  }

  /** Wall time to the end in ms, or null while nothing can be said. */
  leftMs(totalMs: number): number | null {
    const first = this.#notes[0];
    const last = this.#notes.at(-1);
    if (!first || !last || last.atMs - first.atMs < LEAST_MS) return null;
    const pace = (last.atMs - first.atMs) / (last.doneMs - first.doneMs);
    return Math.max(0, (totalMs - last.doneMs) * pace);
  }
}
