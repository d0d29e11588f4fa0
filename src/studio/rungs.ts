import type { Size } from '../shared/frame-size.ts';
import type { NetworkTier, Tier } from '../shared/manifest.ts';

/** One step of the ladder of qualities: a network at a size. Sizes are 16:9; other shapes get the same area. */
export interface Rung {
  tier: NetworkTier;
  size: Size;
}

/** ms of a run at `TIMED_SIZE`; `classic` only where somebody has added that network. */
export type Times = Record<Tier, number> & { classic?: number };

const SIZES: Size[] = [
  { width: 160, height: 88 },
  { width: 208, height: 120 },
  { width: 256, height: 144 },
  { width: 320, height: 184 },
  { width: 384, height: 216 },
  { width: 448, height: 256 },
  { width: 512, height: 288 },
  { width: 640, height: 360 },
  { width: 768, height: 432 },
];

/** Where the timing is done; other sizes are judged by their area, which the networks' work is proportional to. */
export const TIMED_SIZE: Size = { width: 256, height: 144 };
/** … on a processor with the classic network: a run there takes a second. */
export const SMALLEST_SIZE: Size = SIZES[0]!;

/** A processor should hold this; 10 to 15 pictures a second feel alive. */
export const CPU_FRAME_MS = 82;
/** Drawing the camera in and the picture out, per megapixel painted, measured on two ordinary cores. */
const CPU_ENDS_MS_PER_MEGAPIXEL = 120;
/** Three quarters of a thirtieth of a second: the rest is for the camera, the page and warmer days. */
export const GPU_FRAME_MS = 25;
/** On a processor pretending to be a GPU. */
const SOFTWARE_GPU_SIZE: Size = { width: 64, height: 40 };

function area(size: Size): number {
  return size.width * size.height;
}

/** The largest rung of `tier` whose frames take at most `budgetMs`, or undefined. */
function largest(
  tier: NetworkTier,
  msPerPixel: number,
  budgetMs: number,
  sizes: readonly Size[],
): Rung | undefined {
  const size = sizes.findLast((candidate) => area(candidate) * msPerPixel <= budgetMs);
  return size && { tier, size };
}

/**
 * The rung for a processor, from the two networks' times at `TIMED_SIZE`.
 *
 * A larger picture shows more of a face than a better network, so `studio` comes in only where it can be as large as
 * the picture needs to be.
 */
export function chooseCpuRung(timesMs: Times, wanted: NetworkTier | 'auto'): Rung {
  const msPerPixel = (tier: NetworkTier): number =>
    (timesMs[tier] ?? Infinity) / area(TIMED_SIZE) + CPU_ENDS_MS_PER_MEGAPIXEL / 1e6;
  const fit = (tier: NetworkTier): Rung =>
    largest(tier, msPerPixel(tier), CPU_FRAME_MS, SIZES) ?? { tier, size: SIZES[0]! };
  if (wanted !== 'auto') return fit(wanted);
  const studio = fit('studio');
  return studio.size.width >= 384 ? studio : fit('sketch');
}

/** The rung for a GPU: studio at 512×288 or more where it holds 30 pictures a second, else what holds them. */
export function chooseGpuRung(timesMs: Times, wanted: NetworkTier | 'auto'): Rung {
  const fit = (tier: NetworkTier): Rung | undefined =>
    largest(tier, (timesMs[tier] ?? Infinity) / area(TIMED_SIZE), GPU_FRAME_MS, SIZES);
  const smallest = (tier: NetworkTier): Rung => ({ tier, size: SIZES[0]! });
  if (wanted !== 'auto') return fit(wanted) ?? smallest(wanted);
  const studio = fit('studio');
  if (studio && studio.size.width >= 384) return studio;
  return fit('sketch') ?? studio ?? smallest('sketch');
}

/** No timing: a run there takes seconds. */
export function softwareGpuRung(wanted: NetworkTier | 'auto'): Rung {
  return { tier: wanted === 'auto' ? 'sketch' : wanted, size: SOFTWARE_GPU_SIZE };
}

/** The next smaller rung of the same tier, or undefined at the bottom. */
export function smallerRung(rung: Rung): Rung | undefined {
  const size = SIZES.findLast((candidate) => area(candidate) < area(rung.size));
  return size && { tier: rung.tier, size };
}

/** The next larger rung of the same tier, or undefined at the top. */
export function largerRung(rung: Rung): Rung | undefined {
  const size = SIZES.find((candidate) => area(candidate) > area(rung.size));
  return size && { tier: rung.tier, size };
}

/** Pixels of a rung's picture. */
export function rungPixels(rung: Rung): number {
  return area(rung.size);
}
