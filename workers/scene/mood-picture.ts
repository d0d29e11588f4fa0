import { createSurface } from './composition.ts';
import { MOODS, moodIndexAt, moodMixAt, type Mood } from './light.ts';

/** Light moves slowly: four steps a second are a grey level or two each. */
const STEPS_PER_SECOND = 4;

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
export class MoodPicture {
  readonly width: number;
  readonly height: number;
  readonly #moods: readonly OffscreenCanvas[];
  readonly #mixed: OffscreenCanvasRenderingContext2D;
  readonly #phase: number;
  #step = Number.NaN;

  /** `paint` is called once with a blank surface for each mood, all `width` × `height`. */
  constructor(
    width: number,
    height: number,
    phase: number,
    paint: (surfaces: readonly MoodSurface[]) => void,
  ) {
    this.width = width;
    this.height = height;
    this.#phase = phase;
    const surfaces = MOODS.map((mood) => ({ mood, context: createSurface(width, height) }));
    paint(surfaces);
    this.#moods = surfaces.map((surface) => surface.context.canvas);
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

  #mixAt(timeSeconds: number): void {
    const index = moodIndexAt(timeSeconds);
    const share = moodMixAt(timeSeconds);
    const context = this.#mixed;
    // 'copy' and 'lighter' with complementary weights are an exact blend, soft edges included.
    context.globalCompositeOperation = 'copy';
    context.globalAlpha = 1 - share;
    context.drawImage(this.#moods[index]!, 0, 0);
    context.globalCompositeOperation = 'lighter';
    context.globalAlpha = share;
    context.drawImage(this.#moods[(index + 1) % this.#moods.length]!, 0, 0);
  }
}
