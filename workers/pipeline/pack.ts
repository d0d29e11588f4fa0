/**
 * The packing that sits outside the graphs: 2×2 pixels become channels, so that the network never sees full
 * resolution. Packed channel = colour·4 + dy·2 + dx, RGB. These are the CPU engine's stages and the slow twins that
 * the shaders are tested against.
 */
import { steadyBlock } from './steady.ts';

/** The values of one packed pixel, written over for each. */
const block = new Float32Array(12);

/**
 * RGBA pixels u8[H,W,4] → channels 0..11 of `out`, f32[1,C,H/2,W/2], value − 0.5. W and H are even. With `isSteady`, what
 * `out` holds is the picture before, and noise is taken out of the new one by it (see steady.ts).
 *
 * Returns the mean luma 0..1 of every 16th packed pixel, which finds black cameras and costs nothing here.
 */
export function packPixels(
  pixels: Uint8ClampedArray,
  width: number,
  height: number,
  out: Float32Array,
  isSteady = false,
): number {
  const w = width / 2;
  const h = height / 2;
  const plane = w * h;
  let luma = 0;
  let counted = 0;
  for (let y = 0; y < h; y++) {
    for (let x = 0; x < w; x++) {
      const to = y * w + x;
      const top = (2 * y * width + 2 * x) * 4;
      const bottom = top + width * 4;
      for (let colour = 0; colour < 3; colour++) {
        const channel = colour * 4;
        block[channel] = pixels[top + colour]! / 255 - 0.5;
        block[channel + 1] = pixels[top + 4 + colour]! / 255 - 0.5;
        block[channel + 2] = pixels[bottom + colour]! / 255 - 0.5;
        block[channel + 3] = pixels[bottom + 4 + colour]! / 255 - 0.5;
      }
      if (isSteady) steadyBlock(block, out, to, plane);
      for (let channel = 0; channel < 12; channel++) out[to + channel * plane] = block[channel]!;
      if ((to & 15) === 0) {
        luma += 0.299 * pixels[top]! + 0.587 * pixels[top + 1]! + 0.114 * pixels[top + 2]!;
        counted++;
      }
    }
  }
  return luma / (255 * counted);
}

/** `painted` f32[1,12,h,w] → RGBA u8[2h,2w,4]: value + 0.5, clamped, opaque. */
export function unpackPixels(painted: Float32Array, h: number, w: number, pixels: Uint8ClampedArray): void {
  const plane = w * h;
  const row = w * 2 * 4;
  for (let y = 0; y < h; y++) {
    for (let x = 0; x < w; x++) {
      const from = y * w + x;
      const top = 2 * y * row + 2 * x * 4;
      const bottom = top + row;
      for (let colour = 0; colour < 3; colour++) {
        const channel = from + colour * 4 * plane;
        // A Uint8ClampedArray rounds and clamps by itself.
        pixels[top + colour] = (painted[channel]! + 0.5) * 255;
        pixels[top + 4 + colour] = (painted[channel + plane]! + 0.5) * 255;
        pixels[bottom + colour] = (painted[channel + 2 * plane]! + 0.5) * 255;
        pixels[bottom + 4 + colour] = (painted[channel + 3 * plane]! + 0.5) * 255;
      }
      pixels[top + 3] = pixels[top + 7] = pixels[bottom + 3] = pixels[bottom + 7] = 255;
    }
  }
}
