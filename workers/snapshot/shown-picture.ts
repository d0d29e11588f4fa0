import { AppError, asAppError } from '../../src/shared/errors.ts';
import type { FrameLayout } from '../frames/frame-layout.ts';
import type { SourcePicture } from '../pipeline/pipeline.ts';

/** A source picture that is on show, and how it lies. Whoever is given one closes its picture. */
export interface ShownPicture {
  picture: SourcePicture;
  layout: FrameLayout;
}

interface Asker {
  resolve: (shown: ShownPicture) => void;
  reject: (error: AppError) => void;
}

/**
 * Hands out copies of the source picture that is on show: of the one that is held, or else of the next one to come.
 *
 * While nobody asks and nothing is held, nothing is copied.
 */
export class ShownPictures {
  #held: ShownPicture | null = null;
  #askers: Asker[] = [];

  /** Rejects with `internal` when the source ends before it shows another picture. */
  async ask(): Promise<ShownPicture> {
    if (this.#held) return copy(this.#held);
    return new Promise((resolve, reject) => this.#askers.push({ resolve, reject }));
  }

  /** Tells of a picture that has just been shown, which stays the caller's; resolves when it may be closed. */
  async show(shown: ShownPicture): Promise<void> {
    for (const { resolve, reject } of this.#askers.splice(0)) {
      await copy(shown).then(resolve, (error: unknown) => reject(asAppError(error)));
    }
  }

  /** Keeps a copy of the picture that stays on show. */
  async hold(shown: ShownPicture): Promise<void> {
    const held = await copy(shown);
    this.letGo();
    this.#held = held;
  }

  letGo(): void {
    this.#held?.picture.close();
    this.#held = null;
  }

  /** No picture will come any more. */
  giveUp(): void {
    for (const { reject } of this.#askers.splice(0)) {
      reject(new AppError('internal', 'The picture went away before it could be copied'));
    }
  }
}

async function copy({ picture, layout }: ShownPicture): Promise<ShownPicture> {
  // Frames share their pixels with their clones; bitmaps cannot.
  return { picture: 'clone' in picture ? picture.clone() : await createImageBitmap(picture), layout };
}
