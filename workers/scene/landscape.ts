import { HORIZON, WIDTH, createSurface } from './composition.ts';
import { createBank } from './bank.ts';
import { createBirds } from './birds.ts';
import { createBoat } from './boat.ts';
import { createGlitter } from './glitter.ts';
import { LAND_TOP, createFarHills, createNearHills } from './hills.ts';
import { MOODS, moodIndexAt } from './light.ts';
import { createMist } from './mist.ts';
import { SHORE_TOP, createShore } from './shore.ts';
import { createSky } from './sky.ts';
import { createTrees } from './trees.ts';
import { createWater } from './water.ts';

/** A lake among hills on a sailing day that lasts two minutes and begins again. */
export interface Landscape {
  /**
   * Draws the picture of a time, WIDTH × HEIGHT, over whatever the context holds. Only the seed and the time
   * decide it: the same second is the same picture in every run.
   */
  draw(context: OffscreenCanvasRenderingContext2D, timeSeconds: number): void;
  /**
   * Paints one picture in a light that the day after `timeSeconds` will need, some tens of milliseconds of work, so that no frame has to
   * wait for it later. False when nothing is left.
   */
  paintAhead(timeSeconds: number): boolean;
}

/**
 * Paints from a seed what is computed pixel by pixel. Takes about a second, and the first picture a little longer for what
 * is brushed, in one or two lights of the day; drawing afterwards is cheap.
 */
export function createLandscape(seed: number): Landscape {
  const sky = createSky(seed);
  const farHills = createFarHills(seed + 200);
  const mist = createMist(seed + 300, HORIZON - 16, 1);
  const lowMist = createMist(seed + 350, HORIZON + 6, 0.45);
  const nearHills = createNearHills(seed + 200);
  const water = createWater(seed + 400);
  const glitter = createGlitter(seed + 500);
  const shore = createShore(seed + 600);
  const birds = createBirds(seed + 700);
  const boat = createBoat();
  const bank = createBank(seed + 800);
  const trees = createTrees(seed + 900);
  const above = createSurface(WIDTH, HORIZON);
  const brushed = [shore, ...[glitter, boat, trees, bank].flatMap((part) => part.brushed ?? [])];

  return {
    draw(context, timeSeconds) {
      sky.draw(above, timeSeconds);
      above.drawImage(farHills.at(timeSeconds), 0, LAND_TOP);
      mist.draw(above, timeSeconds);
      above.drawImage(nearHills.at(timeSeconds), 0, LAND_TOP);
      above.drawImage(shore.at(timeSeconds), 0, SHORE_TOP);
      lowMist.draw(above, timeSeconds);
      birds.draw(above, timeSeconds);
      context.drawImage(above.canvas, 0, 0);
      water.draw(context, timeSeconds, above.canvas);
      glitter.draw(context, timeSeconds);
      boat.draw(context, timeSeconds);
      trees.draw(context, timeSeconds);
      bank.draw(context, timeSeconds);
    },
    paintAhead(timeSeconds) {
      const now = moodIndexAt(timeSeconds);
      for (let later = 0; later < MOODS.length; later++) {
        const mood = (now + later) % MOODS.length;
        if (brushed.some((picture) => picture.paintAhead(mood))) return true;
      }
      return false;
    },
  };
}
