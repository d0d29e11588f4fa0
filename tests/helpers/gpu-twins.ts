/** What the shaders compute, written slowly and plainly. */
import type { Size } from '../../src/shared/frame-size.ts';
import type { Geometry } from '../../workers/pipeline/geometry.ts';

type Colour = [number, number, number];

/** A picture as numbers: RGBA u8[height,width,4]. */
export interface TestPicture extends Size {
  pixels: Uint8ClampedArray<ArrayBuffer>;
}

/** Noise from a seed (mulberry32), opaque: no filter or turn can hide in it. */
export function noisePicture(width: number, height: number, seed: number): TestPicture {
  const pixels = new Uint8ClampedArray(width * height * 4);
  let state = seed;
  for (let i = 0; i < pixels.length; i++) {
    state = (state + 0x6d2b79f5) | 0;
    let t = Math.imul(state ^ (state >>> 15), 1 | state);
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
    pixels[i] = i % 4 === 3 ? 255 : ((t ^ (t >>> 14)) >>> 0) & 255;
  }
  return { width, height, pixels };
}

/** The texel at whole coordinates, 0..1, edges repeated. */
function texel(picture: TestPicture, x: number, y: number): Colour {
  const column = Math.min(picture.width - 1, Math.max(0, x));
  const row = Math.min(picture.height - 1, Math.max(0, y));
  const at = (row * picture.width + column) * 4;
  return [0, 1, 2].map((colour) => picture.pixels[at + colour]! / 255) as Colour;
}

/** Bilinear sample at x, y in 0..1. */
function sample(picture: TestPicture, x: number, y: number): Colour {
  const px = x * picture.width - 0.5;
  const py = y * picture.height - 0.5;
  const [left, top] = [Math.floor(px), Math.floor(py)];
  const [tx, ty] = [px - left, py - top];
  const corners = [
    { weight: (1 - tx) * (1 - ty), colour: texel(picture, left, top) },
    { weight: tx * (1 - ty), colour: texel(picture, left + 1, top) },
    { weight: (1 - tx) * ty, colour: texel(picture, left, top + 1) },
    { weight: tx * ty, colour: texel(picture, left + 1, top + 1) },
  ];
  return weightedSum(corners);
}

/** Mean colour of the source under a pixel of a picture of `size`: samples at most a source pixel apart. */
export function sourcePixel(
  picture: TestPicture,
  geometry: Geometry,
  size: Size,
  px: number,
  py: number,
): Colour {
  const [a, b, c, d, e, f] = [...geometry.matrix] as [number, number, number, number, number, number];
  const across = Math.hypot(a * picture.width, b * picture.height) / size.width;
  const down = Math.hypot(c * picture.width, d * picture.height) / size.height;
  const columns = Math.max(1, Math.ceil(across - 1e-3));
  const rows = Math.max(1, Math.ceil(down - 1e-3));
  const samples = [];
  for (let row = 0; row < rows; row++) {
    for (let column = 0; column < columns; column++) {
      const u = (px + (column + 0.5) / columns) / size.width;
      const v = (py + (row + 0.5) / rows) / size.height;
      const colour = sample(picture, a * u + c * v + e, b * u + d * v + f);
      samples.push({ weight: 1 / (rows * columns), colour });
    }
  }
  return weightedSum(samples);
}

/** Channels 0..11 of a prepared tensor f32[1,12,h,w]. */
export function prepareTwin(picture: TestPicture, geometry: Geometry, size: Size): Float32Array {
  const w = size.width / 2;
  const h = size.height / 2;
  const packed = new Float32Array(12 * h * w);
  for (let y = 0; y < size.height; y++) {
    for (let x = 0; x < size.width; x++) {
      const colour = sourcePixel(picture, geometry, size, x, y);
      const k = (y % 2) * 2 + (x % 2);
      for (let c = 0; c < 3; c++) packed[((c * 4 + k) * h + (y >> 1)) * w + (x >> 1)] = colour[c]! - 0.5;
    }
  }
  return packed;
}

/** A pixel of painted f32[1,12,h,w], 0..1, edges repeated. */
function paintedPixel(painted: Float32Array, size: Size, x: number, y: number): Colour {
  const column = Math.min(size.width - 1, Math.max(0, x));
  const row = Math.min(size.height - 1, Math.max(0, y));
  const w = size.width / 2;
  const h = size.height / 2;
  const k = (row % 2) * 2 + (column % 2);
  return [0, 1, 2].map((c) =>
    clamp01(painted[((c * 4 + k) * h + (row >> 1)) * w + (column >> 1)]! + 0.5),
  ) as Colour;
}

/** The quadratic B-spline: a box of one pixel, three times over. */
function spline(distance: number): number {
  const x = Math.abs(distance);
  if (x < 0.5) return 0.75 - x * x;
  return x < 1.5 ? 0.5 * (1.5 - x) ** 2 : 0;
}

function luma([red, green, blue]: Colour): number {
  return 0.299 * red + 0.587 * green + 0.114 * blue;
}

/**
 * The painted picture enlarged to `canvas`, at one of its pixels, where the source is `source`: painted pixels count by
 * their nearness and by how like `source` the source was under them.
 */
export function enlargedPixel(
  painted: Float32Array,
  prepared: Float32Array,
  size: Size,
  canvas: Size,
  px: number,
  py: number,
  source: Colour,
): Colour {
  const x = ((px + 0.5) * size.width) / canvas.width - 0.5;
  const y = ((py + 0.5) * size.height) / canvas.height - 0.5;
  const taps = [];
  for (let row = Math.floor(y) - 1; row <= Math.floor(y) + 2; row++) {
    for (let column = Math.floor(x) - 1; column <= Math.floor(x) + 2; column++) {
      const under = luma(paintedPixel(prepared, size, column, row));
      const likeness = Math.exp(-((under - luma(source)) ** 2) / (2 * 0.06 ** 2)) + 1e-3;
      const weight = spline(x - column) * spline(y - row) * likeness;
      taps.push({ weight, colour: paintedPixel(painted, size, column, row) });
    }
  }
  const total = taps.reduce((sum, { weight }) => sum + weight, 0);
  return weightedSum(taps).map((value) => value / total) as Colour;
}

function weightedSum(parts: { weight: number; colour: Colour }[]): Colour {
  const sum: Colour = [0, 0, 0];
  for (const { weight, colour } of parts) for (let c = 0; c < 3; c++) sum[c]! += weight * colour[c]!;
  return sum;
}

function clamp01(value: number): number {
  return Math.min(1, Math.max(0, value));
}

/** Infinity where a number is missing or is none, so that nothing passes by accident. */
export function largestDifference(one: ArrayLike<number>, other: ArrayLike<number>): number {
  if (one.length !== other.length) return Infinity;
  let largest = 0;
  for (let i = 0; i < one.length; i++) {
    const difference = Math.abs(one[i]! - other[i]!);
    if (Number.isNaN(difference)) return Infinity;
    largest = Math.max(largest, difference);
  }
  return largest;
}
