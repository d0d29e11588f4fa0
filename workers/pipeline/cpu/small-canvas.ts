import { AppError } from '../../../src/shared/errors.ts';
import type { Size } from '../../../src/shared/frame-size.ts';

/** A canvas whose pixels are read back. */
export interface SmallCanvas {
  canvas: OffscreenCanvas;
  context: OffscreenCanvasRenderingContext2D;
}

/** Throws `engine-unavailable` where workers have no 2-D canvas. */
export function createSmallCanvas(): SmallCanvas {
  const canvas = new OffscreenCanvas(16, 16);
  // Read back every frame, so it had better stay in main memory.
  const context = canvas.getContext('2d', { alpha: false, willReadFrequently: true });
  if (!context) throw new AppError('engine-unavailable', 'This browser has no 2-D canvas in workers');
  return { canvas, context };
}

/** Assigning a canvas's size clears it and reallocates it, also when it is the same. */
export function setSize(canvas: OffscreenCanvas, size: Size): void {
  if (canvas.width === size.width && canvas.height === size.height) return;
  canvas.width = size.width;
  canvas.height = size.height;
}
