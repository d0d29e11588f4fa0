import { createNormalPair, createRandom } from '../random.ts';
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
/** The networks were trained with every second value of a canvas of this side, aliasing included. */
const FULL_SIDE = 2 * GRAIN_SIDE;

/**
 * The canvas a painter finds in bare walls: tileable noise f32[4,256,256], one band of wavelengths a channel, mean 0,
 * std 0.25, at packed (half) size.
 *
 * The bands and the std are those of the training's `canvas_field`; the numbers are our own. Every painter makes it
 * before its first picture, so it is made at the packed size at once: some 150 ms.
 */
export function createGrain(seed: number): Float32Array {
  const normalPair = createNormalPair(createRandom(seed));
  const plane = GRAIN_SIDE * GRAIN_SIDE;
  const grain = new Float32Array(WAVELENGTHS_PX.length * plane);
  const re = new Float64Array(plane);
  const im = new Float64Array(plane);
  WAVELENGTHS_PX.forEach((wavelength, channel) => {
    const gains = foldedGains(wavelength);
    for (let y = 0; y < GRAIN_SIDE; y++) {
      for (let x = 0; x < GRAIN_SIDE; x++) {
        const at = y * GRAIN_SIDE + x;
        const gain = gains[cycles(y) * GAINS_SIDE + cycles(x)]!;
        const [real, imaginary] = normalPair();
        re[at] = gain * real;
        im[at] = gain * imaginary;
      }
    }
    // The real part of the transform of complex white noise is a Gaussian field with the gain's spectrum.
    inverseFourier2d(re, im, GRAIN_SIDE);
    let squares = 0;
    for (const value of re) squares += value * value;
    const scale = STD / Math.sqrt(squares / plane);
    for (let at = 0; at < plane; at++) grain[channel * plane + at] = re[at]! * scale;
  });
  return grain;
}

/** Cycles across the side, 0..128, at a place of the spectrum; those after the middle are the negative ones. */
function cycles(place: number): number {
  return place <= GRAIN_SIDE / 2 ? place : GRAIN_SIDE - place;
}

const GAINS_SIDE = GRAIN_SIDE / 2 + 1;

/**
 * Gains of one band f64[129,129] by cycles down and across.
 *
 * Keeping every second value lays four frequencies of the full canvas over each other. Their noise is independent, so
 * its sum is noise again, of the summed power.
 */
function foldedGains(wavelength: number): Float64Array {
  const gains = new Float64Array(GAINS_SIDE * GAINS_SIDE);
  for (let y = 0; y < GAINS_SIDE; y++) {
    for (let x = 0; x < GAINS_SIDE; x++) {
      let power = 0;
      for (const down of [y, GRAIN_SIDE - y]) {
        for (const right of [x, GRAIN_SIDE - x]) {
          const octaves = Math.log2((Math.sqrt(down * down + right * right) / FULL_SIDE) * wavelength);
          power += Math.exp(-((octaves / BAND_OCTAVES) ** 2));
        }
      }
      gains[y * GAINS_SIDE + x] = Math.sqrt(power);
    }
  }
  gains[0] = 0;
  return gains;
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
