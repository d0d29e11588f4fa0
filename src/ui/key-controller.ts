import type { ReactiveController } from 'lit';
import type { StudioView } from '../studio/studio-view.ts';
import { keyActions } from './key-actions.ts';
import { bindKeys } from './key-bindings.ts';

/** Lets the keys of the app work while its host is on the page; what they ask for is sent from the host. */
export class KeyController implements ReactiveController {
  readonly #host: EventTarget;
  readonly #view: () => StudioView | undefined;
  #unbind: (() => void) | undefined;

  /** `host` adds it as a controller itself, since nobody has to ask it anything. */
  constructor(host: EventTarget, view: () => StudioView | undefined) {
    this.#host = host;
    this.#view = view;
  }

  hostConnected(): void {
    this.#unbind = bindKeys(keyActions(this.#host, this.#view), () => this.#view()?.shortcutsOn ?? false);
  }

  hostDisconnected(): void {
    this.#unbind?.();
  }
}
