import type { Page } from 'playwright';
import type { Telemetry } from '../../src/shared/protocol.ts';
import type { StudioPort } from '../../src/studio/studio-controller.ts';
import { attachToWorker, type WorkerSession } from './worker-session.ts';

/** The painter while nothing changes, over some pictures. */
export interface SteadyState {
  paintedFrames: number;
  /** Source frames that the worker closed unpainted; what never left the browser's queue is not among them. */
  droppedFrames: number;
  /** How long it was watched, s. */
  seconds: number;
  /** Bytes of JavaScript objects allocated in the painter's worker for each painted picture, also short-lived ones. */
  allocatedPerFrame: number;
  /** Growth of the worker's JavaScript heap for each painted picture, garbage collected before and after. */
  keptPerFrame: number;
  /** Medians that the app itself shows, at the end. */
  telemetry: Telemetry;
}

/** Mean distance in bytes of the allocations that are looked at. */
const SAMPLING_BYTES = 1024;
/** Pictures until compilers and pools have settled. */
const WARM_UP_FRAMES = 20;

interface AllocationNode {
  selfSize: number;
  children: AllocationNode[];
}

/** Watches a page that paints for `frames` painted pictures. */
export async function watchSteadyState(page: Page, frames: number): Promise<SteadyState> {
  await telemetryAfter(page, WARM_UP_FRAMES);
  const worker = await attachToWorker(page, 'painter.worker');
  const heapBefore = await heapBytes(worker);
  const before = await telemetryAfter(page, 0);
  await worker.send('HeapProfiler.startSampling', {
    samplingInterval: SAMPLING_BYTES,
    includeObjectsCollectedByMajorGC: true,
    includeObjectsCollectedByMinorGC: true,
  });
  const startedAtMs = performance.now();
  const telemetry = await telemetryAfter(page, before.paintedFrames + frames);
  const seconds = (performance.now() - startedAtMs) / 1000;
  const { profile } = (await worker.send('HeapProfiler.stopSampling')) as {
    profile: { head: AllocationNode };
  };
  const heapAfter = await heapBytes(worker);
  await worker.detach();
  const paintedFrames = telemetry.paintedFrames - before.paintedFrames;
  return {
    paintedFrames,
    droppedFrames: telemetry.droppedFrames - before.droppedFrames,
    seconds,
    allocatedPerFrame: allocatedBytes(profile.head) / paintedFrames,
    keptPerFrame: (heapAfter - heapBefore) / paintedFrames,
    telemetry,
  };
}

function allocatedBytes(node: AllocationNode): number {
  return node.children.reduce((sum, child) => sum + allocatedBytes(child), node.selfSize);
}

async function heapBytes(worker: WorkerSession): Promise<number> {
  await worker.send('HeapProfiler.collectGarbage');
  const { usedSize } = (await worker.send('Runtime.getHeapUsage')) as { usedSize: number };
  return usedSize;
}

/** The app's telemetry once at least `frames` pictures have been painted. */
async function telemetryAfter(page: Page, frames: number): Promise<Telemetry> {
  const handle = await page.waitForFunction(
    (wanted) => {
      const app = document.querySelector('pa-app') as unknown as { studio: StudioPort } | null;
      const telemetry = app?.studio.view.telemetry;
      return telemetry && telemetry.paintedFrames >= wanted ? telemetry : null;
    },
    frames,
    { timeout: 300_000 },
  );
  return (await handle.jsonValue()) as Telemetry;
}
