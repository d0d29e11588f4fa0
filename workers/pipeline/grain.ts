import { createNormal, createRandom } from '../random.ts';
import { inverseFourier2d } from './fourier.ts';

/** Side of the grain in packed pixels; it repeats after that. */
export const GRAIN_SIDE = 256;

/** Everybody sees the same canvas. */
export const GRAIN_SEED = 7;

/** Wavelengths of the four bands in pixels of the frame, as the networks were trained with. */
const WAVELENGTHS_PX = [6, 12, 24, 48];
/** Width of a band in octaves (standard deviation). */
const BAND_OCTAVES = 0.45;
const STD = 0.25;
/** Made at twice the side and every second value kept: the network saw exactly that, aliasing included. */
const FULL_SIDE = 2 * GRAIN_SIDE;

/**
 * The canvas a painter finds in bare walls: tileable noise f32[4,256,256], one band of wavelengths a channel, mean 0,
 * std 0.25, at packed (half) size.
 *
 * The bands and the std are those of the training's `canvas_field`; the numbers are our own. Costs some 100 ms, once.
 */
export function createGrain(seed: number): Float32Array {
  const normal = createNormal(createRandom(seed));
  const grain = new Float32Array(WAVELENGTHS_PX.length * GRAIN_SIDE * GRAIN_SIDE);
  const re = new Float64Array(FULL_SIDE * FULL_SIDE);
  const im = new Float64Array(FULL_SIDE * FULL_SIDE);
  WAVELENGTHS_PX.forEach((wavelength, channel) => {
    for (let y = 0; y < FULL_SIDE; y++) {
      const fy = (y < FULL_SIDE / 2 ? y : y - FULL_SIDE) / FULL_SIDE;
      for (let x = 0; x < FULL_SIDE; x++) {
        const fx = (x < FULL_SIDE / 2 ? x : x - FULL_SIDE) / FULL_SIDE;
        const octaves = Math.log2(Math.max(Math.hypot(fx, fy), 1e-6) * wavelength);
        const gain = Math.exp(-0.5 * (octaves / BAND_OCTAVES) ** 2);
        const at = y * FULL_SIDE + x;
        re[at] = gain * normal();
        im[at] = gain * normal();
      }
    }
    re[0] = im[0] = 0;
    // The real part of the transform of complex white noise is a Gaussian field with the gain's spectrum.
    inverseFourier2d(re, im, FULL_SIDE);
    let squares = 0;
    for (const value of re) squares += value * value;
    const scale = STD / Math.sqrt(squares / re.length);
    const start = channel * GRAIN_SIDE * GRAIN_SIDE;
    for (let y = 0; y < GRAIN_SIDE; y++) {
      for (let x = 0; x < GRAIN_SIDE; x++) {
        grain[start + y * GRAIN_SIDE + x] = re[2 * y * FULL_SIDE + 2 * x]! * scale;
      }
    }
  });
  return grain;
}

/**
 * Writes `strength · grain` into the grain channels of a prepared tensor f32[1,C,h,w], from channel `first` on,
 * anchored to the picture's top left corner like the weave of a canvas.
 */
export function writeGrain(
  frame: Float32Array,
  first: number,
  h: number,
  w: number,
  grain: Float32Array,
  strength: number,
): void {
  const channels = grain.length / (GRAIN_SIDE * GRAIN_SIDE);
  for (let channel = 0; channel < channels; channel++) {
    for (let y = 0; y < h; y++) {
      const to = ((first + channel) * h + y) * w;
      const from = (channel * GRAIN_SIDE + (y % GRAIN_SIDE)) * GRAIN_SIDE;
      for (let x = 0; x < w; x++) frame[to + x] = strength * grain[from + (x % GRAIN_SIDE)]!;
    }
  }
}
