import type { LitElement, ReactiveController } from 'lit';

/** How long nobody may touch anything before the controls step back, ms. */
export const FADE_AFTER_MS = 4000;

/**
 * Says when the controls may step back: some time after the last touch, key, focus or pointer move.
 *
 * They stay while `mayFade` says no, and while something inside has visible focus.
 */
export class FadeController implements ReactiveController {
  readonly #host: LitElement;
  readonly #mayFade: () => boolean;
  #timer: ReturnType<typeof setTimeout> | undefined;
  #faded = false;

  constructor(host: LitElement, mayFade: () => boolean) {
    this.#host = host;
    this.#mayFade = mayFade;
    host.addController(this);
  }

  get faded(): boolean {
    return this.#faded;
  }

  hostConnected(): void {
    for (const type of ['pointerdown', 'pointermove', 'keydown', 'focusin', 'wheel']) {
      window.addEventListener(type, this.wake, { capture: true, passive: true });
    }
    this.wake();
  }

  hostDisconnected(): void {
    for (const type of ['pointerdown', 'pointermove', 'keydown', 'focusin', 'wheel']) {
      window.removeEventListener(type, this.wake, { capture: true });
    }
    clearTimeout(this.#timer);
  }

  /** Brings the controls back and counts anew. */
  readonly wake = (): void => {
    clearTimeout(this.#timer);
    this.#timer = setTimeout(this.#fade, FADE_AFTER_MS);
    if (!this.#faded) return;
    this.#faded = false;
    this.#host.requestUpdate();
  };

  readonly #fade = (): void => {
    if (!this.#mayFade() || this.#focusIsVisible()) {
      this.#timer = setTimeout(this.#fade, FADE_AFTER_MS);
      return;
    }
    this.#faded = true;
    this.#host.requestUpdate();
  };

  #focusIsVisible(): boolean {
    let focused = document.activeElement;
    while (focused?.shadowRoot?.activeElement) focused = focused.shadowRoot.activeElement;
    return focused !== null && focused !== document.body && focused.matches(':focus-visible');
  }
}
