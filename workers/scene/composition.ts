import type { BrushedPicture } from './mood-picture.ts';

/** Width of the scene's picture in pixels. */
export const WIDTH = 1280;
/** Height of the scene's picture in pixels. */
export const HEIGHT = 720;
/** Row of the far waterline: sky and land lie above it, the lake below. */
export const HORIZON = 404;

/** Something that draws its part of the picture for a moment. Coordinates are those of the whole picture. */
export interface ScenePart {
  /** Its pictures that are painted one light at a time, if any. */
  readonly brushed?: readonly BrushedPicture[];
  draw(context: OffscreenCanvasRenderingContext2D, timeSeconds: number): void;
}

/**
 * A blank canvas in plain memory. `willReadFrequently` keeps it off the GPU: the same picture comes out on every
 * machine, the painter has the GPU to itself, and thousands of small dabs are drawn far faster (on SwiftShader by
 * a factor of ten). Throws where the browser refuses a 2-D context.
 */
export function createSurface(width: number, height: number): OffscreenCanvasRenderingContext2D {
  const context = new OffscreenCanvas(width, height).getContext('2d', { willReadFrequently: true });
  if (!context) throw new Error('No 2-D canvas to draw the scene on.');
  return context;
}
