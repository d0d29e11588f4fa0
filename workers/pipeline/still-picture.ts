import { AppError } from '../../src/shared/errors.ts';
import type { Size } from '../../src/shared/frame-size.ts';
import { drawSource } from './cpu/source-drawer.ts';
import type { Geometry } from './geometry.ts';
import { unpackPixels } from './pack.ts';
import type { SourcePicture } from './pipeline.ts';
import { drawAfterWipe, drawWipeLine } from './wipe.ts';

/** A network's result f32[1,12,H/2,W/2] in main memory; `size` is W×H. */
export interface PaintedTensor {
  size: Size;
  values: Float32Array;
}

/**
 * `painted·mix + source·(1 − mix)` on a fresh canvas of `size`; the painted picture is enlarged where it is smaller. Without
 * `painted` it is the source. `wipe` as in `Pipeline.setWipe`.
 */
export function composeStill(
  picture: SourcePicture,
  geometry: Geometry,
  painted: PaintedTensor | null,
  mix: number,
  wipe: number,
  size: Size,
): OffscreenCanvas {
  const { canvas, context } = createCanvas(size);
  context.imageSmoothingQuality = 'high';
  if (!painted || mix < 1 || wipe > 0) drawSource(context, picture, geometry, size);
  if (painted) {
    const { width, height } = painted.size;
    const pixels = new ImageData(width, height);
    unpackPixels(painted.values, height / 2, width / 2, pixels.data);
    const small = createCanvas(painted.size);
    small.context.putImageData(pixels, 0, 0);
    drawAfterWipe(context, small.canvas, size, mix, wipe);
  } else {
    drawWipeLine(context, wipe);
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
