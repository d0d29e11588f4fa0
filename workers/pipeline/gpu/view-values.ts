import type { Size } from '../../../src/shared/frame-size.ts';
import type { Geometry } from '../geometry.ts';

/** f32 values of source.wgsl's `View`. */
export const VIEW_FLOATS = 10;

/** Six bilinear samples a side average 6× downscaling without a gap; beyond it they are spread. */
const LARGEST_TAPS = 6;

/** Writes `View`: the geometry's matrix, the size in pixels of the picture that is made, samples a pixel. */
export function writeView(out: Float32Array, geometry: Geometry, size: Size): void {
  const { matrix, source } = geometry;
  out.set(matrix);
  out[6] = size.width;
  out[7] = size.height;
  out[8] = taps(matrix[0]! * source.width, matrix[1]! * source.height, size.width);
  out[9] = taps(matrix[2]! * source.width, matrix[3]! * source.height, size.height);
}

/** One sample for every source pixel that a side of a made pixel is long. */
function taps(sourceX: number, sourceY: number, side: number): number {
  const scale = Math.hypot(sourceX, sourceY) / side;
  return Math.min(LARGEST_TAPS, Math.max(1, Math.ceil(scale - 1e-3)));
}
