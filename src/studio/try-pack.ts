import { proxy, transfer } from 'comlink';
import { openPainter } from '../painter-client/painter-client.ts';
import type { ReadPack } from '../packs/read-pack.ts';
import { AppError, asAppError } from '../shared/errors.ts';
import type { RuntimeFiles } from '../shared/protocol.ts';

/** A picture as small as networks take: whether it works at all, not how fast. */
const TRIAL_SIZE = { width: 64, height: 64 };
const TRIAL_PAINTING_SIDE = 64;

/**
 * Paints and measures once with a pack, on the processor and in a worker of its own: what claims to be a network may be
 * anything. `onProgress` gets 0..1. Rejects with `pack-invalid`.
 */
export async function tryPack(
  read: ReadPack,
  files: RuntimeFiles,
  onProgress: (share: number) => void,
): Promise<void> {
  const painter = await openPainter(
    { engine: 'ort-wasm', threads: 1 },
    new OffscreenCanvas(16, 16),
    () => undefined,
  );
  const { api } = painter;
  // Whether it measures at all shows on a small picture too.
  const network = { ...read.pack.network, paintingSide: TRIAL_PAINTING_SIDE };
  try {
    await api.loadRuntime(files);
    onProgress(0.2);
    const paint = read.paint.slice().buffer;
    await api.loadNetwork(transfer({ network, graph: paint }, [paint]));
    onProgress(0.4);
    await api.timeNetwork(TRIAL_SIZE, 0);
    onProgress(0.7);
    const style = read.style.slice().buffer;
    await api.loadStyleNetwork(transfer({ network, graph: style }, [style]));
    await api.measurePainting(
      await testPicture(),
      proxy(() => undefined),
    );
    onProgress(1);
  } catch (error) {
    throw new AppError('pack-invalid', `This pack cannot be used: ${reason(error)}`, { cause: error });
  } finally {
    painter.dispose();
  }
}

function reason(error: unknown): string {
  const { code } = asAppError(error);
  return code === 'style-code-invalid' ? 'what it measures is no style' : 'its network does not paint';
}

/** Two colours. */
function testPicture(): Promise<Blob> {
  const canvas = new OffscreenCanvas(TRIAL_PAINTING_SIDE, TRIAL_PAINTING_SIDE);
  const context = canvas.getContext('2d');
  if (!context) throw new AppError('internal', 'This browser has no 2-D canvas');
  context.fillStyle = '#246';
  context.fillRect(0, 0, TRIAL_PAINTING_SIDE, TRIAL_PAINTING_SIDE);
  context.fillStyle = '#db6';
  context.fillRect(0, 0, TRIAL_PAINTING_SIDE, TRIAL_PAINTING_SIDE / 2);
  return canvas.convertToBlob();
}
