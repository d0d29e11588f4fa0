import type { ReactiveControllerHost } from 'lit';
import type { Notice, StudioView } from '../studio/studio-view.ts';
import { WORDS } from './words.ts';

/** Not one of the studio's numbers. */
const ID = -1;

/** The offer of a new version: a notice beside the studio's own, until it is dismissed. */
export class UpdateOffer {
  readonly #host: ReactiveControllerHost;
  readonly #notice: Notice;
  #isDismissed = false;

  /** `apply`: somebody wants the new version now. */
  constructor(host: ReactiveControllerHost, apply: () => void) {
    this.#host = host;
    this.#notice = {
      id: ID,
      tone: 'info',
      text: WORDS.updateReady,
      details: '',
      action: { label: WORDS.updateNow, run: apply },
      lastsMs: 0,
    };
  }

  /** The studio's notices, and the offer where there is one to make. */
  besides({ updateReady, notices }: StudioView): readonly Notice[] {
    return updateReady && !this.#isDismissed ? [...notices, this.#notice] : notices;
  }

  /** True if it was the offer that `id` stands for. */
  dismiss(id: number): boolean {
    if (id !== ID) return false;
    this.#isDismissed = true;
    this.#host.requestUpdate();
    return true;
  }

  /** Makes the offer again, from the next rendering on. */
  renew(): void {
    this.#isDismissed = false;
  }
}
