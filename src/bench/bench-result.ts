import { isSameCase, REFERENCE, type BenchCase } from './bench-plan.ts';

/** A measured row. */
export interface BenchRow extends BenchCase {
  /** Median time of a picture in the network, ms. */
  ms: number;
  picturesPerSecond: number;
  /** Time compared with the reference in the same round, median over the rounds: 2 is twice as slow. */
  ratio: number;
}

/** A device, measured. Plain data. */
export interface BenchResult {
  rows: BenchRow[];
  /** Rounds that were measured to their end. */
  rounds: number;
  /** Why cases are missing, one sentence each. */
  skipped: string[];
  /** The page was out of sight for a while, where browsers slow it down. */
  wasHidden: boolean;
  device: BenchDeviceInfo;
}

/** Where it was measured. */
interface BenchDeviceInfo {
  userAgent: string;
  cores: number;
  isolated: boolean;
  /** Description of the graphics adapter; '' where there is none in use. */
  adapter: string;
  /** First hexadecimal digits of the networks' hashes: results of other networks cannot be compared. */
  networks: Record<BenchCase['tier'], string>;
}

/** Times of one case in ms, one for each round. */
export interface BenchSamples {
  entry: BenchCase;
  timesMs: number[];
}

/** Middle value; the mean of the two in the middle of an even number. NaN for none. */
export function median(values: readonly number[]): number {
  const sorted = values.toSorted((a, b) => a - b);
  const middle = Math.floor(sorted.length / 2);
  if (sorted.length % 2 === 1) return sorted[middle]!;
  return sorted.length === 0 ? Number.NaN : (sorted[middle - 1]! + sorted[middle]!) / 2;
}

/**
 * Rows from the samples of `rounds` whole rounds.
 *
 * Ratios are taken within each round and then their median: what slows a whole round down cancels out.
 */
export function summarize(samples: readonly BenchSamples[], rounds: number): BenchRow[] {
  if (rounds === 0) return [];
  const reference = samples.find(({ entry }) => isSameCase(entry, REFERENCE));
  return samples.map(({ entry, timesMs }) => {
    const whole = timesMs.slice(0, rounds);
    const ms = median(whole);
    return {
      ...entry,
      ms,
      picturesPerSecond: 1000 / ms,
      ratio: median(whole.map((timeMs, round) => timeMs / (reference?.timesMs[round] ?? Number.NaN))),
    };
  });
}
