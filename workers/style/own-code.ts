import { mixStyleCodes, type StyleCode } from '../../src/shared/style-code.ts';

/** How much of a new measurement enters: the frame's own code must not jump when somebody walks in. */
const NEW_SHARE = 0.5;

/**
 * The camera picture's own style code, refreshed now and then and smoothed. Alpha blends the painting's code with it.
 */
export class OwnCode {
  readonly current: StyleCode;
  /** What a pipeline writes a new measurement into. */
  readonly scratch: StyleCode;
  #measuredAtMs = Number.NEGATIVE_INFINITY;

  constructor(length: number) {
    this.current = new Float32Array(length);
    this.scratch = new Float32Array(length);
  }

  get isKnown(): boolean {
    return this.#measuredAtMs > Number.NEGATIVE_INFINITY;
  }

  /** Older than `afterMs`: time to measure again. */
  isStale(nowMs: number, afterMs: number): boolean {
    return nowMs - this.#measuredAtMs >= afterMs;
  }

  /** Takes over what was measured into `scratch`. */
  accept(nowMs: number): void {
    mixStyleCodes(this.current, this.current, this.scratch, this.isKnown ? NEW_SHARE : 1);
    this.#measuredAtMs = nowMs;
  }

  /** Another source: nothing is known of it. */
  forget(): void {
    this.#measuredAtMs = Number.NEGATIVE_INFINITY;
  }
}
