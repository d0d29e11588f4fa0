import { createRandom } from '../random.ts';
import { WIDTH, type ScenePart } from './composition.ts';

const BIRDS = 7;
/** A flock comes by once in this many seconds. */
const ROUND_SECONDS = 60;
const PIXELS_PER_SECOND = 34;

/** A flock of water birds that crosses the sky now and then. */
export function createBirds(seed: number): ScenePart {
  const random = createRandom(seed);
  const flock = Array.from({ length: BIRDS }, () => ({
    x: random() * 190,
    y: random() * 70,
    beat: 5.5 + random() * 2,
    phase: random() * 6,
    size: 6 + random() * 5,
  }));
  return {
    draw(context, timeSeconds) {
      const round = (timeSeconds + 10) / ROUND_SECONDS;
      const x = (round - Math.floor(round)) * ROUND_SECONDS * PIXELS_PER_SECOND - 240;
      if (x > WIDTH + 20) return;
      context.strokeStyle = 'rgb(40 40 58 / 0.75)';
      context.lineWidth = 2;
      context.lineCap = 'round';
      context.beginPath();
      for (const bird of flock) {
        const wing = Math.sin(timeSeconds * bird.beat + bird.phase);
        const left = x + bird.x;
        const middle = 150 + bird.y + 12 * Math.sin(timeSeconds * 0.4 + bird.phase * 0.3);
        const tip = middle - wing * bird.size * 0.55 - 1;
        context.moveTo(left - bird.size, tip);
        context.quadraticCurveTo(left - bird.size * 0.4, middle - bird.size * 0.4, left, middle);
        context.quadraticCurveTo(left + bird.size * 0.4, middle - bird.size * 0.4, left + bird.size, tip);
      }
      context.stroke();
    },
  };
}
