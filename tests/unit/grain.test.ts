import { beforeAll, describe, expect, test } from 'vitest';
import { inverseFourier2d } from '../../workers/pipeline/fourier.ts';
import { createGrain, GRAIN_SIDE, writeGrain } from '../../workers/pipeline/grain.ts';

const PLANE = GRAIN_SIDE * GRAIN_SIDE;
/** Wavelengths of the four channels in packed pixels: half those of the frame (6, 12, 24, 48). */
const WAVELENGTHS = [3, 6, 12, 24];

/** Mean power of a channel in the ring of wavelengths within a tenth of `wavelength`. */
function bandPower(channel: Float32Array, wavelength: number): number {
  const re = Float64Array.from(channel);
  const im = new Float64Array(PLANE);
  inverseFourier2d(re, im, GRAIN_SIDE);
  const signed = (k: number): number => (k < GRAIN_SIDE / 2 ? k : k - GRAIN_SIDE);
  let sum = 0;
  let count = 0;
  for (let y = 0; y < GRAIN_SIDE; y++) {
    for (let x = 0; x < GRAIN_SIDE; x++) {
      const cycles = Math.hypot(signed(x), signed(y));
      if (Math.abs((cycles * wavelength) / GRAIN_SIDE - 1) > 0.1) continue;
      sum += re[y * GRAIN_SIDE + x]! ** 2 + im[y * GRAIN_SIDE + x]! ** 2;
      count++;
    }
  }
  return sum / count;
}

describe('the grain', () => {
  let grain: Float32Array;
  const channel = (index: number): Float32Array => grain.subarray(index * PLANE, (index + 1) * PLANE);
  beforeAll(() => {
    grain = createGrain(7);
  });

  test('has four channels of mean 0 and std 0.25', () => {
    expect(grain).toHaveLength(4 * PLANE);
    for (let index = 0; index < 4; index++) {
      const values = channel(index);
      const mean = values.reduce((sum, value) => sum + value, 0) / PLANE;
      const variance = values.reduce((sum, value) => sum + (value - mean) ** 2, 0) / PLANE;
      expect(Math.abs(mean)).toBeLessThan(0.01);
      expect(Math.sqrt(variance)).toBeGreaterThan(0.23);
      expect(Math.sqrt(variance)).toBeLessThan(0.27);
    }
  });

  test.each([0, 1, 2, 3])('channel %i is strongest in its own band', (index) => {
    const own = bandPower(channel(index), WAVELENGTHS[index]!);
    for (const wavelength of WAVELENGTHS) {
      const octaves = Math.abs(Math.log2(wavelength / WAVELENGTHS[index]!));
      if (octaves >= 1) expect(bandPower(channel(index), wavelength)).toBeLessThan(own / 3);
    }
  });

  test('the finest channel has next to nothing in the coarsest band', () => {
    expect(bandPower(channel(0), 24)).toBeLessThan(bandPower(channel(0), 3) / 20);
  });

  test('tiles: the step over the edge is as small as the steps inside', () => {
    const coarse = channel(3);
    const step = (a: number, b: number): number => {
      let sum = 0;
      for (let y = 0; y < GRAIN_SIDE; y++) {
        sum += Math.abs(coarse[y * GRAIN_SIDE + a]! - coarse[y * GRAIN_SIDE + b]!);
      }
      return sum / GRAIN_SIDE;
    };
    expect(step(GRAIN_SIDE - 1, 0)).toBeLessThan(1.5 * step(100, 101));
  });

  test('the same seed gives the same canvas, another seed another one', () => {
    expect(createGrain(7)).toEqual(grain);
    expect(createGrain(8)).not.toEqual(grain);
  });

  test('is written beside the pixels, times its strength, repeating', () => {
    const w = GRAIN_SIDE + 8;
    const h = 2;
    const frame = new Float32Array(16 * h * w).fill(9);
    writeGrain(frame, 12, h, w, grain, 0.5);
    expect(frame.subarray(0, 12 * h * w).every((value) => value === 9)).toBe(true);
    expect(frame[12 * h * w + 5]).toBeCloseTo(grain[5]! * 0.5, 6);
    expect(frame[12 * h * w + GRAIN_SIDE + 5]).toBeCloseTo(grain[5]! * 0.5, 6);
    expect(frame[(15 * h + 1) * w + 3]).toBeCloseTo(grain[3 * PLANE + GRAIN_SIDE + 3]! * 0.5, 6);
  });
});
