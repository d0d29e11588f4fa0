import { createRandom } from '../random.ts';
import { HORIZON, WIDTH, type ScenePart } from './composition.ts';
import { createClouds } from './clouds.ts';
import { MOODS, css, mix, sunXAt, sunYAt, type Mood, type Rgb } from './light.ts';
import { ComputedPicture, type MoodSurface } from './mood-picture.ts';
import { createNoise, smoothstep } from './noise.ts';
import { fillPixels } from './pixels.ts';

const GLOW_SIZE = 640;

/** The sky with its veils and stars, the sun that crosses it and the clouds before the sun. */
export function createSky(seed: number): ScenePart {
  const noise = createNoise(seed);
  let depth = 0;
  let veil = 0;
  let row = 0;
  const gradients = new Map(MOODS.map((mood) => [mood, skyColours(mood)]));
  const air = new ComputedPicture(WIDTH, HORIZON, 0, (surfaces) => {
    fillPixels(
      surfaces,
      (x, y) => {
        depth = y / HORIZON;
        row = y;
        const bend = noise.fractal(x / 260, y / 110, 3) * 1.2;
        const streak = noise.fractal(x / 210 + y / 160, y / 22 + bend, 5);
        veil = smoothstep(-0.05, 0.75, streak) * smoothstep(0, 0.25, depth) * (1.1 - depth);
        return true;
      },
      (out, mood, x) => {
        const sky = gradients.get(mood)![row]!;
        // The side where the sun stands is warmer.
        const toSun = Math.max(0, 1 - Math.abs(x / WIDTH - 0.5 - mood.side * 0.14) * 2);
        const warm = toSun * toSun * depth * 0.35;
        for (let band = 0; band < 3; band++) {
          const clear = sky[band]! + (mood.glow[band]! - sky[band]!) * warm;
          out[band] = clear + (mood.cloudLit[band]! - clear) * veil * 0.55;
        }
        out[3] = 1;
      },
    );
    surfaces.forEach((surface) => {
      paintStars(surface, seed);
      paintMoon(surface);
    });
  });

  const glow = new ComputedPicture(GLOW_SIZE, GLOW_SIZE, 0.2, (surfaces) => {
    let halo = 0;
    let disc = 0;
    fillPixels(
      surfaces,
      (x, y) => {
        const radius = Math.hypot(x - GLOW_SIZE / 2, y - GLOW_SIZE / 2);
        const fall = Math.max(0, 1 - radius / (GLOW_SIZE / 2));
        halo = 0.62 * fall ** 3.2 + 0.35 * Math.exp((-radius * radius) / 2400);
        disc = smoothstep(19, 14, radius);
        return fall > 0;
      },
      (out, mood) => {
        for (let band = 0; band < 3; band++)
          out[band] = mood.glow[band]! + (255 - mood.glow[band]!) * disc * 0.75;
        out[3] = Math.min(1, Math.max(halo, disc * 0.97));
      },
    );
  });

  const drawGlow = (context: OffscreenCanvasRenderingContext2D, timeSeconds: number): void => {
    const left = Math.round(sunXAt(timeSeconds) - GLOW_SIZE / 2);
    const top = Math.round(sunYAt(timeSeconds) - GLOW_SIZE / 2);
    context.drawImage(glow.at(timeSeconds), left, top);
  };
  const clouds = createClouds(seed + 100);

  return {
    draw(context, timeSeconds) {
      context.drawImage(air.at(timeSeconds), 0, 0);
      drawGlow(context, timeSeconds);
      clouds.draw(context, timeSeconds);
      // The sun shines through and past the clouds before it.
      context.globalCompositeOperation = 'screen';
      context.globalAlpha = 0.75;
      drawGlow(context, timeSeconds);
      context.globalAlpha = 1;
      context.globalCompositeOperation = 'source-over';
    },
  };
}

/** The clear sky's colour row by row: four colours from the zenith down, each eased into the next. */
function skyColours(mood: Mood): Rgb[] {
  const [zenith, high, low, horizon] = mood.sky;
  return Array.from({ length: HORIZON }, (_, row) => {
    const depth = row / HORIZON;
    const upper = mix(zenith, high, smoothstep(-0.2, 0.45, depth));
    const middle = mix(upper, low, smoothstep(0.22, 0.7, depth));
    return mix(middle, horizon, smoothstep(0.5, 0.92, depth));
  });
}

/** Small stars in the upper sky, only where the mood is dark enough. */
function paintStars({ mood, context }: MoodSurface, seed: number): void {
  if (mood.lamps < 0.5) return;
  const random = createRandom(seed + 5);
  for (let star = 0; star < 130; star++) {
    const x = random() * WIDTH;
    const y = random() ** 1.6 * HORIZON * 0.55;
    const size = 0.5 + random() ** 3 * 1.3;
    context.fillStyle = css([236, 236, 255], (0.25 + random() * 0.6) * mood.lamps);
    context.beginPath();
    context.arc(x, y, size, 0, Math.PI * 2);
    context.fill();
  }
}

/** A full moon, as bright as the lamps. */
function paintMoon({ mood, context }: MoodSurface): void {
  if (mood.lamps < 0.5) return;
  const [x, y] = [600, 80];
  const halo = context.createRadialGradient(x, y, 10, x, y, 110);
  halo.addColorStop(0, 'rgb(240 236 220 / 0.42)');
  halo.addColorStop(0.3, 'rgb(220 224 236 / 0.14)');
  halo.addColorStop(1, 'rgb(220 224 236 / 0)');
  context.fillStyle = halo;
  context.fillRect(x - 110, 0, 220, y + 110);
  context.fillStyle = 'rgb(246 240 222)';
  context.beginPath();
  context.arc(x, y, 17, 0, Math.PI * 2);
  context.fill();
  context.fillStyle = 'rgb(196 194 196 / 0.5)';
  for (const [offX, offY, size] of [
    [-5, -4, 5],
    [4, 3, 4],
    [-2, 7, 3],
    [6, -6, 2.5],
  ] as const) {
    context.beginPath();
    context.arc(x + offX, y + offY, size, 0, Math.PI * 2);
    context.fill();
  }
}
