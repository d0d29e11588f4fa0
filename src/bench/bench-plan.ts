import type { EnginePossibilities } from '../painter-client/choose-engine.ts';
import type { Size } from '../shared/frame-size.ts';
import { TIERS, type Tier } from '../shared/manifest.ts';
import type { EngineName } from '../shared/protocol.ts';

/** Who paints: one worker is opened for each. */
export interface BenchPainter {
  engine: EngineName;
  /** WebAssembly threads; 1 on the GPU. */
  threads: number;
}

/** One row of the table. */
export interface BenchCase extends BenchPainter {
  tier: Tier;
  /** Painted size in pixels. */
  size: Size;
}

/** What is measured. */
export interface BenchPlan {
  painters: BenchPainter[];
  /** In the order of the table. */
  cases: BenchCase[];
  /** Every case is timed once in every round. */
  rounds: number;
  /** Pictures that one timing is the median of. */
  runs: number;
}

/** What the plan depends on. */
export interface BenchDevice extends EnginePossibilities {
  /** `navigator.hardwareConcurrency`. */
  cores: number;
  /** `crossOriginIsolated`: without it WebAssembly has one thread. */
  isolated: boolean;
}

const CPU_SIZES: readonly Size[] = [
  { width: 256, height: 144 },
  { width: 384, height: 216 },
];
const GPU_SIZES: readonly Size[] = [
  { width: 512, height: 288 },
  { width: 768, height: 432 },
];

/** The case that all others are compared with; every plan has it. */
export const REFERENCE: BenchCase = {
  engine: 'ort-wasm',
  threads: 1,
  tier: 'studio',
  size: { width: 256, height: 144 },
};

/**
 * The processor with one thread, and with two where there are any, and a real GPU.
 *
 * `isQuick`: one round at the smallest size, to see that it works.
 */
export function planBench(device: BenchDevice, isQuick: boolean): BenchPlan {
  const painters: BenchPainter[] = [{ engine: 'ort-wasm', threads: 1 }];
  if (device.isolated && device.cores > 1) painters.push({ engine: 'ort-wasm', threads: 2 });
  // WebGPU on the processor takes seconds for a picture, and nobody is given it.
  if (device.webgpu && !device.software) painters.push({ engine: 'ort-webgpu', threads: 1 });
  const cases = painters.flatMap((painter) => {
    const sizes = painter.engine === 'ort-webgpu' ? GPU_SIZES : CPU_SIZES;
    return TIERS.toReversed().flatMap((tier) =>
      sizes.slice(0, isQuick ? 1 : sizes.length).map((size) => ({ ...painter, tier, size })),
    );
  });
  return { painters, cases, rounds: isQuick ? 1 : 7, runs: isQuick ? 1 : 3 };
}

/** The cases in the order of one round: every second round runs backwards, so that a drift cancels out. */
export function orderOfRound(cases: readonly BenchCase[], round: number): BenchCase[] {
  // Changing a painter's network costs a compilation, so a round does all of a network before the other.
  const byTier = TIERS.flatMap((tier) => cases.filter((entry) => entry.tier === tier));
  return round % 2 === 0 ? byTier : byTier.toReversed();
}

/** Whether two cases are the same row. */
export function isSameCase(a: BenchCase, b: BenchCase): boolean {
  return (
    a.engine === b.engine &&
    a.threads === b.threads &&
    a.tier === b.tier &&
    a.size.width === b.size.width &&
    a.size.height === b.size.height
  );
}
