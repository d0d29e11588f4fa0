import {
  aspectRatio,
  centreCrop,
  paintedSize,
  snapSize,
  type Aspect,
  type Size,
} from '../../src/shared/frame-size.ts';
import type { Orientation } from '../../src/shared/protocol.ts';
import { createGeometry, uprightSize, type Geometry } from '../pipeline/geometry.ts';
import type { SourcePicture } from '../pipeline/pipeline.ts';

/** Everything that follows from the source's size and what was asked for; replaced when one of them changes. */
export interface FrameLayout {
  source: Size;
  painted: Size;
  /** The cropped source in its own pixels, upright. */
  cropped: Size;
  geometry: Geometry;
}

/** What people and links ask for: an area in pixels or an exact size, and a shape. */
export interface SizeWish {
  size: Size | number;
  aspect: Aspect;
  /** Of the canvas, where it is not left to the pipeline. */
  shown?: Size;
}

/** A picture's size in pixels as it is shown. */
export function pictureSize(picture: SourcePicture): Size {
  return 'displayWidth' in picture
    ? { width: picture.displayWidth, height: picture.displayHeight }
    : { width: picture.width, height: picture.height };
}

/** Lays a frame out. `multiple` comes from the network's manifest entry. */
export function createLayout(
  source: Size,
  wish: SizeWish,
  orientation: Orientation,
  multiple: number,
): FrameLayout {
  const upright = uprightSize(source, orientation.rotation);
  const ratio = aspectRatio(wish.aspect) ?? upright.width / upright.height;
  const painted =
    typeof wish.size === 'number' ? paintedSize(wish.size, ratio, multiple) : snapSize(wish.size, multiple);
  const crop = centreCrop(upright, painted);
  return {
    source,
    painted,
    cropped: { width: Math.round(crop.width), height: Math.round(crop.height) },
    geometry: createGeometry(source, painted, orientation),
  };
}
