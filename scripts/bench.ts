/**
 * `npm run bench`: builds the app and measures it in a Chromium: pictures a second, starts, downloads, memory, and the
 * networks alone beside those of others.
 *
 * `--quick` measures everything once, to see that it works; `--only-networks` leaves all but those out. `--flag=…` is given on to Chromium and may be repeated.
 * DIST=folder measures a build that is there already. Close other programs first: nothing here is fair on a busy machine.
 */
import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { cpus, loadavg } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { gzipSync } from 'node:zlib';
import { median } from '../src/bench/bench-result.ts';
import { benchText } from '../src/bench/bench-text.ts';
import { measureOnPage } from '../tests/bench/device-table.ts';
import { countFirstVisit } from '../tests/bench/first-visit.ts';
import { raceNetworks } from '../tests/bench/network-race.ts';
import { createVisitor, type ReturningVisitor } from '../tests/bench/returning-visitor.ts';
import { watchSteadyState } from '../tests/bench/steady-state.ts';
import { waitForData } from '../tests/helpers/built-app.ts';
import { QUIET_FLAGS } from '../tests/helpers/chromium-flags.ts';
import { DIST } from '../tests/helpers/dist-folder.ts';
import { shellScripts } from '../tests/helpers/shell-scripts.ts';
import { ensureChromium } from './find-chromium.ts';
import { startServer } from './serve.ts';

const SCENE = '?source=scene&engine=ort-wasm';
const CAMERA = '?camera=auto&engine=ort-wasm';
/** Of Chromium's fake camera, as tests/helpers/chromium-flags.ts asks for it. */
const CAMERA_FPS = 30;

const kilobytes = (bytes: number): string => `${(bytes / 1000).toFixed(1)} kB`;
const megabytes = (bytes: number): string => `${(bytes / 1e6).toFixed(2)} MB`;
const print = (name: string, value: string, how = ''): void =>
  console.log(`${name.padEnd(34)}${value.padStart(12)}${how ? `   ${how}` : ''}`);
const heading = (text: string): void => console.log(`\n${text}`);

function printShellSize(): void {
  const scripts = shellScripts(DIST);
  const bytes = scripts.reduce(
    (sum, file) => sum + gzipSync(readFileSync(join(DIST, file)), { level: 9 }).length,
    0,
  );
  print(
    'Scripts of the page',
    kilobytes(bytes),
    `gzip -9, ${scripts.length} files, without workers and lazy ones`,
  );
}

async function printFirstVisit(visitor: ReturningVisitor, server: string): Promise<void> {
  const visit = await countFirstVisit(visitor, server, SCENE);
  const how = `bodies as sent, ${visit.brotli} of ${visit.requests} answers in brotli`;
  print(
    'First visit until painted',
    megabytes(visit.untilPainted),
    'requests that began before the first picture',
  );
  print('First visit until offline', megabytes(visit.untilOffline), how);
  print('First visit, first picture', `${visit.firstPaintedMs.toFixed(0)} ms`, 'empty profile, local server');
}

/** Also stores everything for the server's own address, which the counted visit had not. */
async function printWarmStarts(visitor: ReturningVisitor, server: string, visits: number): Promise<void> {
  const first = await visitor.visit(`${server}${SCENE}`);
  await waitForData(first.page, 'offline', 'ready', 180_000);
  await first.leave();
  for (const [name, query] of [
    ['scene', SCENE],
    ['camera', CAMERA],
  ] as const) {
    const timesMs: number[] = [];
    let choice = '';
    for (let round = 0; round < visits; round++) {
      const visit = await visitor.visit(`${server}${query}`);
      timesMs.push(visit.firstPaintedMs);
      choice = visit.choice;
      await visit.leave();
    }
    const each = timesMs.map((timeMs) => timeMs.toFixed(0)).join(', ');
    print(
      `Warm start, ${name}`,
      `${median(timesMs).toFixed(0)} ms`,
      `median of ${each}; from navigation to data-state=painting, new browser each time; ${choice}`,
    );
  }
}

async function printSteadyState(visitor: ReturningVisitor, server: string, frames: number): Promise<void> {
  const visit = await visitor.visit(`${server}${CAMERA}`);
  const state = await watchSteadyState(visit.page, frames);
  await visit.leave();
  const { telemetry, paintedFrames, droppedFrames, seconds } = state;
  const cameraFrames = CAMERA_FPS * seconds;
  const share = 100 * Math.max(0, 1 - paintedFrames / cameraFrames);
  print(
    'Painted',
    `${(paintedFrames / seconds).toFixed(1)} fps`,
    `${visit.choice}, fake camera at ${CAMERA_FPS} fps`,
  );
  print('Latency', `${telemetry.latencyMs.toFixed(0)} ms`, 'camera timestamp to compositor, median');
  print(
    'Prepare, network, present',
    [telemetry.prepareMs, telemetry.networkMs, telemetry.presentMs]
      .map((value) => value.toFixed(1))
      .join(' + '),
    'ms, medians',
  );
  print(
    'Camera pictures left out',
    `${share.toFixed(0)} %`,
    `${paintedFrames} painted of about ${cameraFrames.toFixed(0)}; the worker closed ${droppedFrames}, the browser the rest`,
  );
  print(
    'Allocated for a picture',
    kilobytes(state.allocatedPerFrame),
    `JS objects of the painter's worker, sampled by V8's heap profiler over ${paintedFrames} pictures`,
  );
  print(
    'Kept for a picture',
    kilobytes(state.keptPerFrame),
    'growth of that heap, garbage collected before and after: a leak if it stays above 0',
  );
}

/** Ours and, where `models/training/run export-peers` has written them, those of others. */
async function printRace(executablePath: string, flags: readonly string[], rounds: number): Promise<void> {
  const side = 256;
  const rows = await raceNetworks({ executablePath, flags, side, rounds });
  for (const { engine, threads, name, ms, ratio, reference } of rows) {
    const where = engine === 'ort-webgpu' ? 'WebGPU' : `WASM, ${threads} thread${threads > 1 ? 's' : ''}`;
    const how = `${ratio.toFixed(3)} of ${reference}; ${side}×${side}, medians of ${rounds} rounds in turn`;
    print(`${name}, ${where}`, `${ms.toFixed(1)} ms`, how);
  }
  if (!rows.some(({ name }) => name === 'classic'))
    console.log('Others are measured too once `models/training/run export-peers` has written their graphs.');
}

async function main(): Promise<void> {
  const { values } = parseArgs({
    options: {
      quick: { type: 'boolean', default: false },
      flag: { type: 'string', multiple: true, default: [] },
      'only-networks': { type: 'boolean', default: false },
    },
  });
  if (values['only-networks']) {
    await printRace(ensureChromium(), [...QUIET_FLAGS, ...values.flag], values.quick ? 2 : 11);
    return;
  }
  const [load] = loadavg();
  if (!process.env['DIST'])
    execFileSync('npx', ['vite', 'build', '--logLevel', 'warn'], {
      stdio: 'inherit',
      shell: process.platform === 'win32',
    });
  const executablePath = ensureChromium();
  const server = await startServer({ port: 0, dist: DIST });
  const visitor = await createVisitor(executablePath, values.flag);
  try {
    console.log(`${cpus()[0]?.model ?? 'Unknown processor'}, load ${load!.toFixed(1)} before the start`);
    heading('Downloads');
    printShellSize();
    await printFirstVisit(visitor, server.url);
    heading('Starts');
    await printWarmStarts(visitor, server.url, values.quick ? 1 : 3);
    heading('While painting');
    await printSteadyState(visitor, server.url, values.quick ? 10 : 100);
    heading('The device');
    console.log(benchText(await measureOnPage(visitor, server.url, values.quick)));
    heading('The network alone');
    await printRace(executablePath, [...QUIET_FLAGS, ...values.flag], values.quick ? 2 : 11);
  } finally {
    await visitor.forget();
    await server.close();
  }
}

main().catch((error: unknown) => {
  console.error(error instanceof Error ? error.message : error);
  process.exitCode = 1;
});
