import { HORIZON, WIDTH } from './composition.ts';
import { lit, mix, type Mood, type Rgb } from './light.ts';
import { ComputedPicture, type MoodPicture, type MoodSurface } from './mood-picture.ts';
import { createNoise, smoothstep, type Noise } from './noise.ts';

/** One range of hills. Heights are rows of the picture. */
interface Range {
  /** Row of the lowest ridge, and how far peaks rise above it. */
  base: number;
  rise: number;
  /** Width of one hill in pixels. */
  wave: number;
  /** Share of the colour lost to the air, at the ridge and at the foot. */
  haze: readonly [number, number];
  /** Width of a field in pixels, 0 for bare rock. */
  field: number;
  /** Share of forest, 0..1. */
  forest: number;
  seed: number;
}

const RANGES: readonly Range[] = [
  { base: 306, rise: 100, wave: 230, haze: [0.7, 0.95], field: 0, forest: 0, seed: 11 },
  { base: 326, rise: 84, wave: 270, haze: [0.6, 0.88], field: 30, forest: 0.8, seed: 22 },
  { base: 356, rise: 74, wave: 330, haze: [0.46, 0.76], field: 52, forest: 0.55, seed: 33 },
  { base: 390, rise: 76, wave: 420, haze: [0.26, 0.5], field: 84, forest: 0.48, seed: 44 },
];

const MEADOW: readonly Rgb[] = [
  [150, 168, 84],
  [196, 182, 96],
  [112, 146, 72],
  [176, 150, 92],
  [132, 164, 100],
  [212, 192, 120],
];
const FOREST: Rgb = [58, 88, 54];
const ROCK: Rgb = [132, 132, 150];

/** Row of the picture at which the land pictures begin. */
export const LAND_TOP = 190;

/** The ranges behind the mist, as one picture that starts at LAND_TOP and ends at the waterline. */
export function createFarHills(seed: number): MoodPicture {
  return createHills(seed, RANGES.slice(0, 3), 0.1);
}

/** The range before the mist, of the same size and place. */
export function createNearHills(seed: number): MoodPicture {
  return createHills(seed, RANGES.slice(3), 0.3);
}

function createHills(seed: number, ranges: readonly Range[], phase: number): MoodPicture {
  return new ComputedPicture(WIDTH, HORIZON - LAND_TOP, phase, (surfaces) => {
    const images = surfaces.map(({ context }) => context.createImageData(WIDTH, HORIZON - LAND_TOP));
    for (const range of ranges) paintRange(range, createNoise(seed + range.seed), surfaces, images);
    surfaces.forEach(({ context }, index) => context.putImageData(images[index]!, 0, 0));
  });
}

/** Lays one range over what is there already. */
function paintRange(
  range: Range,
  noise: Noise,
  surfaces: readonly MoodSurface[],
  images: readonly ImageData[],
): void {
  for (let x = 0; x < WIDTH; x++) {
    const ridge = ridgeAt(range, noise, x);
    for (let y = Math.max(LAND_TOP, Math.floor(ridge)); y < HORIZON; y++) {
      const below = y - ridge;
      const cover = Math.min(1, below + 0.5);
      if (cover <= 0) continue;
      const ground = groundAt(range, noise, x, below);
      const span = HORIZON - range.base + range.rise;
      const haze = range.haze[0] + (range.haze[1] - range.haze[0]) * Math.min(1, below / span);
      const offset = ((y - LAND_TOP) * WIDTH + x) * 4;
      for (let index = 0; index < surfaces.length; index++) {
        const { mood } = surfaces[index]!;
        const colour = mix(lit(ground.albedo, mood, sunOn(ground, mood)), mood.haze, haze);
        const data = images[index]!.data;
        const kept = data[offset + 3]! === 0 ? 0 : 1 - cover;
        for (let band = 0; band < 3; band++)
          data[offset + band] = data[offset + band]! * kept + colour[band]! * (1 - kept);
        data[offset + 3] = Math.max(data[offset + 3]!, cover * 255);
      }
    }
  }
}

function ridgeAt(range: Range, noise: Noise, x: number): number {
  const shape = noise.fractal(x / range.wave, 3.7, range.field === 0 ? 6 : 3);
  // Treetops roughen the line of a wooded ridge.
  const trees = range.forest * 2.2 * noise.fractal(x / 7, 9.1, 2);
  return range.base - range.rise * (0.5 + 0.8 * shape) - trees;
}

/** What lies on the ground at a place. */
interface Ground {
  albedo: Rgb;
  /** Slope towards the right and towards us, about -1..1. */
  slopeX: number;
  slopeY: number;
}

function groundAt(range: Range, noise: Noise, x: number, below: number): Ground {
  // Rows further down the picture are ground nearer to us: distances shrink towards the ridge.
  const u = x / range.wave;
  const v = (below / range.wave) * 2.6;
  const here = noise.fractal(u * 2.2, v * 2.2, 3);
  let slopeX = (noise.fractal(u * 2.2 + 0.07, v * 2.2, 3) - here) * 8;
  let slopeY = (noise.fractal(u * 2.2, v * 2.2 + 0.07, 3) - here) * 8;
  if (range.field === 0) {
    const crag = noise.fractal(u * 9, v * 6, 4);
    const ridged = noise.fractal(u * 9 + 0.2, v * 6, 4) - crag;
    return { albedo: mix(ROCK, [176, 176, 190], crag), slopeX: slopeX + ridged * 3, slopeY };
  }
  const w = x / range.field;
  const d = (below / range.field) * 3.2;
  const woods = noise.fractal(w * 0.35, d * 0.3 + 30, 4) * 0.5 + 0.5;
  const field = fieldAt(noise, w, d);
  const wooded = Math.max(smoothstep(1 - range.forest - 0.03, 1 - range.forest + 0.03, woods), field.hedge);
  // Crowns of trees: small bumps that catch the light.
  const grain = 3 + range.field / 24;
  const crown = noise.fractal(x / grain, (below / grain) * 1.5, 2);
  const crownRight = noise.fractal((x + 1.4) / grain, (below / grain) * 1.5, 2);
  const crownDown = noise.fractal(x / grain, ((below + 1.2) / grain) * 1.5, 2);
  slopeX += wooded * (crownRight - crown) * range.field * 0.03;
  slopeY += wooded * (crownDown - crown) * range.field * 0.03;
  const furrow = 1 + 0.09 * noise.at(w * 6 + d * field.tilt * 4, d * 9);
  const open: Rgb = mix([0, 0, 0], MEADOW[field.kind]!, furrow);
  const leaves = mix([0, 0, 0], FOREST, 1 + 0.5 * crown);
  return { albedo: mix(open, leaves, wooded), slopeX, slopeY };
}

/** The patchwork of fields: jittered cells with hedges between them. */
function fieldAt(noise: Noise, w: number, d: number): { kind: number; hedge: number; tilt: number } {
  const bentW = w + 0.35 * noise.at(w * 0.7, d * 0.7 + 60);
  const column = Math.floor(bentW);
  const row = Math.floor(d);
  let first = 9;
  let second = 9;
  let kind = 0;
  for (let r = row - 1; r <= row + 1; r++)
    for (let c = column - 1; c <= column + 1; c++) {
      const offX = c + 0.5 + 0.45 * noise.knot(c, r + 100) - bentW;
      const offY = r + 0.5 + 0.45 * noise.knot(c, r + 140) - d;
      const distance = Math.abs(offX) + Math.abs(offY) * 0.9;
      if (distance < first) {
        second = first;
        first = distance;
        kind = noise.knot(c, r + 180) * 0.5 + 0.5;
      } else if (distance < second) second = distance;
    }
  const index = Math.min(MEADOW.length - 1, Math.floor(kind * MEADOW.length));
  return { kind: index, hedge: 0.6 * smoothstep(0.11, 0.03, second - first), tilt: kind - 0.5 };
}

function sunOn(ground: Ground, mood: Mood): number {
  const facing = 0.62 + ground.slopeX * mood.side * 0.9 + ground.slopeY * mood.height * 0.7;
  return Math.min(1.25, Math.max(0.04, facing));
}
