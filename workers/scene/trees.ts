import { createRandom } from '../random.ts';
import { type ScenePart } from './composition.ts';
import { paintBranch, paintCrown } from './foliage.ts';
import type { Rgb } from './light.ts';
import { BrushedPicture } from './mood-picture.ts';

const CLUMP_WIDTH = 220;
const CLUMP_HEIGHT = 170;
const KINDS = 3;
const BARK: Rgb = [112, 92, 78];
const PALE_BARK: Rgb = [214, 206, 192];
const OAK: Rgb = [84, 110, 50];
const BIRCH: Rgb = [138, 146, 62];

/** Where a clump of leaves hangs: its middle, its size against the prepared one, its kind. */
type Clump = readonly [x: number, y: number, scale: number, kind: number];

/** The old tree that frames the picture at the left: high boughs reach in from outside. */
const OAK_CLUMPS: readonly Clump[] = [
  [26, 262, 0.9, 0],
  [176, 214, 0.7, 1],
  [104, 168, 0.8, 2],
  [28, 140, 1, 1],
  [272, 132, 0.74, 2],
  [210, 78, 0.86, 0],
  [108, 66, 0.95, 1],
  [338, 52, 0.72, 0],
  [262, 6, 0.86, 1],
  [20, 26, 0.95, 2],
  [140, -8, 0.9, 0],
];

/** Two birches at the right: many small clumps, hanging. */
const BIRCH_CLUMPS: readonly Clump[] = [
  [1122, 350, 0.36, 0],
  [1172, 366, 0.34, 2],
  [1250, 356, 0.42, 2],
  [1110, 306, 0.38, 1],
  [1158, 310, 0.44, 2],
  [1214, 318, 0.4, 0],
  [1264, 300, 0.44, 1],
  [1130, 258, 0.42, 0],
  [1180, 256, 0.42, 1],
  [1238, 250, 0.46, 2],
  [1146, 204, 0.4, 2],
  [1200, 206, 0.42, 0],
  [1254, 198, 0.38, 1],
  [1158, 156, 0.34, 1],
  [1222, 154, 0.38, 2],
  [1150, 122, 0.24, 0],
  [1232, 112, 0.28, 0],
];

/** Trees near us: trunks that stand, leaves that sway in the wind. */
export function createTrees(seed: number): ScenePart {
  const trunks = new BrushedPicture(440, 680, 0.45, (surface) => {
    const random = createRandom(seed + 3);
    paintBranch(surface, random, [66, 680], [84, 60], 62, 14, BARK);
    paintBranch(surface, random, [82, 300], [250, 110], 26, -14, BARK);
    paintBranch(surface, random, [84, 210], [330, 40], 22, -10, BARK);
    paintBranch(surface, random, [80, 330], [-30, 200], 24, 8, BARK);
  });
  const birches = new BrushedPicture(200, 520, 0.65, (surface) => {
    const random = createRandom(seed + 3);
    paintBranch(surface, random, [92, 520], [70, 20], 15, -10, PALE_BARK);
    paintBranch(surface, random, [140, 520], [150, 30], 13, 8, PALE_BARK);
    paintBranch(surface, random, [82, 300], [40, 200], 6, 0, PALE_BARK);
    paintBranch(surface, random, [144, 300], [178, 210], 6, 0, PALE_BARK);
  });
  const oak = createClumps(seed, OAK, 5.2, 0.05);
  const birch = createClumps(seed + 50, BIRCH, 6.2, 0.75);
  return {
    brushed: [trunks, birches, ...oak, ...birch],
    draw(context, timeSeconds) {
      context.drawImage(trunks.at(timeSeconds), 0, 0);
      drawClumps(context, oak, OAK_CLUMPS, timeSeconds, 1);
      context.drawImage(birches.at(timeSeconds), 1080, 120);
      drawClumps(context, birch, BIRCH_CLUMPS, timeSeconds, 1.6);
    },
  };
}

function createClumps(seed: number, albedo: Rgb, leaf: number, phase: number): BrushedPicture[] {
  return Array.from(
    { length: KINDS },
    (_, kind) =>
      new BrushedPicture(CLUMP_WIDTH, CLUMP_HEIGHT, (phase + kind * 0.3) % 1, (surface) => {
        const random = createRandom(seed + kind * 7);
        for (let ball = 0; ball < 5; ball++)
          paintCrown(surface, random, {
            x: CLUMP_WIDTH * (0.26 + 0.48 * random()),
            y: CLUMP_HEIGHT * (0.3 + 0.4 * random()),
            radiusX: CLUMP_WIDTH * (0.17 + 0.08 * random()),
            radiusY: CLUMP_HEIGHT * (0.2 + 0.08 * random()),
            leaf,
            leaves: 400,
            albedo,
          });
      }),
  );
}

function drawClumps(
  context: OffscreenCanvasRenderingContext2D,
  kinds: readonly BrushedPicture[],
  clumps: readonly Clump[],
  timeSeconds: number,
  liveliness: number,
): void {
  for (const [x, y, scale, kind] of clumps) {
    // A gust comes in from the left; every clump answers in its own time.
    const gust = Math.sin(timeSeconds * 0.8 - x * 0.008) + 0.5 * Math.sin(timeSeconds * 1.7 + y);
    const shear = 0.028 * liveliness * gust;
    const moved = 3.5 * liveliness * gust * scale;
    const image = kinds[kind]!.at(timeSeconds);
    context.setTransform(scale, shear * 0.5, -shear, scale, x + moved, y + moved * 0.3);
    context.drawImage(image, -CLUMP_WIDTH / 2, -CLUMP_HEIGHT / 2);
  }
  context.resetTransform();
}
