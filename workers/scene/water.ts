import { HEIGHT, HORIZON, WIDTH, createSurface } from './composition.ts';
import { ComputedPicture } from './mood-picture.ts';
import { createNoise, smoothstep, type Noise } from './noise.ts';
import { fillPixels } from './pixels.ts';

const DEPTH = HEIGHT - HORIZON;
const TILE = 1536;
/** Height of one strip of the mirror; divides DEPTH. */
const STRIP = 2;
/** Pixels a second the ripples run: whole pixels every second frame, so that they never judder. */
const SHEET_SPEED = 15;

/** The lake: the mirrored world, broken by waves. */
interface Water {
  /** Draws the lake under a picture of all that stands above the waterline (WIDTH × HORIZON). */
  draw(context: OffscreenCanvasRenderingContext2D, timeSeconds: number, above: OffscreenCanvas): void;
}

/** How far a reflection is pushed sideways, in pixels, `depth` rows below the waterline. */
export function waveShift(depth: number, timeSeconds: number): number {
  // In perspective waves lie closer together the farther they are: equal steps of the logarithm.
  const wave = Math.log(depth + 9);
  const swing =
    Math.sin(wave * 61 + timeSeconds * 1.9) +
    0.7 * Math.sin(wave * 37 - timeSeconds * 1.3) +
    0.5 * Math.sin(wave * 113 + timeSeconds * 2.7);
  return swing * (0.5 + depth * 0.017);
}

/** Prepares the lake's tint and its two sheets of ripples. */
export function createWater(seed: number): Water {
  const tint = createTint(seed);
  const ripples = [createRipples(createNoise(seed + 1)), createRipples(createNoise(seed + 2))];
  const mirror = createSurface(WIDTH, DEPTH);
  mirror.imageSmoothingEnabled = false;
  mirror.scale(1, -1);
  return {
    draw(context, timeSeconds, above) {
      mirror.drawImage(above, 0, HORIZON - DEPTH, WIDTH, DEPTH, 0, -DEPTH, WIDTH, DEPTH);
      // The undisturbed mirror shows only where a shifted strip leaves the edge of the picture bare.
      context.drawImage(mirror.canvas, 0, HORIZON);
      for (let depth = 0; depth < DEPTH; depth += STRIP) {
        // Whole pixels only: a copy is ten times faster than a filtered draw where there is no GPU.
        const shift = Math.round(waveShift(depth, timeSeconds));
        const lift = Math.round(0.6 * waveShift(depth + 40, timeSeconds + 5));
        const from = Math.min(DEPTH - STRIP, Math.max(0, depth + lift));
        context.drawImage(mirror.canvas, 0, from, WIDTH, STRIP, shift, HORIZON + depth, WIDTH, STRIP);
      }
      context.drawImage(tint.at(timeSeconds), 0, HORIZON);
      context.globalCompositeOperation = 'overlay';
      const moved = Math.round(timeSeconds * SHEET_SPEED);
      drawSheet(context, ripples[0]!, moved);
      drawSheet(context, ripples[1]!, 700 - moved);
      context.globalCompositeOperation = 'source-over';
    },
  };
}

function drawSheet(context: OffscreenCanvasRenderingContext2D, sheet: OffscreenCanvas, moved: number): void {
  const left = Math.floor(moved / TILE) * TILE - moved;
  context.drawImage(sheet, left, HORIZON);
  if (left + TILE < WIDTH) context.drawImage(sheet, left + TILE, HORIZON);
}

/** The water's own colour: little at the far shore, where it mirrors all, more at our feet. */
function createTint(seed: number): ComputedPicture {
  const noise = createNoise(seed);
  return new ComputedPicture(WIDTH, DEPTH, 0.7, (surfaces) => {
    let share = 0;
    let shore = 0;
    fillPixels(
      surfaces,
      (x, y) => {
        const depth = y / DEPTH;
        const wind = noise.fractal(x / 300, Math.log(y + 14) * 4, 4);
        share = 0.1 + 0.62 * depth ** 0.9 + 0.14 * wind * smoothstep(0.02, 0.3, depth);
        shore = smoothstep(7, 1, y);
        return true;
      },
      (out, mood) => {
        for (let band = 0; band < 3; band++)
          out[band] = mood.water[band]! + (mood.haze[band]! - mood.water[band]!) * shore;
        out[3] = Math.min(0.85, Math.max(share, shore * 0.55));
      },
    );
  });
}

/** A sheet of grey ripples, 128 where flat, that repeats along x after TILE pixels. */
function createRipples(noise: Noise): OffscreenCanvas {
  const context = createSurface(TILE, DEPTH);
  const image = context.createImageData(TILE, DEPTH);
  const pixels = new Uint32Array(image.data.buffer);
  for (let y = 0; y < DEPTH; y++) {
    // Ripples widen towards us: through powers of two, so that they tile, with a blend between.
    const level = Math.log2((y + 12) * 0.66);
    const width = 2 ** Math.floor(level);
    const blend = level - Math.floor(level);
    const row = Math.log(y + 14) * 13;
    const strength = 46 * smoothstep(-4, 30, y) + 26;
    for (let x = 0; x < TILE; x += 2) {
      const fine = crest(noise, x / width, row, TILE / width);
      const wide = crest(noise, x / (width * 2), row, TILE / (width * 2));
      const grey = Math.round(126 + strength * (fine + (wide - fine) * blend)) & 255;
      // Two pixels at once: ripples are far wider than high.
      pixels[y * TILE + x] = (0xff000000 | (grey * 0x010101)) >>> 0;
      pixels[y * TILE + x + 1] = pixels[y * TILE + x]!;
    }
  }
  context.putImageData(image, 0, 0);
  return context.canvas;
}

/** Wave profile about -1..1: narrow bright crests between wide troughs. */
function crest(noise: Noise, x: number, y: number, period: number): number {
  const swell = noise.fractal(x, y, 3, period);
  const ridge = Math.max(0, 1 - Math.abs(swell - 0.25) * 3.2);
  return 0.9 * swell + 0.4 * ridge * ridge - 0.1;
}
