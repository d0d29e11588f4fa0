import { AppError } from './errors.ts';

/**
 * What the network keeps of a painting: scale and bias for every channel of every AdaIN site.
 *
 * f32[2·C], C channels over all sites, scales first, in the order of the manifest's `sites`. Scales are
 * standard deviations, so ≥ 0. Blending two codes linearly blends the two looks (Huang & Belongie 2017,
 * sec. 7.2). Codes of different networks are not interchangeable.
 */
export type StyleCode = Float32Array;

/** A code larger than this is no statistic of a picture, but damage. */
const LARGEST_VALUE = 1e4;

/** Throws `style-code-invalid` on a wrong length, NaN, a negative scale or an absurd value. */
export function validateStyleCode(code: StyleCode, length: number): StyleCode {
  if (code.length !== length) {
    throw new AppError(
      'style-code-invalid',
      `A style code of ${length} numbers was expected, not ${code.length}`,
    );
  }
  for (let i = 0; i < length; i++) {
    const value = code[i]!;
    if (!(Math.abs(value) < LARGEST_VALUE) || (i < length / 2 && value < 0)) {
      throw new AppError('style-code-invalid', `Number ${i} of the style code is ${value}`);
    }
  }
  return code;
}

/** Writes `from + (to − from)·t` into `out`, number by number; the three may be the same array. */
export function mixStyleCodes(out: StyleCode, from: StyleCode, to: StyleCode, t: number): void {
  for (let i = 0; i < out.length; i++) out[i] = from[i]! + (to[i]! - from[i]!) * t;
}
