import type { RestyleSize } from '../restyle/restyle-plan.ts';
import type { Size } from '../shared/frame-size.ts';
import type { NetworkTier } from '../shared/manifest.ts';
import type { SoundFate, VideoFacts } from '../shared/restyle.ts';

/** The video file that is open, if any. `<html data-restyle>` mirrors `state`; it is `off` while this is null. */
export interface RestyleView {
  /** `ready`: one frame shows what it will look like, nothing has started. `saving`: the clip is being completed. */
  state: 'ready' | 'starting' | 'running' | 'paused' | 'saving';
  name: string;
  facts: VideoFacts;
  /** Smallest first. */
  sizes: readonly RestyleSize[];
  /** The chosen one of `sizes`. */
  sizeId: string;
  tier: NetworkTier;
  /** Before the start: how long it will take, from what the frame on show took; null until that is known. */
  estimateMs: number | null;
  /** Painted so far. */
  frames: number;
  doneMs: number;
  bytes: number;
  /** Until the end, from the pace of late; null until that is known. */
  leftMs: number | null;
  /** What becomes of the file's sound, once that is known. */
  sound: SoundFate | null;
}

/** Nothing of it is painted yet. */
export const UNSTARTED = {
  frames: 0,
  doneMs: 0,
  bytes: 0,
  leftMs: null,
  sound: null,
} as const satisfies Partial<RestyleView>;

/** How a video file is painted, instead of what is set for cameras. */
export interface FilePaint {
  tier: NetworkTier;
  /** What the network paints. */
  painted: Size;
  /** The canvas, as large as the clip. */
  shown: Size;
}
