import type { ReactiveController, ReactiveControllerHost } from 'lit';

/** Gives the page the whole screen and takes it back; renders its host again when that changes. */
export class FullscreenController implements ReactiveController {
  readonly #host: ReactiveControllerHost;

  constructor(host: ReactiveControllerHost) {
    this.#host = host;
    host.addController(this);
  }

  get isOn(): boolean {
    return document.fullscreenElement !== null;
  }

  /** Does nothing where the browser does not allow it. */
  toggle(): void {
    if (!document.fullscreenEnabled) return;
    const done = this.isOn ? document.exitFullscreen() : document.documentElement.requestFullscreen();
    // Refused without a fresh press; nothing is lost then.
    done.catch(() => undefined);
  }

  hostConnected(): void {
    document.addEventListener('fullscreenchange', this.#changed);
  }

  hostDisconnected(): void {
    document.removeEventListener('fullscreenchange', this.#changed);
  }

  readonly #changed = (): void => this.#host.requestUpdate();
}
