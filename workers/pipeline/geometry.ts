import { centreCrop, type Crop, type Size } from '../../src/shared/frame-size.ts';
import type { Orientation } from '../../src/shared/protocol.ts';

/**
 * How a source's pixels land in the painted picture.
 *
 * `matrix` [a, b, c, d, e, f] maps painted coordinates u, v in 0..1 (v down) to source coordinates in 0..1:
 * x = a·u + c·v + e, y = b·u + d·v + f (the order of a canvas transform). Crop, rotation and mirror are all in it, so
 * shaders and the 2-D canvas twin share one definition.
 */
export interface Geometry {
  /** The source picture's size in pixels. */
  source: Size;
  /** The part of the source that is used, in its pixels. */
  crop: Crop;
  orientation: Orientation;
  matrix: Float32Array;
}

/** Width and height of a picture after rotation. */
export function uprightSize(source: Size, rotation: Orientation['rotation']): Size {
  return rotation % 180 === 0 ? source : { width: source.height, height: source.width };
}

/** The geometry that shows the largest centred part of `source` in the shape of `target`. */
export function createGeometry(source: Size, target: Size, orientation: Orientation): Geometry {
  const sideways = orientation.rotation % 180 !== 0;
  const shape = sideways ? { width: target.height, height: target.width } : target;
  const crop = centreCrop(source, shape);
  const scaleX = crop.width / source.width;
  const scaleY = crop.height / source.height;
  // From painted u, v: undo the mirror, then the clockwise rotation, then place the crop.
  const m = orientation.mirror ? -1 : 1;
  const m0 = orientation.mirror ? 1 : 0;
  const turned = {
    0: [m, 0, 0, 1, m0, 0],
    90: [0, -m, 1, 0, 0, 1 - m0],
    180: [-m, 0, 0, -1, 1 - m0, 1],
    270: [0, m, -1, 0, 1, m0],
  }[orientation.rotation] as [number, number, number, number, number, number];
  const [a, b, c, d, e, f] = turned;
  const matrix = new Float32Array([
    a * scaleX,
    b * scaleY,
    c * scaleX,
    d * scaleY,
    e * scaleX + crop.x / source.width,
    f * scaleY + crop.y / source.height,
  ]);
  return { source, crop, orientation, matrix };
}
