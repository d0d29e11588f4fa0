import { expect, test } from 'vitest';
import { createNoise, smoothstep } from '../../workers/scene/noise.ts';

test('the same seed is the same noise, another seed another', () => {
  const [one, same, other] = [createNoise(5), createNoise(5), createNoise(6)];
  const along = (noise: typeof one) =>
    Array.from({ length: 40 }, (_, step) => noise.fractal(step * 0.37, step * 0.91, 4));
  expect(along(one)).toEqual(along(same));
  expect(along(one)).not.toEqual(along(other));
});

test('noise fills -1..1 without leaving it and has no steps', () => {
  const noise = createNoise(1);
  const values = Array.from({ length: 4000 }, (_, step) => noise.at(step * 0.01, step * 0.003));
  expect(Math.max(...values)).toBeLessThanOrEqual(1);
  expect(Math.min(...values)).toBeGreaterThanOrEqual(-1);
  expect(Math.max(...values) - Math.min(...values)).toBeGreaterThan(1);
  const steps = values.slice(1).map((value, index) => Math.abs(value - values[index]!));
  expect(Math.max(...steps)).toBeLessThan(0.06);
});

test('noise with a period comes round without a seam, in every octave', () => {
  const noise = createNoise(2);
  for (const y of [0.2, 3.7, 9.1])
    for (const x of [-0.4, 0, 0.3, 5.6])
      expect(noise.fractal(x + 12, y, 4, 12)).toBeCloseTo(noise.fractal(x, y, 4, 12), 9);
  expect(noise.fractal(5.3, 1, 4, 12)).not.toBeCloseTo(noise.fractal(11.3, 1, 4, 12), 3);
});

test('smoothstep rises, and falls when its ends are swapped', () => {
  expect([0, 2, 3, 4, 9].map((value) => smoothstep(2, 4, value))).toEqual([0, 0, 0.5, 1, 1]);
  expect(smoothstep(4, 2, 1.9)).toBe(1);
  expect(smoothstep(4, 2, 4.1)).toBe(0);
});
