import { type ScenePart } from './composition.ts';
import { ComputedPicture } from './mood-picture.ts';
import { createNoise, smoothstep } from './noise.ts';
import { fillPixels } from './pixels.ts';

const TILE = 1536;
const MIST_HEIGHT = 104;
const PIXELS_PER_SECOND = 5;

/** A long veil that drifts before the hills; it ends at the row `bottom` and hides at most `strength` (0..1). */
export function createMist(seed: number, bottom: number, strength: number): ScenePart {
  const noise = createNoise(seed);
  const picture = new ComputedPicture(TILE, MIST_HEIGHT, 0.5, (surfaces) => {
    let density = 0;
    fillPixels(
      surfaces,
      (x, y) => {
        const depth = y / MIST_HEIGHT;
        const wisps = 0.5 + 0.75 * noise.fractal(x / 128, y / 26, 4, TILE / 128);
        density = smoothstep(0, 0.7, depth) * smoothstep(1, 0.8, depth) * smoothstep(0.05, 0.85, wisps);
        return density > 0.002;
      },
      (out, mood) => {
        for (let band = 0; band < 3; band++)
          out[band] = mood.haze[band]! * 0.75 + mood.cloudLit[band]! * 0.25;
        out[3] = density * mood.mist * strength;
      },
    );
  });
  return {
    draw(context, timeSeconds) {
      const gone = timeSeconds * PIXELS_PER_SECOND;
      const left = gone - Math.floor(gone / TILE) * TILE - TILE;
      const image = picture.at(timeSeconds);
      context.drawImage(image, left + TILE, bottom - MIST_HEIGHT);
      if (left + TILE > 0) context.drawImage(image, left, bottom - MIST_HEIGHT);
    },
  };
}
