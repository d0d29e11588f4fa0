import type { ReactiveController, ReactiveControllerHost } from 'lit';
import type { LayoutController } from './layout-controller.ts';
import type { SheetName } from './ui-events.ts';

/** What is open beside the stage: one sheet at most, and the paintings, which are a panel where the room is wide. */
export class SheetController implements ReactiveController {
  readonly #host: ReactiveControllerHost;
  readonly #layout: LayoutController;
  readonly #isRunning: () => boolean;
  #sheet: SheetName | null = null;
  /** Null: the panel shows while there is something to paint. */
  #panel: boolean | null = null;

  /** `isRunning`: there is something to paint. */
  constructor(host: ReactiveControllerHost, layout: LayoutController, isRunning: () => boolean) {
    this.#host = host;
    this.#layout = layout;
    this.#isRunning = isRunning;
    host.addController(this);
  }

  /** The open sheet, or null. */
  get current(): SheetName | null {
    return this.#sheet;
  }

  /** The paintings stand beside the stage. */
  get panelOpen(): boolean {
    return this.#layout.layout === 'wide' && (this.#panel ?? this.#isRunning());
  }

  toggle(sheet: SheetName): void {
    if (sheet === 'gallery' && this.#layout.layout === 'wide') this.#panel = !this.panelOpen;
    else this.#sheet = this.#sheet === sheet ? null : sheet;
    this.#host.requestUpdate();
  }

  /** Closes that sheet if it is the open one; without a name, whichever is open. */
  close(sheet = this.#sheet): void {
    if (sheet !== this.#sheet) return;
    this.#sheet = null;
    this.#host.requestUpdate();
  }

  /** The panel shows by itself again when there is something to paint, whatever was chosen. With the next rendering. */
  forgetPanel(): void {
    this.#panel = null;
  }

  hostUpdate(): void {
    // A window made wide has a panel instead.
    if (this.#sheet === 'gallery' && this.#layout.layout === 'wide') this.#sheet = null;
  }
}
