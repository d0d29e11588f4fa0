import { transfer } from 'comlink';
import { openPainter, type PainterClient } from '../painter-client/painter-client.ts';
import type { Size } from '../shared/frame-size.ts';
import { TIERS, type NetworkTier } from '../shared/manifest.ts';
import type { RuntimeFiles } from '../shared/protocol.ts';
import type { NetworkSource } from './network-source.ts';
import type { PainterWish } from './painter-host.ts';
import { chooseCpuRung, chooseGpuRung, rungPixels, SMALLEST_SIZE, TIMED_SIZE, type Times } from './rungs.ts';
import { threadCandidates, type Tuning } from './tuning.ts';

const TIMING_RUNS = 3;
/** A trial must be this much faster to be worth its threads. */
const WORTH_IT = 0.9;

/**
 * What this device holds, from timing the network of `tier` that `client` has loaded; on the processor also with more
 * threads, in a worker of its own that gets `files` and is ended again.
 *
 * Rejects with what `client`'s calls and `networks` reject with; a trial that fails only does not count.
 */
export async function timeDevice(
  client: PainterClient,
  wish: PainterWish,
  tier: NetworkTier,
  files: RuntimeFiles,
  networks: NetworkSource,
): Promise<Tuning> {
  // A run of the classic network takes a processor a second.
  const isSlow = tier === 'classic' && wish.engine === 'ort-wasm';
  const timing = isSlow ? { size: SMALLEST_SIZE, runs: 1 } : { size: TIMED_SIZE, runs: TIMING_RUNS };
  let bestMs = await client.api.timeNetwork(timing.size, timing.runs);
  let threads = client.info.threads;
  if (wish.engine === 'ort-wasm') {
    const others = threadCandidates(navigator.hardwareConcurrency, crossOriginIsolated);
    for (const candidate of others.filter((count) => count !== threads)) {
      const trialMs = await timeThreads(candidate, tier, timing, files, networks);
      if (trialMs < bestMs * WORTH_IT) {
        bestMs = trialMs;
        threads = candidate;
      }
    }
  }
  // A network's time goes with its multiply-adds, near enough for a first choice of size.
  const msPerGmac =
    (bestMs * rungPixels({ tier, size: TIMED_SIZE })) /
    rungPixels({ tier, size: timing.size }) /
    (await networks.entry(tier)).gmacAt256;
  const timesMs: Times = { studio: 0, sketch: 0 };
  for (const own of TIERS) timesMs[own] = msPerGmac * networks.shipped[own].gmacAt256;
  if (tier === 'classic') timesMs.classic = msPerGmac * (await networks.entry(tier)).gmacAt256;
  const choose = wish.engine === 'ort-webgpu' ? chooseGpuRung : chooseCpuRung;
  return { rung: choose(timesMs, wish.quality), threads };
}

/** ms of a run with `threads` threads; infinite where that does not work at all. */
async function timeThreads(
  threads: number,
  tier: NetworkTier,
  timing: { size: Size; runs: number },
  files: RuntimeFiles,
  networks: NetworkSource,
): Promise<number> {
  let trial: PainterClient | null = null;
  try {
    const graph = await networks.paintGraph(tier);
    trial = await openPainter({ engine: 'ort-wasm', threads }, new OffscreenCanvas(16, 16), () => undefined);
    await trial.api.loadRuntime(files);
    const network = await networks.entry(tier);
    await trial.api.loadNetwork(transfer({ network, graph }, [graph]));
    return await trial.api.timeNetwork(timing.size, timing.runs);
  } catch {
    return Number.POSITIVE_INFINITY;
  } finally {
    trial?.dispose();
  }
}
