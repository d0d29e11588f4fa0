import { createRandom } from '../random.ts';
import { HEIGHT, HORIZON, createSurface, type ScenePart } from './composition.ts';
import { css, glitterAt, sunXAt } from './light.ts';
import { BrushedPicture } from './mood-picture.ts';

const GLINTS = 240;
const SPARK_WIDTH = 64;
const SPARK_HEIGHT = 10;
const PATH_WIDTH = 420;

/** The sun's path on the water: a soft column of light, and glints that flash and go. */
export function createGlitter(seed: number): ScenePart {
  const random = createRandom(seed);
  const across = new Float32Array(GLINTS);
  const rows = new Float32Array(GLINTS);
  const phases = new Float32Array(GLINTS);
  const rates = new Float32Array(GLINTS);
  for (let index = 0; index < GLINTS; index++) {
    across[index] = random() + random() + random() - 1.5;
    rows[index] = 3 + (HEIGHT - HORIZON - 24) * random() ** 1.7;
    phases[index] = random() * Math.PI * 2;
    rates[index] = 1.2 + random() * 2.6;
  }

  const spark = new BrushedPicture(SPARK_WIDTH, SPARK_HEIGHT, 0.8, ({ mood, context }) => {
    context.scale(1, SPARK_HEIGHT / SPARK_WIDTH);
    const half = SPARK_WIDTH / 2;
    const light = context.createRadialGradient(half, half, 0, half, half, half);
    light.addColorStop(0, css(mood.cloudLit));
    light.addColorStop(0.45, css(mood.glow, 0.6));
    light.addColorStop(1, css(mood.glow, 0));
    context.fillStyle = light;
    context.fillRect(0, 0, SPARK_WIDTH, SPARK_WIDTH);
  });

  const path = new BrushedPicture(PATH_WIDTH, HEIGHT - HORIZON, 0.85, ({ mood, context }) => {
    const shape = createSurface(PATH_WIDTH, PATH_WIDTH);
    const half = PATH_WIDTH / 2;
    const light = shape.createRadialGradient(half, half, 0, half, half, half);
    light.addColorStop(0, css(mood.glow, 0.6));
    light.addColorStop(0.4, css(mood.glow, 0.22));
    light.addColorStop(1, css(mood.glow, 0));
    shape.fillStyle = light;
    shape.fillRect(0, 0, PATH_WIDTH, PATH_WIDTH);
    // Only the lower half of the spot, drawn out towards us.
    context.drawImage(shape.canvas, 0, half, PATH_WIDTH, half, 0, 0, PATH_WIDTH, HEIGHT - HORIZON);
  });

  return {
    brushed: [spark, path],
    draw(context, timeSeconds) {
      const strength = glitterAt(timeSeconds);
      if (strength === 0) return;
      const middle = sunXAt(timeSeconds);
      context.globalCompositeOperation = 'lighter';
      context.globalAlpha = strength * 0.75;
      context.drawImage(path.at(timeSeconds), Math.round(middle - PATH_WIDTH / 2), HORIZON);
      const image = spark.at(timeSeconds);
      for (let index = 0; index < GLINTS; index++) {
        const flash = Math.sin(phases[index]! + rates[index]! * timeSeconds);
        if (flash <= 0.1) continue;
        const depth = rows[index]!;
        const width = 7 + depth * 0.17;
        const height = 1.6 + depth * 0.019;
        const x = middle + across[index]! * (34 + depth * 0.36) + 3 * Math.sin(timeSeconds + depth);
        context.globalAlpha = strength * flash * flash;
        context.drawImage(image, x - width / 2, HORIZON + depth, width, height);
      }
      context.globalAlpha = 1;
      context.globalCompositeOperation = 'source-over';
    },
  };
}
