import { median } from '../pipeline/median.ts';

/** Durations of the last frames in a ring: writing allocates nothing. */
class Ring {
  readonly #values: Float64Array;
  #written = 0;

  constructor(length: number) {
    this.#values = new Float64Array(length).fill(Number.NaN);
  }

  push(value: number): void {
    this.#values[this.#written++ % this.#values.length] = value;
  }

  clear(): void {
    this.#values.fill(Number.NaN);
  }

  get median(): number {
    return median([...this.#values].filter((value) => !Number.isNaN(value)));
  }
}

/** Counts painted frames and where their milliseconds went. Read four times a second, written once a frame. */
export class Meter {
  paintedFrames = 0;
  readonly prepareMs = new Ring(15);
  readonly networkMs = new Ring(15);
  readonly presentMs = new Ring(15);
  readonly latencyMs = new Ring(15);
  /** When the last frames were handed to the compositor. */
  readonly #shownAtMs = new Float64Array(60).fill(Number.NEGATIVE_INFINITY);

  /** Pictures of another size take another time. */
  forgetTimes(): void {
    for (const ring of [this.prepareMs, this.networkMs, this.presentMs]) ring.clear();
  }

  countPainted(nowMs: number): void {
    this.#shownAtMs[this.paintedFrames++ % this.#shownAtMs.length] = nowMs;
  }

  /** Pictures a second over the last two seconds. */
  fps(nowMs: number): number {
    const windowMs = 2000;
    let count = 0;
    let first = nowMs;
    for (const shown of this.#shownAtMs) {
      if (nowMs - shown >= windowMs) continue;
      count++;
      first = Math.min(first, shown);
    }
    // n pictures span n − 1 intervals; the one that is being painted now has not ended.
    return count < 2 ? 0 : ((count - 1) * 1000) / Math.max(1, nowMs - first);
  }
}
