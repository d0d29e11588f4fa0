import { LitElement, css, html, type PropertyValues, type TemplateResult } from 'lit';
import { customElement, property, query } from 'lit/decorators.js';
import type { StageHost } from '../studio/studio-actions.ts';
import { baseStyles } from './base-styles.ts';
import { PressGesture } from './press-gesture.ts';
import { tell } from './ui-events.ts';
import { WORDS } from './words.ts';

/** Long side of the copy that outlives a GPU reset, pixels. */
const KEPT_SIDE = 640;

/**
 * Where the picture is: canvases stacked newest on top, and below them a copy of the last picture in main memory.
 *
 * Tap or click toggles fill and fit, a press held shows the camera, a swipe goes to the next painting.
 */
@customElement('pa-stage')
export class PaStage extends LitElement implements StageHost {
  static override styles = [
    baseStyles,
    css`
      :host {
        display: block;
        position: relative;
        overflow: hidden;
        background:
          radial-gradient(
            ellipse at 50% 42%,
            color-mix(in oklch, var(--wall), var(--accent) 9%),
            transparent 72%
          ),
          var(--wall);
        touch-action: pan-y pinch-zoom;
        -webkit-touch-callout: none;
        user-select: none;
        -webkit-user-select: none;
      }
      .pictures,
      canvas {
        position: absolute;
        inset: 0;
        width: 100%;
        height: 100%;
      }
      canvas {
        object-fit: contain;
        /* Pictures hang a little above the middle; the controls have the room below. */
        object-position: 50% 40%;
      }
      .waiting {
        visibility: hidden;
      }
      .kept {
        z-index: -1;
      }
      .pictures {
        isolation: isolate;
      }
      :host([fit='fill']) canvas {
        object-fit: cover;
        object-position: 50% 50%;
      }
    `,
  ];

  /** Fill: the picture covers the stage. Fit: the whole picture shows. */
  @property({ reflect: true }) fit: 'fill' | 'fit' = 'fit';
  /** Presses mean something else just now (they close a sheet, or bring the controls back). */
  @property({ type: Boolean }) quiet = false;
  /** Changes whenever the kept copy no longer lies like the picture (shape, mirror, source). */
  @property() layoutKey = '';

  @query('.pictures') private pictures!: HTMLElement;

  /** Copy of the last picture; behind the live ones, so that whoever looks for the picture's canvas finds those first. */
  #kept: HTMLCanvasElement | undefined;
  #painted = false;
  #ignored = false;
  readonly #gesture = new PressGesture({
    tapped: () => !this.#ignored && tell(this, 'fit-switched', null),
    swiped: (by) => !this.#ignored && tell(this, 'painting-stepped', { by }),
    held: (on) => tell(this, 'compare-switched', { on }),
  });

  override connectedCallback(): void {
    super.connectedCallback();
    this.addEventListener('pointerdown', this.#down);
    this.addEventListener('pointermove', this.#move);
    this.addEventListener('pointerup', this.#up);
    this.addEventListener('pointercancel', this.#cancel);
    this.addEventListener('contextmenu', this.#noMenu);
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this.removeEventListener('pointerdown', this.#down);
    this.removeEventListener('pointermove', this.#move);
    this.removeEventListener('pointerup', this.#up);
    this.removeEventListener('pointercancel', this.#cancel);
    this.removeEventListener('contextmenu', this.#noMenu);
    this.#gesture.cancel();
  }

  override render(): TemplateResult {
    return html`<div class="pictures" role="img" aria-label=${WORDS.stage}></div>`;
  }

  protected override updated(changed: PropertyValues<this>): void {
    if (changed.has('layoutKey')) this.#dropKept();
  }

  /** True while there is nothing to see but the wall. */
  get empty(): boolean {
    return !this.hasUpdated || this.#canvases().length === 0;
  }

  /** Something painted is to be seen, not only a source that is about to be painted. */
  get painted(): boolean {
    return this.#painted;
  }

  addCanvas(): HTMLCanvasElement {
    const canvas = document.createElement('canvas');
    canvas.className = 'live';
    // What is painted stays until this one paints, too: the bare source would be a step back.
    canvas.classList.toggle('waiting', this.#painted);
    this.pictures.append(canvas);
    if (this.#kept) this.pictures.append(this.#kept);
    return canvas;
  }

  settleCanvas(): void {
    this.#painted = true;
    for (const canvas of this.#canvases().slice(0, -1)) canvas.remove();
    this.#canvases()[0]?.classList.remove('waiting');
    this.#dropKept();
  }

  clearCanvases(): void {
    this.#painted = false;
    for (const canvas of this.#canvases()) canvas.remove();
    this.#dropKept();
  }

  shownCanvas(): HTMLCanvasElement | null {
    // A newer one waits until it has painted.
    return this.#canvases()[0] ?? null;
  }

  keepPicture(): void {
    const picture = this.#canvases().at(-1);
    if (!picture || picture.width === 0 || picture.height === 0) return;
    const scale = Math.min(1, KEPT_SIDE / Math.max(picture.width, picture.height));
    const width = Math.round(picture.width * scale);
    const height = Math.round(picture.height * scale);
    const kept = (this.#kept ??= this.#addKept());
    if (kept.width !== width) kept.width = width;
    if (kept.height !== height) kept.height = height;
    // Read often means: not on the GPU, so a reset cannot take it.
    const context = kept.getContext('2d', { alpha: false, willReadFrequently: true });
    context?.drawImage(picture, 0, 0, width, height);
  }

  #addKept(): HTMLCanvasElement {
    const kept = document.createElement('canvas');
    kept.className = 'kept';
    this.pictures.append(kept);
    return kept;
  }

  #dropKept(): void {
    this.#kept?.remove();
    this.#kept = undefined;
  }

  #canvases(): HTMLCanvasElement[] {
    return [...this.pictures.querySelectorAll<HTMLCanvasElement>('.live')];
  }

  readonly #down = (event: PointerEvent): void => {
    this.#ignored = this.quiet;
    if (event.button === 0) this.setPointerCapture(event.pointerId);
    this.#gesture.down(event);
  };
  readonly #move = (event: PointerEvent): void => this.#gesture.move(event);
  readonly #up = (event: PointerEvent): void => this.#gesture.up(event);
  readonly #cancel = (): void => this.#gesture.cancel();
  readonly #noMenu = (event: Event): void => event.preventDefault();
}
