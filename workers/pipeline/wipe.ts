import type { Size } from '../../src/shared/frame-size.ts';

/** How thick the line between source and painting is, of the width, and at least a pixel; as in present.wgsl. */
const LINE = 0.003;

/** First pixel column that is not the source's; 0 without a wipe. */
function dividedAt(wipe: number, width: number): number {
  return Math.round(wipe * width);
}

/**
 * Draws `painted`, enlarged to `size`, over the source that is on the canvas already, with opacity `mix`: behind the wipe
 * only, and a white line in front of it.
 */
export function drawAfterWipe(
  context: OffscreenCanvasRenderingContext2D,
  painted: OffscreenCanvas,
  size: Size,
  mix: number,
  wipe: number,
): void {
  if (wipe > 0) {
    const from = dividedAt(wipe, size.width);
    // Clipped and not cut out of `painted`, so that what is left is enlarged as without a wipe.
    context.save();
    context.beginPath();
    context.rect(from, 0, size.width - from, size.height);
    context.clip();
  }
  context.globalAlpha = mix;
  context.drawImage(painted, 0, 0, size.width, size.height);
  context.globalAlpha = 1;
  if (wipe > 0) context.restore();
  drawWipeLine(context, wipe);
}

/** The line alone, on a canvas that shows the source on both sides; nothing without a wipe. */
export function drawWipeLine(context: OffscreenCanvasRenderingContext2D, wipe: number): void {
  if (wipe <= 0) return;
  const { width, height } = context.canvas;
  context.fillStyle = 'white';
  context.fillRect(dividedAt(wipe, width), 0, Math.max(1, Math.round(LINE * width)), height);
}
