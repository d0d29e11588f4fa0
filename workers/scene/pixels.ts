import { createRandom } from '../random.ts';
import type { Mood } from './light.ts';
import type { MoodSurface } from './mood-picture.ts';

/** Writes red, green, blue (0..255) and alpha (0..1) of one pixel in one mood into `out`. */
type Shade = (out: Float32Array, mood: Mood, x: number, y: number) => void;

/**
 * Fills the surfaces pixel by pixel. `measure` is called once a pixel for what all moods share (it leaves its
 * answer where `shade` finds it), then `shade` once per mood. A little noise hides the steps of eight bits.
 */
export function fillPixels(
  surfaces: readonly MoodSurface[],
  measure: (x: number, y: number) => boolean,
  shade: Shade,
): void {
  const first = surfaces[0];
  if (!first) return;
  const { width, height } = first.context.canvas;
  const images = surfaces.map((surface) => surface.context.createImageData(width, height));
  const random = createRandom(width * 31 + height);
  const out = new Float32Array(4);
  for (let y = 0; y < height; y++) {
    for (let x = 0; x < width; x++) {
      if (!measure(x, y)) continue;
      const dither = random() - 0.5;
      const offset = (y * width + x) * 4;
      for (let index = 0; index < images.length; index++) {
        shade(out, surfaces[index]!.mood, x, y);
        const data = images[index]!.data;
        data[offset] = out[0]! + dither;
        data[offset + 1] = out[1]! + dither;
        data[offset + 2] = out[2]! + dither;
        // Opaque stays opaque: rounding down would let the background through.
        data[offset + 3] = out[3]! >= 1 ? 255 : out[3]! * 255 + dither;
      }
    }
  }
  surfaces.forEach((surface, index) => surface.context.putImageData(images[index]!, 0, 0));
}
