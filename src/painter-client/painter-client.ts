import { transfer, wrap, type Remote } from 'comlink';
import { installErrorTransfer } from '../shared/error-transfer.ts';
import { AppError } from '../shared/errors.ts';
import type { EngineInfo, OpenOptions, PainterApi, PainterMessage } from '../shared/protocol.ts';

/** Telemetry comes four times a second; a worker silent for this long is dead or wedged. */
const SILENT_MS = 30_000;
const LOOK_EVERY_MS = 5000;

installErrorTransfer();

/**
 * One painter worker, seen from the page.
 *
 * Comlink never settles calls to a dead worker, so every call made through `api` also rejects, with `worker-died` or
 * `painter-stalled`, when the death watch fires. After `dispose` nothing is reported any more.
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
  const disposal = new AbortController();
  let heardAtMs = performance.now();
  let lookedAtMs = heardAtMs;

  const dispose = (): void => {
    disposal.abort();
    channel.port1.close();
    worker.terminate();
  };

  const death = new Promise<never>((_, reject) => {
    const die = (code: 'worker-died' | 'painter-stalled', message: string): void => {
      if (disposal.signal.aborted) return;
      dispose();
      reject(new AppError(code, message));
      onMessage({ type: 'failure', code, message });
    };
    const { signal } = disposal;
    worker.addEventListener(
      'error',
      (event) => die('worker-died', event.message || 'The worker did not load'),
      {
        signal,
      },
    );
    worker.addEventListener('messageerror', () => die('worker-died', 'A message was damaged'), { signal });
    const watch = setInterval(() => {
      const nowMs = performance.now();
      // After sleep or a frozen tab the worker was as silent as we were.
      if (nowMs - lookedAtMs > 3 * LOOK_EVERY_MS) heardAtMs = nowMs;
      lookedAtMs = nowMs;
      if (nowMs - heardAtMs > SILENT_MS)
        die('painter-stalled', 'The painter has not answered for half a minute');
    }, LOOK_EVERY_MS);
    signal.addEventListener('abort', () => clearInterval(watch), { once: true });
  });
  // Whoever is not in a call when the worker dies hears of it by message.
  death.catch(() => undefined);

  channel.port1.onmessage = (event: MessageEvent<PainterMessage>) => {
    heardAtMs = performance.now();
    if (!disposal.signal.aborted) onMessage(event.data);
  };

  const api = guard(wrap<PainterApi>(worker), death);
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

/** The same remote, whose calls lose the race against `death`. */
function guard(remote: Remote<PainterApi>, death: Promise<never>): Remote<PainterApi> {
  return new Proxy(remote, {
    get(target, key) {
      const call = Reflect.get(target, key) as (...values: unknown[]) => Promise<unknown>;
      if (typeof key !== 'string') return call;
      return (...values: unknown[]) => Promise.race([call(...values), death]);
    },
  });
}
