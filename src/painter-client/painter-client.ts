import { transfer, wrap, type Remote } from 'comlink';
import { installErrorTransfer } from '../shared/error-transfer.ts';
import { AppError } from '../shared/errors.ts';
import type { EngineInfo, OpenOptions, PainterApi, PainterMessage } from '../shared/protocol.ts';
import { WorkerWatch, type WatchedWorker } from '../shared/worker-watch.ts';

const PAINTER: WatchedWorker = {
  name: 'The painter',
  died: 'worker-died',
  silent: 'painter-stalled',
  // Telemetry comes four times a second.
  silentMs: 30_000,
  silence: 'half a minute',
  lookEveryMs: 5000,
};

installErrorTransfer();

/**
 * One painter worker, seen from the page.
 *
 * Comlink never settles calls to a dead worker, so every call made through `api` also rejects: with `worker-died` or
 * `painter-stalled` when the death watch fires, with `painter-closed` after `dispose`, which reports nothing any more.
 */
export interface PainterClient {
  api: Remote<PainterApi>;
  info: EngineInfo;
  /** Ends the worker at once, also in the middle of a call. May be called twice. */
  dispose(): void;
}

/**
 * Starts a worker and opens a painter in it on `canvas`, whose control it takes.
 *
 * `onMessage` gets telemetry and what cannot wait, a death of the worker included (as a `failure`). Rejects with
 * `engine-unavailable`, `worker-died`.
 */
export async function openPainter(
  options: OpenOptions,
  canvas: OffscreenCanvas,
  onMessage: (message: PainterMessage) => void,
): Promise<PainterClient> {
  const worker = new Worker(new URL('../../workers/painter.worker.ts', import.meta.url), {
    type: 'module',
    name: 'painter',
  });
  const channel = new MessageChannel();
  const listenNoMore = (): void => {
    channel.port1.onmessage = null;
    channel.port1.close();
  };
  const watch = new WorkerWatch(worker, PAINTER, ({ code, message }) => {
    listenNoMore();
    onMessage({ type: 'failure', code, message });
  });
  const dispose = (): void => {
    listenNoMore();
    watch.end(new AppError('painter-closed', 'The painter was closed meanwhile'));
  };
  watch.expectNews();
  channel.port1.onmessage = (event: MessageEvent<PainterMessage>) => {
    watch.heard();
    onMessage(event.data);
  };

  const api = guard(wrap<PainterApi>(worker), watch);
  try {
    const info = await api.open(
      options,
      transfer(canvas, [canvas]),
      transfer(channel.port2, [channel.port2]),
    );
    return { api, info, dispose };
  } catch (error) {
    dispose();
    throw error;
  }
}

/** The same remote, whose calls reject when the worker dies. */
function guard(remote: Remote<PainterApi>, watch: WorkerWatch): Remote<PainterApi> {
  return new Proxy(remote, {
    get(target, key) {
      const call = Reflect.get(target, key) as (...values: unknown[]) => Promise<unknown>;
      if (typeof key !== 'string') return call;
      return (...values: unknown[]) => watch.alive(call(...values));
    },
  });
}
