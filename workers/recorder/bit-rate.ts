import type { Size } from '../../src/shared/frame-size.ts';
import type { ClipQuality } from '../../src/shared/recording.ts';

/** Bits a second at 1280×720. Brush strokes everywhere need more than an ordinary video of that size. */
const AT_720P: Record<ClipQuality, number> = { small: 2_000_000, good: 4_000_000, best: 8_000_000 };
const PIXELS_720P = 1280 * 720;
/** Larger pictures need fewer bits a pixel. */
const GROWTH = 0.8;
const LEAST = 300_000;

/** Sound, bits a second, for one and two channels. */
export const SOUND_BIT_RATE = { mono: 96_000, stereo: 128_000 };

/** Video bits a second for a picture of this size. */
export function videoBitRate(size: Size, quality: ClipQuality): number {
  const share = (size.width * size.height) / PIXELS_720P;
  return Math.max(LEAST, Math.round(AT_720P[quality] * share ** GROWTH));
}
