import { AppError } from '../../src/shared/errors.ts';
import type { Size } from '../../src/shared/frame-size.ts';
import { drawSource } from './cpu/source-drawer.ts';
import type { Geometry } from './geometry.ts';
import { unpackPixels } from './pack.ts';
import type { SourcePicture } from './pipeline.ts';

/** A network's result f32[1,12,H/2,W/2] in main memory; `size` is W×H. */
export interface PaintedTensor {
  size: Size;
  values: Float32Array;
}

/**
 * `painted·mix + source·(1 − mix)` on a fresh canvas of `size`; the painted picture is enlarged where it is smaller. Without
 * `painted` it is the source.
 */
export function composeStill(
  picture: SourcePicture,
  geometry: Geometry,
  painted: PaintedTensor | null,
  mix: number,
  size: Size,
): OffscreenCanvas {
  const { canvas, context } = createCanvas(size);
  context.imageSmoothingQuality = 'high';
  if (!painted || mix < 1) drawSource(context, picture, geometry, size);
  if (painted) {
    const { width, height } = painted.size;
    const pixels = new ImageData(width, height);
    unpackPixels(painted.values, height / 2, width / 2, pixels.data);
    const small = createCanvas(painted.size);
    small.context.putImageData(pixels, 0, 0);
    context.globalAlpha = mix;
    context.drawImage(small.canvas, 0, 0, size.width, size.height);
  }
  return canvas;
}

function createCanvas(size: Size): {
  canvas: OffscreenCanvas;
  context: OffscreenCanvasRenderingContext2D;
} {
  const canvas = new OffscreenCanvas(size.width, size.height);
  const context = canvas.getContext('2d', { alpha: false });
  if (!context) throw new AppError('internal', 'This browser gives no canvas of the size of a snapshot');
  return { canvas, context };
}
