import type { Size } from '../shared/frame-size.ts';

/** A size that a clip can have. */
export interface RestyleSize {
  /** Short side in pixels, or `file` for the file's own size. */
  id: string;
  /** Even numbers. */
  size: Size;
}

/** Short sides on offer, where the file is larger. */
const SHORT_SIDES = [360, 540, 720];
/** Larger clips take long, and many devices cannot play them. */
const LARGEST_SHORT_SIDE = 1080;
const LARGEST_LONG_SIDE = 1920;

/**
 * Strokes are as wide in the network's pixels at every size, so a picture painted much larger than live loses them (see
 * docs/decisions/0011): from this area on the network paints a smaller one, half the side at least, that is enlarged
 * along the edges of the file's own frames.
 */
const PAINTED_WHOLE_PIXELS = 640 * 360;

/** Decoding and encoding go on beside the painting, but take their time too. */
const LEAST_FRAME_MS = 8;

/** Sizes for a file (upright, in pixels), smallest first; the last one is the file's own, or the largest there is. */
export function sizesFor(file: Size): RestyleSize[] {
  const short = Math.min(file.width, file.height);
  const fit = Math.min(LARGEST_SHORT_SIDE / short, LARGEST_LONG_SIDE / Math.max(file.width, file.height));
  const largest: RestyleSize =
    fit >= 1
      ? { id: 'file', size: scaled(file, 1) }
      : { id: String(Math.round(short * fit)), size: scaled(file, fit) };
  const largestShort = short * Math.min(1, fit);
  const smaller = SHORT_SIDES.filter((side) => side < largestShort).map((side) => ({
    id: String(side),
    size: scaled(file, side / short),
  }));
  return [...smaller, largest];
}

/** The size that is proposed: the largest up to 720 where the GPU paints, the smallest on the processor. */
export function proposedSize(sizes: readonly RestyleSize[], onGpu: boolean): RestyleSize {
  const upTo = onGpu ? 720 : 360;
  return sizes.findLast(({ size }) => Math.min(size.width, size.height) <= upTo) ?? sizes[0]!;
}

/** What the network paints for a clip of this size; rounded to its multiples by whoever paints. */
export function paintedFor(clip: Size): Size {
  const pixels = clip.width * clip.height;
  const painted = Math.max(Math.min(pixels, PAINTED_WHOLE_PIXELS), pixels / 4);
  const scale = Math.sqrt(painted / pixels);
  return { width: Math.round(clip.width * scale), height: Math.round(clip.height * scale) };
}

/** How long it will take, from what one picture takes. Null while that is unknown. */
export function estimateMs(frames: number, frameMs: number): number | null {
  return Number.isFinite(frameMs) && frameMs > 0 ? frames * Math.max(LEAST_FRAME_MS, frameMs) : null;
}

/** Encoders want even sides. */
function scaled(file: Size, scale: number): Size {
  const even = (side: number): number =>
    Math.max(2, 2 * Math.round((side * scale) / 2 - (scale === 1 ? 0.25 : 0)));
  return { width: even(file.width), height: even(file.height) };
}
