import type { Size } from '../../../src/shared/frame-size.ts';
import type { Geometry } from '../geometry.ts';
import type { SourcePicture } from '../pipeline.ts';

/**
 * Draws the cropped, turned and mirrored source over a whole 2-D canvas of size `target`.
 *
 * The geometry maps painted to source coordinates; a canvas transform goes the other way, hence the inverse.
 */
export function drawSource(
  context: OffscreenCanvasRenderingContext2D,
  picture: SourcePicture,
  geometry: Geometry,
  target: Size,
): void {
  const [a, b, c, d, e, f] = geometry.matrix as unknown as [number, number, number, number, number, number];
  const { width, height } = geometry.source;
  const determinant = a * d - b * c;
  const scaleX = target.width / (width * determinant);
  const scaleY = target.height / (height * determinant);
  const shiftX = target.width / determinant;
  const shiftY = target.height / determinant;
  context.setTransform(
    d * scaleX,
    -b * (target.height / (width * determinant)),
    -c * (target.width / (height * determinant)),
    a * scaleY,
    (c * f - d * e) * shiftX,
    (b * e - a * f) * shiftY,
  );
  context.drawImage(picture, 0, 0, width, height);
  context.setTransform(1, 0, 0, 1, 0, 0);
}
