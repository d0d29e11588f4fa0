import type { PainterClient } from '../../src/painter-client/painter-client.ts';
import { AppError } from '../../src/shared/errors.ts';
import type { OpenOptions, PainterMessage } from '../../src/shared/protocol.ts';

/** A call of a fake painter waits while its name is held. */
export const held = new Set<string>();
let letGo: (() => void)[] = [];

/** Everything that is held goes on. */
export function release(): void {
  held.clear();
  for (const go of letGo.splice(0)) go();
}

/** One painter that was opened: what was called, in order. */
export interface FakePainter {
  options: OpenOptions;
  calls: string[];
  isDisposed: boolean;
  say(message: PainterMessage): void;
}

export const painters: FakePainter[] = [];

/** How long a run of the network takes with so many threads, ms. */
export const runMs = { of: (_threads: number): number => 10 };

/** Takes the place of `openPainter`. */
export async function openFakePainter(
  options: OpenOptions,
  _canvas: OffscreenCanvas,
  say: (message: PainterMessage) => void,
): Promise<PainterClient> {
  const painter: FakePainter = { options, calls: [], isDisposed: false, say };
  painters.push(painter);
  const call = async (name: string, ...values: unknown[]): Promise<unknown> => {
    painter.calls.push(name);
    if (held.has(name)) await new Promise<void>((resolve) => letGo.push(resolve));
    if (painter.isDisposed) throw new AppError('painter-closed', 'closed');
    return name === 'timeNetwork' ? runMs.of(options.threads) : values.length;
  };
  const api = new Proxy(
    {},
    {
      get:
        (_, name) =>
        (...values: unknown[]) =>
          call(String(name), ...values),
    },
  );
  await call('open');
  return {
    api: api as PainterClient['api'],
    info: { engine: options.engine, software: false, adapter: '', threads: options.threads },
    dispose: () => void (painter.isDisposed = true),
  };
}
