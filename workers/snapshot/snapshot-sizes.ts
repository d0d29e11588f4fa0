import { snapSize, type Size } from '../../src/shared/frame-size.ts';

/**
 * How much finer than the live picture a snapshot is painted, a side, at most.
 *
 * Strokes are as wide in the network's pixels at every size, so a larger picture gets smaller ones. Up to twice the side
 * the same picture comes out with crisper edges; at three times (384×216 live, painted at 1280×720) walls and sky
 * turn from brush strokes into an even grit that nobody saw on the screen. What is still missing is enlarged.
 */
const FINEST = 2;

export interface SnapshotLimits {
  /** Longest side of the snapshot in pixels. */
  longSide: number;
  /** Of the network. */
  multiple: number;
  /** What the network takes for a live picture, ms; NaN where unknown: then nothing larger is tried. */
  liveMs: number;
  /** What it may take for the snapshot. */
  mostMs: number;
}

export interface SnapshotSizes {
  /** What the network paints. */
  painted: Size;
  /** What is saved: as large as the camera's picture, in the live picture's shape. */
  saved: Size;
}

/** Sizes of a snapshot from the live painted size and the cropped source's, both in pixels and of one shape. */
export function snapshotSizes(live: Size, cropped: Size, limits: SnapshotLimits): SnapshotSizes {
  const whole = cropped.width > live.width ? cropped : live;
  const shrink = Math.min(1, limits.longSide / Math.max(whole.width, whole.height));
  const saved = {
    width: Math.max(1, Math.round(whole.width * shrink)),
    height: Math.max(1, Math.round(whole.height * shrink)),
  };
  // The network's time grows with the area.
  const affordable = Math.sqrt(limits.mostMs / limits.liveMs);
  const finer = Number.isFinite(affordable) ? Math.min(FINEST, Math.max(1, affordable)) : 1;
  const scale = Math.min(finer, saved.width / live.width);
  const painted = snapSize({ width: live.width * scale, height: live.height * scale }, limits.multiple);
  return { painted, saved };
}
