import { afterEach, expect, test, vi } from 'vitest';
import { openPainter } from '../../src/painter-client/painter-client.ts';
import type { PainterMessage } from '../../src/shared/protocol.ts';

afterEach(() => void vi.unstubAllGlobals());

/** The workers that are started from now on. */
function keepWorkers(): Worker[] {
  const workers: Worker[] = [];
  const OwnWorker = class extends Worker {
    constructor(url: URL, options: WorkerOptions) {
      super(url, options);
      workers.push(this);
    }
  };
  vi.stubGlobal('Worker', OwnWorker);
  return workers;
}

test('opens a painter, which answers calls until it is disposed', async () => {
  const messages: PainterMessage[] = [];
  const workers = keepWorkers();
  const painter = await openPainter(
    { engine: 'ort-wasm', threads: 1 },
    new OffscreenCanvas(16, 16),
    (message) => messages.push(message),
  );
  expect(painter.info).toMatchObject({ engine: 'ort-wasm', threads: 1 });
  await painter.api.setWipe(0.5);
  await expect(painter.api.timeNetwork({ width: 64, height: 64 }, 1)).rejects.toThrow();
  painter.dispose();
  painter.dispose();
  // Whatever still comes of it is nobody's business any more.
  workers[0]!.dispatchEvent(new ErrorEvent('error', { message: 'out of memory' }));
  expect(messages.filter(({ type }) => type === 'failure')).toEqual([]);
});

test('says once that its worker died, and ends calls to it', async () => {
  const workers = keepWorkers();
  const onMessage = vi.fn<(message: PainterMessage) => void>();
  const painter = await openPainter(
    { engine: 'ort-wasm', threads: 1 },
    new OffscreenCanvas(16, 16),
    onMessage,
  );
  const call = painter.api.setWipe(0.5);
  for (let i = 0; i < 2; i++)
    workers[0]!.dispatchEvent(new ErrorEvent('error', { message: 'out of memory' }));
  await expect(call).rejects.toMatchObject({ code: 'worker-died', message: 'out of memory' });
  await expect(painter.api.resume()).rejects.toMatchObject({ code: 'worker-died' });
  const failures = onMessage.mock.calls.filter(([{ type }]) => type === 'failure');
  expect(failures).toEqual([[{ type: 'failure', code: 'worker-died', message: 'out of memory' }]]);
});
