import { describe, expect, it } from 'vitest';
import { isSameCase, orderOfRound, planBench, REFERENCE } from '../../src/bench/bench-plan.ts';
import { median, summarize, type BenchSamples } from '../../src/bench/bench-result.ts';

const LAPTOP = { webgpu: true, software: false, cores: 8, isolated: true };

describe('what is measured', () => {
  it('is every network at two sizes, for each thing that can paint', () => {
    const { painters, cases } = planBench(LAPTOP, false);
    expect(painters.map(({ engine, threads }) => `${engine} ${threads}`)).toEqual([
      'ort-wasm 1',
      'ort-wasm 2',
      'ort-webgpu 1',
    ]);
    expect(cases).toHaveLength(12);
    expect(cases.filter((entry) => isSameCase(entry, REFERENCE))).toHaveLength(1);
  });

  it.each([
    ['no isolation', { ...LAPTOP, isolated: false }, ['ort-wasm 1', 'ort-webgpu 1']],
    ['one core', { ...LAPTOP, cores: 1 }, ['ort-wasm 1', 'ort-webgpu 1']],
    ['WebGPU on the processor', { ...LAPTOP, software: true }, ['ort-wasm 1', 'ort-wasm 2']],
    ['no WebGPU', { ...LAPTOP, webgpu: false }, ['ort-wasm 1', 'ort-wasm 2']],
  ])('leaves out what cannot be: %s', (_, device, painters) => {
    const plan = planBench(device, true);
    expect(plan.painters.map(({ engine, threads }) => `${engine} ${threads}`)).toEqual(painters);
    expect(plan.cases.some((entry) => isSameCase(entry, REFERENCE))).toBe(true);
  });

  it('comes in every round once, and backwards in every second', () => {
    const { cases } = planBench(LAPTOP, false);
    const first = orderOfRound(cases, 0);
    expect(new Set(first)).toEqual(new Set(cases));
    expect(orderOfRound(cases, 1)).toEqual(first.toReversed());
    // A network is changed once in a round, not at every case.
    const changes = first.filter((entry, index) => entry.tier !== first[index - 1]?.tier);
    expect(changes).toHaveLength(2);
  });
});

describe('the summary', () => {
  const other = { ...REFERENCE, threads: 2 };
  const samples = (reference: number[], timesMs: number[]): BenchSamples[] => [
    { entry: REFERENCE, timesMs: reference },
    { entry: other, timesMs },
  ];

  it('compares within rounds, so that a slow round changes no ratio', () => {
    const [reference, row] = summarize(samples([100, 400, 100], [50, 200, 50]), 3);
    expect(reference).toMatchObject({ ms: 100, picturesPerSecond: 10, ratio: 1 });
    expect(row).toMatchObject({ ms: 50, picturesPerSecond: 20, ratio: 0.5 });
  });

  it('leaves out a round that was not measured to its end', () => {
    const [reference] = summarize(samples([100, 900], [50]), 1);
    expect(reference?.ms).toBe(100);
    expect(summarize(samples([100], []), 0)).toEqual([]);
  });

  it('takes the middle of times', () => {
    expect(median([3, 1, 2])).toBe(2);
    expect(median([4, 1, 2, 3])).toBe(2.5);
    expect(median([])).toBeNaN();
  });
});
