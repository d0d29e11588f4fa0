import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { chromium } from 'playwright';
import { createServer } from 'vite';
import { median } from '../../src/bench/bench-result.ts';
import type { EngineName } from '../../src/shared/protocol.ts';
import { securityHeaders } from '../../scripts/security-headers.ts';
import type { Racer } from './race/race-messages.ts';

const ROOT = join(import.meta.dirname, '../..');

/** Where graphs are looked for, relative to the repository; what is missing is left out. */
const GRAPHS: readonly (readonly [name: string, file: string])[] = [
  ['studio', 'models/studio-paint.onnx'],
  ['sketch', 'models/sketch-paint.onnx'],
  // `models/training/run export-peers` writes these; they are never part of the repository.
  ['classic', '.cache/bench-graphs/classic.onnx'],
  ['MicroAST', '.cache/bench-graphs/microast.onnx'],
  ['fast-neural-style', '.cache/bench-graphs/fast-neural-style.onnx'],
];

/** What others are compared with, where it is there. */
const REFERENCES = ['classic', 'studio'];

/** One network on one engine. */
export interface RaceRow {
  engine: EngineName;
  threads: number;
  name: string;
  /** Median, ms. */
  ms: number;
  /** Median of the ratios to the reference within each round. */
  ratio: number;
  reference: string;
}

/** What to measure. */
export interface NetworkRaceOptions {
  executablePath: string;
  flags: readonly string[];
  side: number;
  rounds: number;
}

/**
 * Times every network at hand on the same pictures in one Chromium, in turn: the processor with one thread and two, and
 * the GPU where there is a real one.
 */
export async function raceNetworks(options: NetworkRaceOptions): Promise<RaceRow[]> {
  const server = await createServer({
    root: ROOT,
    configFile: false,
    logLevel: 'error',
    resolve: {
      conditions: ['onnxruntime-web-use-extern-wasm', 'module', 'browser', 'development|production'],
    },
    optimizeDeps: { exclude: ['onnxruntime-web'], noDiscovery: true },
    server: { port: 0, headers: { ...securityHeaders.isolation }, hmr: false, watch: null },
  });
  await server.listen();
  const browser = await chromium.launch({
    executablePath: options.executablePath,
    args: [...options.flags],
  });
  try {
    const base = server.resolvedUrls!.local[0]!;
    const page = await browser.newPage();
    await page.goto(`${base}tests/bench/race/index.html`);
    await page.waitForFunction(() => 'race' in window);
    const racers: Racer[] = GRAPHS.filter(([, file]) => existsSync(join(ROOT, file))).map(([name, file]) => ({
      name,
      url: base + file,
    }));
    const hasGpu = await page.evaluate(() => window.hasRealGpu());
    const engines: [EngineName, number][] = [
      ['ort-wasm', 1],
      ['ort-wasm', 2],
      ...(hasGpu ? ([['ort-webgpu', 1]] as [EngineName, number][]) : []),
    ];
    const rows: RaceRow[] = [];
    for (const [engine, threads] of engines) {
      const { side, rounds } = options;
      const timesMs = await page.evaluate((race) => window.race(race), {
        racers,
        engine,
        threads,
        side,
        rounds,
      });
      rows.push(...rowsOf(timesMs, engine, threads));
    }
    return rows;
  } finally {
    await browser.close();
    await server.close();
  }
}

function rowsOf(timesMs: Record<string, number[]>, engine: EngineName, threads: number): RaceRow[] {
  const reference = REFERENCES.find((name) => name in timesMs)!;
  return Object.entries(timesMs).map(([name, times]) => ({
    engine,
    threads,
    name,
    ms: median(times),
    ratio: median(times.map((ms, round) => ms / timesMs[reference]![round]!)),
    reference,
  }));
}
