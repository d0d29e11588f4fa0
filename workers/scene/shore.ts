import { createRandom } from '../random.ts';
import { HORIZON, WIDTH } from './composition.ts';
import { paintCrown } from './foliage.ts';
import { css, lit, mix, type Rgb } from './light.ts';
import { BrushedPicture, type MoodSurface } from './mood-picture.ts';
import { smoothstep } from './noise.ts';

/** Row of the picture at which the shore's picture begins. */
export const SHORE_TOP = 290;

const WALL: Rgb = [232, 222, 204];
const ROOF: Rgb = [164, 84, 62];
const SLATE: Rgb = [92, 98, 116];
const LAMP: Rgb = [255, 206, 120];

/** The far shore: a village with its church on a wooded spit of land. Starts at SHORE_TOP. */
export function createShore(seed: number): BrushedPicture {
  return new BrushedPicture(WIDTH, HORIZON - SHORE_TOP, 0.9, (surface) => {
    const { context } = surface;
    context.translate(0, -SHORE_TOP);
    paintWoods(surface, seed, 0);
    paintVillage(surface);
    paintWoods(surface, seed + 1, 1);
    // Air lies before all of it.
    context.globalCompositeOperation = 'source-atop';
    context.fillStyle = css(surface.mood.haze, 0.16);
    context.fillRect(0, SHORE_TOP, WIDTH, HORIZON - SHORE_TOP);
  });
}

/** Trees along the water; `row` 0 stands behind the houses, 1 before them and lower. */
function paintWoods(surface: MoodSurface, seed: number, row: number): void {
  const random = createRandom(seed);
  const { context, mood } = surface;
  if (row === 1) {
    context.fillStyle = css(lit([104, 108, 62], mood, 0.35));
    context.beginPath();
    context.moveTo(0, HORIZON);
    for (let x = 0; x <= WIDTH; x += 8) context.lineTo(x, HORIZON - bankHeight(x) * 0.35);
    context.lineTo(WIDTH, HORIZON);
    context.fill();
  }
  for (let x = -20; x < WIDTH + 20; x += 5 + random() * 9) {
    const bank = bankHeight(x);
    const chance = random();
    const size = random();
    const tone = random();
    if (bank < 3 || (row === 1 && chance > 0.55)) continue;
    const poplar = size > 0.9 && row === 0;
    const tall = row === 0 ? bank * (0.42 + 0.3 * size) + (poplar ? 12 : 0) : 4 + 6 * size;
    paintCrown(surface, random, {
      x,
      y: HORIZON - tall * (row === 0 ? 0.95 : 0.6) - (row === 0 ? bank * 0.1 : 0),
      radiusX: poplar ? 5 : tall * 0.62 + 3,
      radiusY: tall * (poplar ? 1.1 : 0.68),
      leaf: 2.6,
      leaves: Math.round(50 + tall * 7),
      albedo: mix([62, 92, 52], [122, 128, 58], tone),
    });
  }
}

/** Height of the wooded bank: a spit left of the middle, another coming in from the right. */
function bankHeight(x: number): number {
  const spit = smoothstep(250, 400, x) * smoothstep(690, 560, x);
  const right = smoothstep(860, 1120, x);
  const left = smoothstep(190, 40, x);
  return 26 * spit + 40 * right + 34 * left;
}

function paintVillage(surface: MoodSurface): void {
  const houses = [402, 430, 455, 592, 618, 1010, 1046, 1084];
  houses.forEach((x, index) => {
    const wide = 17 + ((index * 7) % 9);
    paintHouse(surface, x, HORIZON - 6 - ((index * 5) % 7), wide, 9 + ((index * 3) % 4), ROOF);
  });
  paintChurch(surface, 520, HORIZON - 9);
}

/** A gabled house, its long side to us; `y` is the ground. */
function paintHouse(
  { mood, context }: MoodSurface,
  x: number,
  y: number,
  wide: number,
  high: number,
  roof: Rgb,
): void {
  context.fillStyle = css(lit(WALL, mood, 0.62));
  context.fillRect(x, y - high, wide, high);
  context.fillStyle = css(lit(WALL, mood, 0.5 + 0.4 * mood.side));
  context.fillRect(mood.side > 0 ? x + wide * 0.68 : x, y - high, wide * 0.32, high);
  context.fillStyle = css(lit(roof, mood, 0.4 + 0.5 * mood.height));
  context.beginPath();
  context.moveTo(x - 2, y - high + 1);
  context.lineTo(x + 3, y - high - wide * 0.36);
  context.lineTo(x + wide - 3, y - high - wide * 0.36);
  context.lineTo(x + wide + 2, y - high + 1);
  context.fill();
  context.fillStyle = css(mix(lit([70, 72, 84], mood, 0.2), LAMP, mood.lamps));
  for (let window = 0.18; window < 0.9; window += 0.3)
    context.fillRect(x + wide * window, y - high * 0.66, 2.4, 3.2);
}

/** A church with a pointed tower, 70 pixels high. */
function paintChurch(surface: MoodSurface, x: number, y: number): void {
  const { mood, context } = surface;
  paintHouse(surface, x + 12, y, 38, 17, ROOF);
  context.fillStyle = css(lit(WALL, mood, 0.7));
  context.fillRect(x, y - 42, 15, 42);
  context.fillStyle = css(lit(WALL, mood, 0.42 + 0.55 * mood.side));
  context.fillRect(mood.side > 0 ? x + 9 : x, y - 42, 6, 42);
  for (const [left, right, exposure] of [
    [-2, 7.5, 0.5 - 0.4 * mood.side],
    [7.5, 17, 0.5 + 0.4 * mood.side],
  ] as const) {
    context.fillStyle = css(lit(SLATE, mood, exposure));
    context.beginPath();
    context.moveTo(x + left, y - 41);
    context.lineTo(x + 7.5, y - 74);
    context.lineTo(x + right, y - 41);
    context.fill();
  }
  context.fillStyle = css(mix(lit([60, 62, 76], mood, 0.2), LAMP, mood.lamps));
  context.fillRect(x + 5.5, y - 36, 4, 7);
  context.fillRect(x + 5.5, y - 19, 4, 6);
  for (let window = 0; window < 3; window++) context.fillRect(x + 22 + window * 9, y - 12, 3, 7);
}
