import { HEIGHT, HORIZON, createSurface, type ScenePart } from './composition.ts';
import { css, lit, mix, type Rgb } from './light.ts';
import { BrushedPicture, type MoodSurface } from './mood-picture.ts';
import { waveShift } from './water.ts';

const BOX_WIDTH = 190;
const BOX_HEIGHT = 236;
/** Row of the boat's box where the water touches the hull. */
const WATERLINE = 222;
/** Size in the picture against the painted one, which is larger than it need be for its fine lines. */
const SCALE = 0.86;
/** Row of the picture where the boat floats. */
const ROW = 540;

const SAIL: Rgb = [250, 240, 220];
const HULL: Rgb = [150, 52, 42];
const WOOD: Rgb = [150, 104, 62];

/** A small sailing boat that drifts about the middle of the lake, with its reflection. There is only one: no seed. */
export function createBoat(): ScenePart {
  const picture = new BrushedPicture(BOX_WIDTH, BOX_HEIGHT, 0.35, paintBoat);
  const shadow = createShadow();
  return {
    brushed: [picture],
    draw(context, timeSeconds) {
      const x = 690 + 44 * Math.sin((timeSeconds / 60) * Math.PI - 0.6);
      const bob = 1.6 * Math.sin(timeSeconds * 1.15) + 0.8 * Math.sin(timeSeconds * 1.9);
      const heel = 0.02 * Math.sin(timeSeconds * 0.83) + 0.012 * Math.sin(timeSeconds * 1.45);
      const image = picture.at(timeSeconds);
      drawReflection(context, image, x, bob, heel, timeSeconds);
      context.drawImage(shadow, Math.round(x) - 84, ROW - 9, 168, 20);
      context.save();
      context.translate(x, ROW + bob);
      context.rotate(heel);
      context.scale(SCALE, SCALE);
      context.drawImage(image, -BOX_WIDTH / 2, -WATERLINE);
      context.restore();
    },
  };
}

/** Upside down, strip by strip, pushed about by the same waves as the rest of the mirror. */
function drawReflection(
  context: OffscreenCanvasRenderingContext2D,
  image: OffscreenCanvas,
  x: number,
  bob: number,
  heel: number,
  timeSeconds: number,
): void {
  context.save();
  context.scale(1, -1);
  const rows = 2;
  const width = BOX_WIDTH * SCALE;
  const top = Math.round(ROW + bob * 0.6);
  for (let strip = 0; strip < HEIGHT - ROW; strip += rows) {
    const from = WATERLINE - (strip + rows) / SCALE;
    // A reflection leans to the same side as the thing, and is broken the more the farther from it.
    const shift = waveShift(ROW - HORIZON + strip, timeSeconds) * (0.3 + strip / 150);
    const left = Math.round(x - width / 2 + shift + heel * strip);
    context.globalAlpha = 0.74 - strip * 0.0029;
    context.drawImage(image, 0, from, BOX_WIDTH, rows / SCALE, left, -(top + strip + rows), width, rows);
  }
  context.restore();
}

/** The dark water close under the hull. */
function createShadow(): OffscreenCanvas {
  const context = createSurface(184, 22);
  context.scale(1, 22 / 184);
  const dark = context.createRadialGradient(92, 92, 0, 92, 92, 92);
  dark.addColorStop(0, 'rgb(14 20 34 / 0.55)');
  dark.addColorStop(0.6, 'rgb(14 20 34 / 0.25)');
  dark.addColorStop(1, 'rgb(14 20 34 / 0)');
  context.fillStyle = dark;
  context.fillRect(0, 0, 184, 184);
  return context.canvas;
}

function paintBoat(surface: MoodSurface): void {
  const { mood, context } = surface;
  const line = (width: number, from: readonly [number, number], to: readonly [number, number]) => {
    context.strokeStyle = css(lit(WOOD, mood, 0.4));
    context.lineWidth = width;
    context.beginPath();
    context.moveTo(from[0], from[1]);
    context.lineTo(to[0], to[1]);
    context.stroke();
  };
  paintSail(surface, [99, 12], [103, 182], [172, 176], 15);
  paintSail(surface, [91, 34], [89, 180], [28, 186], -9);
  line(4, [96, 6], [96, 200]);
  line(3, [96, 183], [176, 178]);
  line(1.2, [96, 10], [20, 192]);
  paintSailor(surface, 128, 196);
  // The hull: dark side, lit strake, rail.
  context.fillStyle = css(lit(HULL, mood, 0.3));
  context.beginPath();
  context.moveTo(12, 192);
  context.bezierCurveTo(40, 205, 130, 207, 182, 195);
  context.bezierCurveTo(176, 216, 160, 228, 138, 230);
  context.lineTo(50, 230);
  context.bezierCurveTo(32, 226, 20, 210, 12, 192);
  context.fill();
  context.fillStyle = css(lit(mix(HULL, [236, 190, 150], 0.35), mood, 0.85));
  context.beginPath();
  context.moveTo(12, 192);
  context.bezierCurveTo(40, 205, 130, 207, 182, 195);
  context.bezierCurveTo(181, 199, 180, 201, 178, 204);
  context.bezierCurveTo(128, 214, 44, 212, 16, 199);
  context.fill();
  context.strokeStyle = css(lit([244, 230, 204], mood, 0.9));
  context.lineWidth = 2.2;
  context.beginPath();
  context.moveTo(11, 192);
  context.bezierCurveTo(40, 205, 130, 207, 183, 195);
  context.stroke();
}

/** A sail between mast head, tack and clew; `belly` pixels of wind in its leech. */
function paintSail(
  { mood, context }: MoodSurface,
  head: readonly [number, number],
  tack: readonly [number, number],
  clew: readonly [number, number],
  belly: number,
): void {
  const cloth = context.createLinearGradient(tack[0], 0, clew[0] + belly, 0);
  const towards = belly > 0 ? mood.side : -mood.side;
  cloth.addColorStop(0, css(lit(SAIL, mood, 0.52 - 0.18 * towards)));
  cloth.addColorStop(0.45, css(lit(SAIL, mood, 0.82)));
  cloth.addColorStop(1, css(lit(SAIL, mood, 0.9 + 0.25 * towards)));
  context.fillStyle = cloth;
  context.beginPath();
  context.moveTo(head[0], head[1]);
  context.quadraticCurveTo(
    (head[0] + clew[0]) / 2 + belly * 1.8,
    (head[1] + clew[1]) / 2 - 14,
    clew[0],
    clew[1],
  );
  context.quadraticCurveTo((tack[0] + clew[0]) / 2, clew[1] + 7, tack[0], tack[1]);
  context.closePath();
  context.fill();
  // Seams of the cloth.
  context.save();
  context.clip();
  context.strokeStyle = css(lit([150, 128, 104], mood, 0.5), 0.35);
  context.lineWidth = 1.4;
  for (let seam = 1; seam < 6; seam++) {
    const y = head[1] + ((tack[1] - head[1]) * seam) / 6;
    context.beginPath();
    context.moveTo(tack[0], y + 8);
    context.quadraticCurveTo((tack[0] + clew[0]) / 2, y + 12, clew[0] + belly * 2, y - 2);
    context.stroke();
  }
  context.restore();
}

function paintSailor({ mood, context }: MoodSurface, x: number, y: number): void {
  context.fillStyle = css(lit([62, 84, 138], mood, 0.6));
  context.beginPath();
  context.ellipse(x, y - 10, 6.5, 13, 0.18, 0, Math.PI * 2);
  context.fill();
  context.fillStyle = css(lit([226, 178, 146], mood, 0.7));
  context.beginPath();
  context.arc(x + 2, y - 26, 5, 0, Math.PI * 2);
  context.fill();
  context.fillStyle = css(lit([236, 214, 150], mood, 0.8));
  context.beginPath();
  context.ellipse(x + 2, y - 29, 8.5, 2.6, 0, 0, Math.PI * 2);
  context.ellipse(x + 2, y - 31, 4.6, 3.4, 0, 0, Math.PI * 2);
  context.fill();
}
