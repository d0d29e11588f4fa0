import { createRandom } from '../random.ts';

const TABLE = 256;

/** Smooth seeded noise over the plane. */
export interface Noise {
  /** Value noise, -1..1, one lattice cell per unit. `period` cells along x, then it repeats. */
  at(x: number, y: number, period?: number): number;
  /** What `at` is at whole numbers, for less work. */
  knot(column: number, row: number): number;
  /** Sum of `octaves` noises, each twice as fine and half as strong, about -1..1. Repeats like `at`. */
  fractal(x: number, y: number, octaves: number, period?: number): number;
}

/** Builds a noise from a seed; its table is filled once, evaluating allocates nothing. */
export function createNoise(seed: number): Noise {
  const random = createRandom(seed);
  const values = Float32Array.from({ length: TABLE }, () => random() * 2 - 1);
  const order = Uint8Array.from({ length: TABLE }, (_, index) => index);
  for (let index = TABLE - 1; index > 0; index--) {
    const other = Math.floor(random() * (index + 1));
    const kept = order[index]!;
    order[index] = order[other]!;
    order[other] = kept;
  }

  const knot = (column: number, row: number): number =>
    values[(order[column & 255]! + order[row & 255]! * 7 + row) & 255]!;

  const at = (x: number, y: number, period = TABLE): number => {
    // Whole numbers of 32 bits all the way: the remainder of others takes several times as long.
    const column = Math.floor(x) | 0;
    const row = Math.floor(y) | 0;
    const right = fade(x - column);
    const down = fade(y - row);
    const rest = column % (period | 0);
    const near = rest < 0 ? rest + period : rest;
    const far = near + 1 === period ? 0 : near + 1;
    const a = knot(near, row);
    const b = knot(far, row);
    const c = knot(near, row + 1);
    const d = knot(far, row + 1);
    return a + (b - a) * right + (c + (d - c) * right - a - (b - a) * right) * down;
  };

  const fractal = (x: number, y: number, octaves: number, period = TABLE): number => {
    let sum = 0;
    let weight = 0.53;
    let scale = 1;
    for (let octave = 0; octave < octaves; octave++) {
      // The shift keeps the octaves' lattices from lining up in y; along x it would break the repeat.
      sum += weight * at(x * scale, y * scale + octave * 17.3, period * scale);
      scale *= 2;
      weight *= 0.5;
    }
    return sum;
  };

  return { at, knot, fractal };
}

/** Quintic ease: 0..1 to 0..1 with flat first and second derivatives at both ends. */
function fade(share: number): number {
  return share * share * share * (share * (share * 6 - 15) + 10);
}

/** 0 below `from`, 1 above `to`, eased between. `from` may be the larger one: then it falls. */
export function smoothstep(from: number, to: number, value: number): number {
  const share = Math.min(1, Math.max(0, (value - from) / (to - from)));
  return share * share * (3 - 2 * share);
}
