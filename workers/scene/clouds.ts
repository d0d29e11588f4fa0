import { WIDTH, type ScenePart } from './composition.ts';
import { ComputedPicture } from './mood-picture.ts';
import { createNoise, smoothstep } from './noise.ts';
import { fillPixels } from './pixels.ts';

/** Clouds come round again after this many pixels; a multiple of every noise cell used below. */
const TILE = 1536;

/** A band of clouds that drifts sideways and comes round without a seam. */
interface Band {
  top: number;
  height: number;
  /** Noise cell in pixels; divides TILE. */
  cellX: number;
  cellY: number;
  /** Where density begins: lower means more cloud. */
  threshold: number;
  opacity: number;
  pixelsPerSecond: number;
}

const FAR: Band = {
  top: 150,
  height: 130,
  cellX: 128,
  cellY: 26,
  threshold: 0.02,
  opacity: 0.8,
  pixelsPerSecond: 2.5,
};

const NEAR: Band = {
  top: -30,
  height: 240,
  cellX: 192,
  cellY: 92,
  threshold: 0.09,
  opacity: 0.96,
  pixelsPerSecond: 7,
};

/** Streaks of cloud low in the sky, and heaped ones above that drift faster. */
export function createClouds(seed: number): ScenePart {
  const bands = [createBand(FAR, seed, 0.4), createBand(NEAR, seed + 9, 0.6)];
  return {
    draw(context, timeSeconds) {
      for (const band of bands) band.draw(context, timeSeconds);
    },
  };
}

function createBand(band: Band, seed: number, phase: number): ScenePart {
  const density = cloudDensity(band, seed);
  const picture = new ComputedPicture(TILE, band.height, phase, (surfaces) => {
    let cover = 0;
    let slopeX = 0;
    let slopeY = 0;
    let thick = 0;
    const at = (x: number, y: number): number =>
      density[Math.min(band.height - 1, Math.max(0, y)) * TILE + ((x + TILE) % TILE)]!;
    fillPixels(
      surfaces,
      (x, y) => {
        thick = at(x, y);
        if (thick <= 0) return false;
        cover = smoothstep(0, 0.34, thick) * band.opacity;
        slopeX = at(x + 7, y) - at(x - 7, y);
        slopeY = at(x, y + 7) - at(x, y - 7) + 0.5 * (at(x, y + 16) - at(x, y - 16));
        return true;
      },
      (out, mood) => {
        // Light comes through thin cloud and falls on the flanks that face the sun.
        const facing = 1.1 * slopeY * mood.height - 1.2 * slopeX * mood.side;
        const light = smoothstep(-0.35, 0.75, facing * 1.6 + 0.55 - thick * 0.75);
        for (let band3 = 0; band3 < 3; band3++)
          out[band3] = mood.cloudShade[band3]! + (mood.cloudLit[band3]! - mood.cloudShade[band3]!) * light;
        out[3] = cover;
      },
    );
  });
  return {
    draw(context, timeSeconds) {
      const gone = timeSeconds * band.pixelsPerSecond;
      const left = -(gone - Math.floor(gone / TILE) * TILE);
      const image = picture.at(timeSeconds);
      context.drawImage(image, left, band.top);
      if (left + TILE < WIDTH) context.drawImage(image, left + TILE, band.top);
    },
  };
}

/** How thick the cloud is, pixel by pixel: 0 in clear air, about 1 in the heart of a cloud. */
function cloudDensity(band: Band, seed: number): Float32Array {
  const noise = createNoise(seed);
  const cells = TILE / band.cellX;
  const density = new Float32Array(TILE * band.height);
  for (let y = 0; y < band.height; y++) {
    const depth = y / band.height;
    const envelope = smoothstep(0, 0.35, depth) * smoothstep(1, 0.72, depth);
    for (let x = 0; x < TILE; x++) {
      const column = x / band.cellX;
      const row = y / band.cellY;
      const bend = 0.22 * noise.fractal(column * 2, row * 2 + 40, 2, cells * 2);
      const large = noise.fractal(column, row + bend, 3, cells);
      const billow = 1 - Math.abs(noise.fractal(column * 3 + bend, row * 3, 4, cells * 3)) * 2;
      const heap = large + 0.24 * billow - band.threshold - (1 - envelope) * 0.7;
      density[y * TILE + x] = Math.max(0, heap * 1.7);
    }
  }
  return density;
}
