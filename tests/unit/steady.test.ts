import { describe, expect, test } from 'vitest';
import { packPixels } from '../../workers/pipeline/pack.ts';

const SIZE = 32;
const VALUES = (12 * SIZE * SIZE) / 4;

/** Standard normal numbers from a seed (Box and Muller on a Lehmer generator). */
function normals(seed: number): () => number {
  let state = seed;
  const uniform = (): number => (state = (state * 48271) % 2147483647) / 2147483647;
  return () => Math.sqrt(-2 * Math.log(uniform())) * Math.cos(2 * Math.PI * uniform());
}

/** RGBA of a grey wall, right of `edge` a lighter one, with a sensor's noise of `std`/255. */
function wall(noise: () => number, std: number, edge = SIZE, lighter = 60): Uint8ClampedArray {
  return Uint8ClampedArray.from({ length: SIZE * SIZE * 4 }, (_, i) => {
    const isLight = ((i >> 2) % SIZE) + 1 > edge;
    return i % 4 === 3 ? 255 : 110 + (isLight ? lighter : 0) + std * noise();
  });
}

/** Root mean square of the difference, in 1/255. */
function rms(a: Float32Array, b: Float32Array): number {
  return 255 * Math.sqrt(a.reduce((sum, value, i) => sum + (value - b[i]!) ** 2, 0) / a.length);
}

function packed(pixels: Uint8ClampedArray, before?: Float32Array): Float32Array {
  const out = before?.slice() ?? new Float32Array(VALUES);
  packPixels(pixels, SIZE, SIZE, out, before !== undefined);
  return out;
}

const clean = packed(wall(() => 0, 0));

describe('a running mean', () => {
  test.each([1, 2, 4])('takes most of a noise of %i/255 out of a wall', (std) => {
    const noise = normals(5 + std);
    let mean = packed(wall(noise, std));
    expect(rms(mean, clean)).toBeGreaterThan(0.9 * std);
    for (let picture = 0; picture < 20; picture++) mean = packed(wall(noise, std), mean);
    expect(rms(mean, clean)).toBeLessThan(0.45 * std);
  });

  test('lets a moving edge through, in the same picture and exactly', () => {
    const before = packed(wall(() => 0, 0, 16));
    const moved = wall(() => 0, 0, 13);
    expect(packed(moved, before)).toEqual(packed(moved));
  });

  test('lets fine texture through that moves without a change of its mean', () => {
    const stripes = (phase: number): Uint8ClampedArray =>
      Uint8ClampedArray.from({ length: SIZE * SIZE * 4 }, (_, i) =>
        i % 4 === 3 ? 255 : 110 + 30 * (((i >> 2) + phase) % 2),
      );
    expect(packed(stripes(1), packed(stripes(0)))).toEqual(packed(stripes(1)));
  });

  test('follows a slow change of light within a few pictures', () => {
    let mean = clean;
    const lighter = wall(() => 0, 0, 0, 3);
    for (let picture = 0; picture < 12; picture++) mean = packed(lighter, mean);
    expect(rms(mean, packed(lighter))).toBeLessThan(0.15);
  });

  test('changes nothing where nothing changes', () => {
    expect(
      packed(
        wall(() => 0, 0),
        clean,
      ),
    ).toEqual(clean);
  });
});
