import { transfer } from 'comlink';
import type { Offline } from '../offline/offline.ts';
import { networkManifest } from '../offline/network-files.ts';
import {
  findPossibilities,
  runtimeVariant,
  type EnginePossibilities,
} from '../painter-client/choose-engine.ts';
import { openPainter, type PainterClient } from '../painter-client/painter-client.ts';
import { asAppError } from '../shared/errors.ts';
import { TIERS, type Manifest, type Tier } from '../shared/manifest.ts';
import { ENGINE_NAMES } from '../ui/choice-words.ts';
import { orderOfRound, planBench, type BenchCase, type BenchPainter } from './bench-plan.ts';
import { summarize, type BenchResult, type BenchSamples } from './bench-result.ts';

/** Where the files of the painter come from. */
export type BenchFiles = Pick<Offline, 'runtime' | 'paintGraph'>;

/** What happens at the moment. */
export type BenchStep =
  | { name: 'loading' }
  /** `done` of `total` timings; `round` counts from 0. */
  | { name: 'timing'; round: number; rounds: number; entry: BenchCase; done: number; total: number };

export interface MeasureOptions {
  files: BenchFiles;
  isQuick: boolean;
  /** Aborting ends the workers at once. */
  signal: AbortSignal;
  onStep: (step: BenchStep) => void;
  /** The result so far, after every whole round. */
  onRound: (result: BenchResult) => void;
}

interface OpenPainter {
  painter: BenchPainter;
  client: PainterClient;
  tier: Tier | null;
}

/**
 * Times the networks on everything that this device can paint with.
 *
 * One worker for each engine and number of threads stays open, and every round times every case once, so that a busy
 * second hits all alike. Where the second thread or the GPU cannot run a network, the rest is measured and `skipped` says
 * so. Rejects with the signal's reason, with what loading the files rejects with, or with `engine-unavailable`,
 * `worker-died`, `painter-stalled`.
 */
export async function measureDevice(options: MeasureOptions): Promise<BenchResult> {
  const { files, signal, onStep } = options;
  const { promise: stopped, reject } = Promise.withResolvers<never>();
  stopped.catch(() => undefined);
  // A worker that was ended never answers: every wait loses against this one.
  const stop = (): void => reject(signal.reason);
  signal.throwIfAborted();
  signal.addEventListener('abort', stop, { once: true });
  const until = <T>(work: Promise<T>): Promise<T> => Promise.race([work, stopped]);

  let wasHidden = document.hidden;
  const noticeHidden = (): void => void (wasHidden ||= document.hidden);
  document.addEventListener('visibilitychange', noticeHidden);

  const painters: OpenPainter[] = [];
  try {
    onStep({ name: 'loading' });
    const manifest = networkManifest();
    const possible = await findPossibilities();
    const device = { ...possible, cores: navigator.hardwareConcurrency, isolated: crossOriginIsolated };
    const plan = planBench(device, options.isQuick);
    const graphs = new Map<Tier, ArrayBuffer>();
    for (const tier of TIERS) graphs.set(tier, await until(files.paintGraph(tier, undefined, signal)));
    const skipped: string[] = [];
    for (const painter of plan.painters) {
      let open: OpenPainter | null = null;
      try {
        open = await until(openOne(painter, possible, files, signal));
        const entry = orderOfRound(plan.cases, 0).find((other) => isBy(painter, other))!;
        // What opens may still fail to compile or to run a network.
        await until(giveNetwork(open, entry.tier, manifest, graphs));
        await until(open.client.api.timeNetwork(entry.size, 1));
        painters.push(open);
      } catch (error) {
        open?.client.dispose();
        // Without the first one, the reference, nothing can be compared.
        if (signal.aborted || painters.length === 0) throw error;
        skipped.push(skippedWords(painter, error));
      }
    }
    const cases = plan.cases.filter((entry) => findPainter(painters, entry));
    const samples: BenchSamples[] = cases.map((entry) => ({ entry, timesMs: [] }));
    const total = cases.length * plan.rounds;
    let done = 0;
    let result: BenchResult | null = null;
    for (let round = 0; round < plan.rounds; round++) {
      for (const entry of orderOfRound(cases, round)) {
        onStep({ name: 'timing', round, rounds: plan.rounds, entry, done, total });
        const open = findPainter(painters, entry)!;
        if (open.tier !== entry.tier) await until(giveNetwork(open, entry.tier, manifest, graphs));
        const ms = await until(open.client.api.timeNetwork(entry.size, plan.runs));
        samples.find((sample) => sample.entry === entry)!.timesMs.push(ms);
        done++;
      }
      result = {
        rows: summarize(samples, round + 1),
        rounds: round + 1,
        skipped,
        wasHidden,
        device: deviceInfo(painters, manifest),
      };
      options.onRound(result);
    }
    return result!;
  } finally {
    signal.removeEventListener('abort', stop);
    document.removeEventListener('visibilitychange', noticeHidden);
    for (const { client } of painters) client.dispose();
  }
}

function findPainter(painters: readonly OpenPainter[], entry: BenchPainter): OpenPainter | undefined {
  return painters.find(({ painter }) => isBy(painter, entry));
}

const isBy = (painter: BenchPainter, entry: BenchPainter): boolean =>
  painter.engine === entry.engine && painter.threads === entry.threads;

/** A worker with the runtime that the app itself would use here. */
async function openOne(
  painter: BenchPainter,
  possible: EnginePossibilities,
  files: BenchFiles,
  signal: AbortSignal,
): Promise<OpenPainter> {
  const runtime = await files.runtime(runtimeVariant(painter.engine, possible), undefined, signal);
  const client = await openPainter(painter, new OffscreenCanvas(16, 16), () => undefined);
  // Stopping may come while the worker starts, when nobody has it in hand to end it.
  signal.addEventListener('abort', () => client.dispose(), { once: true });
  try {
    signal.throwIfAborted();
    await client.api.loadRuntime(runtime);
  } catch (error) {
    client.dispose();
    throw error;
  }
  return { painter, client, tier: null };
}

async function giveNetwork(
  open: OpenPainter,
  tier: Tier,
  manifest: Manifest,
  graphs: ReadonlyMap<Tier, ArrayBuffer>,
): Promise<void> {
  const graph = graphs.get(tier)!.slice(0);
  await open.client.api.loadNetwork(transfer({ network: manifest.networks[tier], graph }, [graph]));
  open.tier = tier;
}

function skippedWords(painter: BenchPainter, error: unknown): string {
  const what = painter.engine === 'ort-wasm' ? `${painter.threads} threads` : ENGINE_NAMES[painter.engine];
  return `Not measured: ${what} (${asAppError(error).message}).`;
}

function deviceInfo(painters: readonly OpenPainter[], manifest: Manifest): BenchResult['device'] {
  const gpu = painters.find(({ painter }) => painter.engine === 'ort-webgpu');
  const hash = (tier: Tier): string => manifest.networks[tier].paint.sha256.slice(0, 8);
  return {
    userAgent: navigator.userAgent,
    cores: navigator.hardwareConcurrency,
    isolated: crossOriginIsolated,
    adapter: gpu?.client.info.adapter ?? '',
    networks: { studio: hash('studio'), sketch: hash('sketch') },
  };
}
