import { shrink } from './picture.ts';

const SAMPLE_SIDE = 48;
const HUES = 24;
/** Bounds that keep 4.5:1 on the wall. */
const LIGHTNESS: readonly [number, number] = [0.72, 0.8];
const LARGEST_CHROMA = 0.14;

/**
 * The most colourful mean of a picture as `oklch(L C H)`.
 *
 * Pixels vote for a hue with the square of their chroma, so a few bright strokes outweigh a brown ground; the mean of
 * the winning hue and its neighbours is taken and clamped to what stays readable on the dark wall.
 */
export async function findAccent(picture: Buffer): Promise<string> {
  const { pixels } = await shrink(picture, SAMPLE_SIDE);
  const bins = Array.from({ length: HUES }, () => ({ weight: 0, lightness: 0, a: 0, b: 0 }));
  for (let i = 0; i < pixels.length; i += 4) {
    const { lightness, a, b } = oklab(pixels[i]!, pixels[i + 1]!, pixels[i + 2]!);
    const turn = (Math.atan2(b, a) / (2 * Math.PI) + 1) % 1;
    const bin = bins[Math.floor(turn * HUES) % HUES]!;
    const weight = a * a + b * b;
    bin.weight += weight;
    bin.lightness += weight * lightness;
    bin.a += weight * a;
    bin.b += weight * b;
  }
  const near = (index: number): typeof bins => [-1, 0, 1].map((step) => bins[(index + step + HUES) % HUES]!);
  const total = (parts: typeof bins, of: keyof (typeof bins)[number]): number =>
    parts.reduce((sum, part) => sum + part[of], 0);
  const winner = bins
    .map((_, index) => near(index))
    .reduce((best, parts) => (total(parts, 'weight') > total(best, 'weight') ? parts : best));
  const weight = total(winner, 'weight') || 1;
  const [a, b] = [total(winner, 'a') / weight, total(winner, 'b') / weight];
  const lightness = Math.min(LIGHTNESS[1], Math.max(LIGHTNESS[0], total(winner, 'lightness') / weight));
  const chroma = Math.min(LARGEST_CHROMA, Math.hypot(a, b));
  const hue = ((Math.atan2(b, a) * 180) / Math.PI + 360) % 360;
  return `oklch(${lightness.toFixed(3)} ${chroma.toFixed(3)} ${hue.toFixed(1)})`;
}

/** sRGB 0..255 → OKLab (Ottosson 2020, https://bottosson.github.io/posts/oklab/). */
function oklab(red: number, green: number, blue: number): { lightness: number; a: number; b: number } {
  const [r, g, bl] = [red, green, blue].map((value) => {
    const share = value / 255;
    return share <= 0.04045 ? share / 12.92 : ((share + 0.055) / 1.055) ** 2.4;
  }) as [number, number, number];
  const l = Math.cbrt(0.4122214708 * r + 0.5363325363 * g + 0.0514459929 * bl);
  const m = Math.cbrt(0.2119034982 * r + 0.6806995451 * g + 0.1073969566 * bl);
  const s = Math.cbrt(0.0883024619 * r + 0.2817188376 * g + 0.6299787005 * bl);
  return {
    lightness: 0.2104542553 * l + 0.793617785 * m - 0.0040720468 * s,
    a: 1.9779984951 * l - 2.428592205 * m + 0.4505937099 * s,
    b: 0.0259040371 * l + 0.7827717662 * m - 0.808675766 * s,
  };
}
