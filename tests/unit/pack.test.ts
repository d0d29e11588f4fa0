import { expect, test } from 'vitest';
import { packPixels, unpackPixels } from '../../workers/pipeline/pack.ts';

test('a packed channel is colour·4 + dy·2 + dx, value − 0.5', () => {
  const width = 4;
  const height = 2;
  const pixels = new Uint8ClampedArray(width * height * 4);
  // Pixel (3, 1), green.
  pixels[(1 * width + 3) * 4 + 1] = 255;
  const packed = new Float32Array(12 * 2);
  packPixels(pixels, width, height, packed);
  const lit = [...packed.keys()].filter((index) => packed[index] === 0.5);
  // Colour 1, dy 1, dx 1 = channel 7; packed x = 1 of w = 2.
  expect(lit).toEqual([7 * 2 + 1]);
  expect(packed.filter((value) => value === -0.5)).toHaveLength(23);
});

test('unpacking gives the pixels back, clamped and opaque', () => {
  const width = 16;
  const height = 8;
  const pixels = Uint8ClampedArray.from({ length: width * height * 4 }, (_, i) =>
    i % 4 === 3 ? 255 : (i * 37) % 256,
  );
  const packed = new Float32Array((12 * width * height) / 4);
  packPixels(pixels, width, height, packed);
  const back = new Uint8ClampedArray(pixels.length);
  unpackPixels(packed, height / 2, width / 2, back);
  expect(back).toEqual(pixels);
  unpackPixels(packed.fill(7), height / 2, width / 2, back);
  expect(back.every((value) => value === 255)).toBe(true);
});

test('the luma of a black picture is 0, of a white one 1', () => {
  const packed = new Float32Array(12 * 64);
  const pixels = new Uint8ClampedArray(16 * 16 * 4);
  expect(packPixels(pixels, 16, 16, packed)).toBe(0);
  expect(packPixels(pixels.fill(255), 16, 16, packed)).toBeCloseTo(1, 5);
});
