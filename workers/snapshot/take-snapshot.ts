import { AppError } from '../../src/shared/errors.ts';
import type { Snapshot, SnapshotType } from '../../src/shared/protocol.ts';
import type { Pipeline } from '../pipeline/pipeline.ts';
import type { ShownPicture } from './shown-picture.ts';
import { snapshotSizes, type SnapshotLimits } from './snapshot-sizes.ts';

/** Of lossy formats; above this files grow and eyes see nothing. */
const PICTURE_QUALITY = 0.95;

/** What a snapshot is of and how it should be. */
export interface SnapshotWish {
  shown: ShownPicture;
  /** Share of the painted picture, 0..1, as it was last shown. */
  share: number;
  limits: SnapshotLimits;
  type: SnapshotType;
}

/**
 * Paints a picture larger than live, as one whole, so the network's statistics are of the whole picture and there are no
 * tiles whose seams could show. Does not close the picture. Rejects with what `paintStill` does.
 */
export async function takeSnapshot(pipeline: Pipeline, wish: SnapshotWish): Promise<Snapshot> {
  const { picture, layout } = wish.shown;
  const { painted, saved } = snapshotSizes(layout.painted, layout.cropped, wish.limits);
  const canvas = await pipeline.paintStill(picture, layout.geometry, wish.share, painted, saved);
  const blob = await canvas.convertToBlob({ type: wish.type, quality: PICTURE_QUALITY });
  if (blob.size === 0) throw new AppError('internal', 'The browser made an empty file of the picture');
  return { blob, size: saved, painted };
}
