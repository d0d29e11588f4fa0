/** Width and height in pixels. */
export interface Size {
  width: number;
  height: number;
}

/** The shape that is painted: the camera's own, or a fixed one that it is cropped to. */
export type Aspect = 'as-seen' | '16:9' | '4:3' | '1:1' | '9:16';

/** Part of a source picture, in its pixels, before mirroring and rotation. */
export interface Crop extends Size {
  x: number;
  y: number;
}

/** Painted pictures are at least this many pixels a side. */
export const SMALLEST_SIDE = 16;

/** … and at most this many: a bad link must not ask for gigabytes. */
export const LARGEST_SIDE = 2048;

/** Width over height, or undefined for the source's own. */
export function aspectRatio(aspect: Aspect): number | undefined {
  if (aspect === 'as-seen') return undefined;
  const [width, height] = aspect.split(':').map(Number);
  return width! / height!;
}

/**
 * The painted size nearest to `pixels` in area with the given shape.
 *
 * Sides are multiples of `multiple` (8 for a stride-8 network, from the manifest) and stay in bounds.
 */
export function paintedSize(pixels: number, ratio: number, multiple: number): Size {
  const height = Math.sqrt(pixels / ratio);
  return snapSize({ width: height * ratio, height }, multiple);
}

/** A requested size made valid: multiples of `multiple`, in bounds. */
export function snapSize(size: Size, multiple: number): Size {
  const snap = (side: number): number => {
    const bounded = Math.min(LARGEST_SIDE, Math.max(SMALLEST_SIDE, side));
    return Math.max(multiple, Math.round(bounded / multiple) * multiple);
  };
  return { width: snap(size.width), height: snap(size.height) };
}

/** The largest centred part of `source` that has the shape of `target`. */
export function centreCrop(source: Size, target: Size): Crop {
  const scale = Math.min(source.width / target.width, source.height / target.height);
  const width = target.width * scale;
  const height = target.height * scale;
  return { x: (source.width - width) / 2, y: (source.height - height) / 2, width, height };
}
