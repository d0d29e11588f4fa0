import type { ReactiveController, ReactiveControllerHost } from 'lit';
import type { StudioActions } from './studio-actions.ts';
import type { StudioView } from './studio-view.ts';

/** What the UI needs of a studio. */
export interface StudioPort {
  readonly view: StudioView;
  readonly actions: StudioActions;
  /** Calls `listener` after each change of `view`; returns how to stop. */
  subscribe(listener: () => void): () => void;
}

/** Makes a Lit element render again whenever the studio's view is replaced. */
export class StudioController implements ReactiveController {
  readonly #host: ReactiveControllerHost;
  #studio: StudioPort | undefined;
  #unsubscribe: (() => void) | undefined;
  #connected = false;

  constructor(host: ReactiveControllerHost) {
    this.#host = host;
    host.addController(this);
  }

  get studio(): StudioPort | undefined {
    return this.#studio;
  }

  /** Follows this studio from now on, and no other. */
  use(studio: StudioPort | undefined): void {
    this.#unsubscribe?.();
    this.#unsubscribe = undefined;
    this.#studio = studio;
    if (this.#connected) this.#follow();
    this.#host.requestUpdate();
  }

  hostConnected(): void {
    this.#connected = true;
    this.#follow();
  }

  hostDisconnected(): void {
    this.#connected = false;
    this.#unsubscribe?.();
    this.#unsubscribe = undefined;
  }

  #follow(): void {
    this.#unsubscribe ??= this.#studio?.subscribe(() => this.#host.requestUpdate());
  }
}
