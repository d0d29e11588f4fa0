import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { measureDevice, type BenchFiles } from '../../src/bench/measure-device.ts';
import type { PainterClient } from '../../src/painter-client/painter-client.ts';
import { AppError } from '../../src/shared/errors.ts';
import type { OpenOptions } from '../../src/shared/protocol.ts';

/** What goes wrong, as '<engine> <threads> <call>', and who was opened and ended. */
const broken = new Set<string>();
const opened: string[] = [];
const ended: string[] = [];

vi.mock('../../src/painter-client/choose-engine.ts', async (original) => ({
  ...(await original<object>()),
  findPossibilities: async () => ({ webgpu: true, software: false }),
}));

vi.mock('../../src/painter-client/painter-client.ts', () => ({
  openPainter: async ({ engine, threads }: OpenOptions): Promise<PainterClient> => {
    const name = `${engine} ${threads}`;
    opened.push(name);
    const call = async (method: string): Promise<number> => {
      if (broken.has(`${name} ${method}`)) throw new AppError('engine-unavailable', `No ${method}`);
      return 10;
    };
    const api = new Proxy({}, { get: (_, method) => () => call(String(method)) });
    return {
      api: api as PainterClient['api'],
      info: { engine, software: false, adapter: engine === 'ort-webgpu' ? 'a card' : '', threads },
      dispose: () => void ended.push(name),
    };
  },
}));

const files = {
  runtime: async () => ({}),
  paintGraph: async () => new ArrayBuffer(8),
} as unknown as BenchFiles;

const measure = () =>
  measureDevice({
    files,
    isQuick: true,
    signal: new AbortController().signal,
    onStep: () => undefined,
    onRound: () => undefined,
  });

beforeEach(() => {
  for (const list of [opened, ended]) list.length = 0;
  broken.clear();
  vi.spyOn(navigator, 'hardwareConcurrency', 'get').mockReturnValue(4);
});

afterEach(() => {
  vi.restoreAllMocks();
});

describe('measuring a device', () => {
  test('times all that paints, and ends every worker', async () => {
    const result = await measure();
    expect(result.rows).toHaveLength(6);
    expect(result.skipped).toEqual([]);
    expect(result.device.adapter).toBe('a card');
    expect(ended.toSorted()).toEqual(opened.toSorted());
  });

  test.each(['loadRuntime', 'loadNetwork', 'timeNetwork'])(
    'measures the processor where the GPU fails in %s, and says so',
    async (call) => {
      broken.add(`ort-webgpu 1 ${call}`);
      const result = await measure();
      expect(new Set(result.rows.map(({ engine }) => engine))).toEqual(new Set(['ort-wasm']));
      expect(result.rows).toHaveLength(4);
      expect(result.skipped).toEqual([`Not measured: WebGPU (No ${call}).`]);
      expect(result.device.adapter).toBe('');
      expect(ended).toContain('ort-webgpu 1');
    },
  );

  test('rejects where the reference cannot be measured', async () => {
    broken.add('ort-wasm 1 timeNetwork');
    await expect(measure()).rejects.toMatchObject({ code: 'engine-unavailable' });
    expect(ended).toEqual(['ort-wasm 1']);
  });
});
