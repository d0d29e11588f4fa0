import { createRandom } from '../random.ts';
import { HEIGHT, WIDTH, type ScenePart } from './composition.ts';
import { css, lit, mix, type Rgb } from './light.ts';
import { BrushedPicture, type MoodSurface } from './mood-picture.ts';
import { createNoise, smoothstep } from './noise.ts';

const BANK_TOP = 560;
const TUFT_WIDTH = 120;
const TUFT_HEIGHT = 130;
const KINDS = 3;

/** Row of the near bank's edge at a column: land at both sides, water in the middle. */
function bankEdge(x: number): number {
  const left = 596 + 150 * smoothstep(120, 520, x);
  const right = 622 + 140 * smoothstep(1190, 930, x);
  return Math.min(left, right) + 6 * Math.sin(x / 37) + 3 * Math.sin(x / 13);
}

/** The ground at our feet with its grass and flowers, and tufts of reed that bow in the wind. */
export function createBank(seed: number): ScenePart {
  const ground = new BrushedPicture(WIDTH, HEIGHT - BANK_TOP, 0.15, (surface) => paintGround(surface, seed));
  const tufts = Array.from(
    { length: KINDS },
    (_, kind) =>
      new BrushedPicture(TUFT_WIDTH, TUFT_HEIGHT, 0.25 + kind * 0.2, (surface) =>
        paintTuft(surface, seed + kind),
      ),
  );
  const places = placeTufts(seed);
  return {
    brushed: [ground, ...tufts],
    draw(context, timeSeconds) {
      context.drawImage(ground.at(timeSeconds), 0, BANK_TOP);
      for (const place of places) {
        const gust = Math.sin(timeSeconds * 0.9 - place.x * 0.006) * 0.07;
        const flutter = Math.sin(timeSeconds * 2.3 + place.x) * 0.025;
        context.setTransform(1, 0, -(gust + flutter + 0.05), 1, place.x, place.y);
        const image = tufts[place.kind]!.at(timeSeconds);
        context.drawImage(image, -TUFT_WIDTH / 2, -TUFT_HEIGHT + 8);
      }
      context.resetTransform();
    },
  };
}

interface Place {
  x: number;
  y: number;
  kind: number;
}

function placeTufts(seed: number): Place[] {
  const random = createRandom(seed + 40);
  const columns = [30, 96, 168, 236, 300, 352, 398, 446, 488, 990, 1040, 1098, 1160, 1226];
  return columns.map((column, index) => {
    const x = column + random() * 24 - 12;
    return { x, y: Math.min(HEIGHT + 20, bankEdge(x) + 26 + random() * 30), kind: index % KINDS };
  });
}

function paintGround(surface: MoodSurface, seed: number): void {
  const { mood, context } = surface;
  const random = createRandom(seed);
  const noise = createNoise(seed + 1);
  context.translate(0, -BANK_TOP);
  context.fillStyle = css(lit([92, 104, 50], mood, 0.4));
  context.beginPath();
  context.moveTo(0, HEIGHT);
  for (let x = 0; x <= WIDTH; x += 6) context.lineTo(x, Math.min(HEIGHT, bankEdge(x)));
  context.lineTo(WIDTH, HEIGHT);
  context.fill();
  // Blades from the far edge to our feet, so that nearer ones lie over farther ones.
  const total = 5200;
  for (let blade = 0; blade < total; blade++) {
    const share = blade / total;
    const x = random() * WIDTH;
    const edge = bankEdge(x);
    const y = edge + 2 + share * (HEIGHT + 26 - edge);
    const length = 9 + 20 * share + random() * 12;
    const lean = (random() - 0.4) * 10;
    const patch = noise.fractal(x / 90, y / 50, 3);
    const exposure = 0.42 + 0.5 * patch + 0.3 * (random() - 0.5);
    const flower = random();
    const tip = random();
    if (y > HEIGHT + 24 || edge > HEIGHT) continue;
    const tone = mix([96, 122, 52], [190, 172, 84], Math.min(1, Math.max(0, 0.35 + patch + tip * 0.3)));
    paintBlade(surface, x, y, length, lean, lit(tone, mood, Math.max(0.08, exposure)), 1.6 + share);
    if (flower > 0.955) {
      context.fillStyle = css(lit(flowerColour(tip), mood, 0.9));
      context.beginPath();
      const size = 2.2 + share * 2.6;
      context.ellipse(x + lean, y - length, size, size * 0.75, 0.3, 0, Math.PI * 2);
      context.fill();
    }
  }
}

function flowerColour(tip: number): Rgb {
  if (tip < 0.45) return [226, 74, 52];
  return tip < 0.75 ? [246, 240, 226] : [150, 128, 206];
}

function paintTuft(surface: MoodSurface, seed: number): void {
  const random = createRandom(seed + 70);
  for (let blade = 0; blade < 46; blade++) {
    const share = blade / 46;
    const x = TUFT_WIDTH / 2 + (random() - 0.5) * 56;
    const lean = (x - TUFT_WIDTH / 2) * 0.8 + (random() - 0.5) * 22;
    const length = (52 + random() * 62) * (1 - 0.3 * share);
    const tone = mix([78, 104, 48], [196, 178, 92], random() * 0.8);
    const exposure = 0.25 + 0.6 * share + 0.2 * random();
    paintBlade(surface, x, TUFT_HEIGHT, length, lean, lit(tone, surface.mood, exposure), 3);
    if (blade % 9 === 4) {
      surface.context.fillStyle = css(lit([112, 74, 46], surface.mood, 0.5));
      surface.context.beginPath();
      const tipX = x + lean;
      surface.context.ellipse(tipX, TUFT_HEIGHT - length, 2.8, 10, lean / 160, 0, Math.PI * 2);
      surface.context.fill();
    }
  }
  fadeFoot(surface);
}

/** Lets the foot of a tuft melt into the ground. */
function fadeFoot({ context }: MoodSurface): void {
  const foot = context.createLinearGradient(0, TUFT_HEIGHT - 34, 0, TUFT_HEIGHT - 2);
  foot.addColorStop(0, 'rgb(0 0 0 / 0)');
  foot.addColorStop(1, 'rgb(0 0 0 / 1)');
  context.globalCompositeOperation = 'destination-out';
  context.fillStyle = foot;
  context.fillRect(0, TUFT_HEIGHT - 34, TUFT_WIDTH, 34);
}

/** One blade of grass, a thin triangle with a bend. */
function paintBlade(
  { context }: MoodSurface,
  x: number,
  y: number,
  length: number,
  lean: number,
  colour: Rgb,
  width: number,
): void {
  context.fillStyle = css(colour);
  context.beginPath();
  context.moveTo(x - width / 2, y);
  context.quadraticCurveTo(x + lean * 0.2, y - length * 0.6, x + lean, y - length);
  context.quadraticCurveTo(x + lean * 0.2 + width, y - length * 0.55, x + width / 2, y);
  context.fill();
}
