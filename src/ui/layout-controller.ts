import type { ReactiveController, ReactiveControllerHost } from 'lit';

/**
 * How the room is arranged: `wide` with the gallery as a panel, `phone` with everything at the bottom, `column` with
 * everything at the right hand (a phone on its side, or a window zoomed far in).
 */
export type Layout = 'wide' | 'phone' | 'column';

const WIDE = '(min-width: 1024px) and (min-height: 481px)';
const COLUMN = '(max-height: 480px) and (min-width: 540px)';

/** Follows the window and renders its host again when the arrangement changes. */
export class LayoutController implements ReactiveController {
  readonly #host: ReactiveControllerHost;
  readonly #wide = matchMedia(WIDE);
  readonly #column = matchMedia(COLUMN);

  constructor(host: ReactiveControllerHost) {
    this.#host = host;
    host.addController(this);
  }

  get layout(): Layout {
    if (this.#wide.matches) return 'wide';
    return this.#column.matches ? 'column' : 'phone';
  }

  hostConnected(): void {
    this.#wide.addEventListener('change', this.#changed);
    this.#column.addEventListener('change', this.#changed);
  }

  hostDisconnected(): void {
    this.#wide.removeEventListener('change', this.#changed);
    this.#column.removeEventListener('change', this.#changed);
  }

  readonly #changed = (): void => this.#host.requestUpdate();
}
