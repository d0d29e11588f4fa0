import { createRandom } from '../random.ts';

const TABLE = 256;

/** Smooth seeded noise over the plane. */
export interface Noise {
  /** Value noise, -1..1, one lattice cell per unit. `period` cells along x, then it repeats. */
  at(x: number, y: number, period?: number): number;
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

  const corner = (column: number, row: number, period: number): number => {
    const wrapped = ((column % period) + period) % period;
    return values[(order[wrapped & 255]! + order[row & 255]! * 7 + row) & 255]!;
  };

  const at = (x: number, y: number, period = TABLE): number => {
    const column = Math.floor(x);
    const row = Math.floor(y);
    const right = fade(x - column);
    const down = fade(y - row);
    const a = corner(column, row, period);
    const b = corner(column + 1, row, period);
    const c = corner(column, row + 1, period);
    const d = corner(column + 1, row + 1, period);
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

  return { at, fractal };
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
