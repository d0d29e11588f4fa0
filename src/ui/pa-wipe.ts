import { LitElement, css, html, type PropertyValues, type TemplateResult } from 'lit';
import { customElement, property, query } from 'lit/decorators.js';
import type { Size } from '../shared/frame-size.ts';
import { FURTHEST_WIPE, NEAREST_WIPE } from '../studio/studio-view.ts';
import { baseStyles } from './base-styles.ts';
import { placeOfPicture } from './picture-place.ts';
import { tell } from './ui-events.ts';
import { WORDS, percent } from './words.ts';

const STEP = 0.02;
const LARGE_STEP = 0.1;

/** What keys do to the divider; the picture is never turned for right-to-left writing, so left is left. */
const KEYS: Record<string, (at: number) => number> = {
  ArrowLeft: (at) => at - STEP,
  ArrowDown: (at) => at - STEP,
  ArrowRight: (at) => at + STEP,
  ArrowUp: (at) => at + STEP,
  PageDown: (at) => at - LARGE_STEP,
  PageUp: (at) => at + LARGE_STEP,
  Home: () => NEAREST_WIPE,
  End: () => FURTHEST_WIPE,
};

/** The handle of the line between camera and painting, over the picture; the line itself is in the picture. */
@customElement('pa-wipe')
export class PaWipe extends LitElement {
  static override styles = [
    baseStyles,
    css`
      :host {
        position: absolute;
        inset: 0;
        overflow: hidden;
        pointer-events: none;
      }
      div {
        position: absolute;
        display: grid;
        width: var(--target);
        place-items: center;
        cursor: ew-resize;
        pointer-events: auto;
        touch-action: none;
        translate: -50% 0;
      }
      span {
        display: grid;
        width: var(--target);
        height: var(--target);
        place-items: center;
        border: 2px solid oklch(0.98 0.005 80);
        border-radius: 50%;
        background: var(--scrim);
        color: oklch(0.98 0.005 80);
        forced-color-adjust: none;
      }
      svg {
        width: 1.5rem;
        height: 1.5rem;
        fill: none;
        stroke: currentColor;
        stroke-linecap: round;
        stroke-linejoin: round;
        stroke-width: 2;
      }
      div:focus-visible {
        outline: none;
      }
      div:focus-visible span {
        outline: 2px solid var(--accent-mark);
        outline-offset: 2px;
      }
    `,
  ];

  /** Where the line is, 0..1 of the picture's width. */
  @property({ type: Number }) at = 0.5;
  /** Shape of the picture. */
  @property({ attribute: false }) picture: Size = { width: 16, height: 9 };
  /** The picture covers the stage. */
  @property({ type: Boolean }) fill = false;

  @query('div') private handle!: HTMLElement;

  readonly #resize = new ResizeObserver(() => this.#place());

  override connectedCallback(): void {
    super.connectedCallback();
    this.#resize.observe(this);
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this.#resize.disconnect();
  }

  override render(): TemplateResult {
    return html`<div
      role="slider"
      tabindex="0"
      aria-label=${WORDS.wipe}
      aria-orientation="horizontal"
      aria-valuemin=${NEAREST_WIPE * 100}
      aria-valuemax=${FURTHEST_WIPE * 100}
      aria-valuenow=${Math.round(this.at * 100)}
      aria-valuetext=${`${percent(this.at)} camera`}
      @pointerdown=${this.#grab}
      @pointermove=${this.#drag}
      @keydown=${this.#press}
    >
      <span
        ><svg viewBox="0 0 24 24" aria-hidden="true"><path d="m9 7-5 5 5 5M15 7l5 5-5 5" /></svg
      ></span>
    </div>`;
  }

  protected override updated(_changed: PropertyValues<this>): void {
    this.#place();
  }

  // The policy forbids style attributes; CSSOM is allowed.
  #place(): void {
    if (!this.hasUpdated) return;
    const { left, top, width, height } = this.#placed();
    const { style } = this.handle;
    // A picture that is wider than the stage may have its line outside; the handle stays where it can be taken.
    const x = Math.min(this.clientWidth - 12, Math.max(12, left + this.at * width));
    style.left = `${x}px`;
    style.top = `${top}px`;
    style.height = `${height}px`;
  }

  #placed(): ReturnType<typeof placeOfPicture> {
    const stage = { width: this.clientWidth, height: this.clientHeight };
    return placeOfPicture(this.picture, stage, this.fill ? 'fill' : 'fit');
  }

  #move(at: number): void {
    this.at = Math.min(FURTHEST_WIPE, Math.max(NEAREST_WIPE, at));
    tell(this, 'wipe-moved', { at: this.at });
  }

  readonly #grab = (event: PointerEvent): void => {
    if (event.button === 0) this.handle.setPointerCapture(event.pointerId);
  };

  readonly #drag = (event: PointerEvent): void => {
    if (!this.handle.hasPointerCapture(event.pointerId)) return;
    const { left, width } = this.#placed();
    if (width > 0) this.#move((event.clientX - this.getBoundingClientRect().left - left) / width);
  };

  readonly #press = (event: KeyboardEvent): void => {
    const step = KEYS[event.key];
    if (!step || event.altKey || event.ctrlKey || event.metaKey) return;
    // The room's arrows step through paintings.
    event.stopPropagation();
    event.preventDefault();
    this.#move(step(this.at));
  };
}

declare global {
  interface HTMLElementTagNameMap {
    'pa-wipe': PaWipe;
  }
}
