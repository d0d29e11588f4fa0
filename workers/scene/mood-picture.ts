import { createSurface } from './composition.ts';
import { MOODS, moodIndexAt, moodMixAt, type Mood } from './light.ts';

/** Light moves slowly: four steps a second are a grey level or two each. */
const STEPS_PER_SECOND = 4;

/** Half a grey level: a light with less than that need not be painted yet. */
const UNSEEN = 0.5 / 255;

/** A canvas to be painted in the light of one mood. */
export interface MoodSurface {
  readonly mood: Mood;
  readonly context: OffscreenCanvasRenderingContext2D;
}

/**
 * One picture painted once in each light of the day. `at` gives it in the light of a moment.
 *
 * The mixture is made anew only when the light has moved a step, so that a frame costs single draws. Pictures
 * with different `phase` (0..1) take their steps in different frames, which spreads the work.
 */
export abstract class MoodPicture {
  readonly #mixed: OffscreenCanvasRenderingContext2D;
  readonly #phase: number;
  #step = Number.NaN;

  constructor(width: number, height: number, phase: number) {
    this.#phase = phase;
    this.#mixed = createSurface(width, height);
  }

  /** The picture in the light of a time. Valid until the next call; the picture keeps the canvas. */
  at(timeSeconds: number): OffscreenCanvas {
    const step = Math.floor(timeSeconds * STEPS_PER_SECOND + this.#phase);
    if (step !== this.#step) {
      this.#step = step;
      this.#mixAt((step - this.#phase) / STEPS_PER_SECOND);
    }
    return this.#mixed.canvas;
  }

  /** The picture in the light of `MOODS[index]`. */
  protected abstract inMood(index: number): OffscreenCanvas;

  #mixAt(timeSeconds: number): void {
    const index = moodIndexAt(timeSeconds);
    const exact = moodMixAt(timeSeconds);
    const share = exact < UNSEEN ? 0 : exact > 1 - UNSEEN ? 1 : exact;
    const context = this.#mixed;
    // 'copy' and 'lighter' with complementary weights are an exact blend, soft edges included.
    context.globalCompositeOperation = 'copy';
    if (share < 1) {
      context.globalAlpha = 1 - share;
      context.drawImage(this.inMood(index), 0, 0);
      context.globalCompositeOperation = 'lighter';
    }
    if (share > 0) {
      context.globalAlpha = share;
      context.drawImage(this.inMood((index + 1) % MOODS.length), 0, 0);
    }
  }
}

/** Computed pixel by pixel, in all lights at once, because they share most of the work. */
export class ComputedPicture extends MoodPicture {
  readonly #moods: readonly OffscreenCanvas[];

  /** `paint` is called once with a blank surface for each mood, all `width` × `height`. */
  constructor(
    width: number,
    height: number,
    phase: number,
    paint: (surfaces: readonly MoodSurface[]) => void,
  ) {
    super(width, height, phase);
    const surfaces = MOODS.map((mood) => ({ mood, context: createSurface(width, height) }));
    paint(surfaces);
    this.#moods = surfaces.map((surface) => surface.context.canvas);
  }

  protected inMood(index: number): OffscreenCanvas {
    return this.#moods[index]!;
  }
}

/** Brushed stroke by stroke, thousands of them, in one light at a time: the day begins with one and needs the next a second later. */
export class BrushedPicture extends MoodPicture {
  readonly #width: number;
  readonly #height: number;
  readonly #paint: (surface: MoodSurface) => void;
  readonly #moods: (OffscreenCanvas | undefined)[] = [];

  /** `paint` is called with a blank surface of `width` × `height` when the light of its mood is first needed. */
  constructor(width: number, height: number, phase: number, paint: (surface: MoodSurface) => void) {
    super(width, height, phase);
    this.#width = width;
    this.#height = height;
    this.#paint = paint;
  }

  /** Paints the light of `MOODS[index]` before it is needed; false if it is there already. */
  paintAhead(index: number): boolean {
    if (this.#moods[index]) return false;
    const context = createSurface(this.#width, this.#height);
    this.#paint({ mood: MOODS[index]!, context });
    // A canvas keeps its strokes as a list until somebody looks at it, which would be in the middle of a frame.
    context.getImageData(0, 0, 1, 1);
    this.#moods[index] = context.canvas;
    return true;
  }

  protected inMood(index: number): OffscreenCanvas {
    this.paintAhead(index);
    return this.#moods[index]!;
  }
}
