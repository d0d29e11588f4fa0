import type { ReactiveControllerHost } from 'lit';
import type { Notice, StudioView } from '../studio/studio-view.ts';
import { whyUpdateWaits } from '../studio/update-sentences.ts';
import { WORDS } from './words.ts';

/** Not one of the studio's numbers. */
const ID = -1;

/**
 * The offer of a new version: a notice beside the studio's own, until it is dismissed. Taken up while the version has to
 * wait, it is made again when that is over.
 */
export class UpdateOffer {
  readonly #host: ReactiveControllerHost;
  readonly #notice: Notice;
  #isDismissed = false;
  #isWaiting = false;
  #isPutOff = false;

  /** `apply`: somebody wants the new version now. */
  constructor(host: ReactiveControllerHost, apply: () => void) {
    this.#host = host;
    this.#notice = {
      id: ID,
      tone: 'info',
      text: WORDS.updateReady,
      details: '',
      action: {
        label: WORDS.updateNow,
        run: () => {
          this.#isPutOff = this.#isWaiting;
          apply();
        },
      },
      lastsMs: 0,
    };
  }

  /** The studio's notices, and the offer where there is one to make. */
  besides(view: StudioView): readonly Notice[] {
    const { updateReady, notices } = view;
    this.#isWaiting = whyUpdateWaits(view) !== null;
    if (this.#isPutOff && !this.#isWaiting) this.#isPutOff = this.#isDismissed = false;
    return updateReady && !this.#isDismissed ? [...notices, this.#notice] : notices;
  }

  /** True if it was the offer that `id` stands for. */
  dismiss(id: number): boolean {
    if (id !== ID) return false;
    this.#isDismissed = true;
    this.#host.requestUpdate();
    return true;
  }
}
