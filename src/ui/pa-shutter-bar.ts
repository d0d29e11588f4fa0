import { LitElement, css, html, nothing, type TemplateResult } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import { baseStyles } from './base-styles.ts';
import { buttonStyles } from './button-styles.ts';
import type { Layout } from './layout-controller.ts';
import { HOLD_AFTER_MS } from './press-gesture.ts';
import './pa-icon.ts';
import './pa-slider.ts';
import { tell, type SheetName } from './ui-events.ts';
import { WORDS } from './words.ts';

/**
 * The bar under the thumb: strength and compare at the start, hold in the middle, the rest at the end.
 *
 * In a column there is no room for the slider; pa-app shows it beside the caption there.
 */
@customElement('pa-shutter-bar')
export class PaShutterBar extends LitElement {
  static override styles = [
    baseStyles,
    buttonStyles,
    css`
      :host {
        display: flex;
        align-items: center;
        gap: 0.375rem;
      }
      :host([layout='wide']) pa-slider {
        width: 15rem;
        margin-inline: 0.5rem 0.875rem;
      }
      :host([layout='phone']) pa-slider {
        flex: 1;
        min-width: 0;
        margin-inline: 0.5rem;
      }
      :host([layout='column']) {
        flex-direction: column;
        justify-content: space-evenly;
        gap: 0;
      }
      .icon {
        touch-action: none;
      }
      .hold {
        width: 3.5rem;
        height: 3.5rem;
        border: 2px solid var(--ink);
        --icon-fill: currentColor;
      }
      .hold[aria-pressed='true'] {
        background: var(--solid);
        color: var(--on-solid);
      }
      .snapshot[aria-busy='true'] {
        cursor: progress;
      }
      .snapshot[aria-busy='true'] pa-icon {
        animation: develop 1.2s ease-in-out infinite alternate;
      }
      @keyframes develop {
        to {
          opacity: 0.25;
        }
      }
      @media (prefers-reduced-motion: reduce) {
        .snapshot[aria-busy='true'] pa-icon {
          animation: none;
          opacity: 0.5;
        }
      }
      :host([layout='wide']) .hold {
        margin-inline: 0.25rem;
      }
      :host([layout='phone']) .hold {
        width: 3rem;
        height: 3rem;
      }
    `,
  ];

  @property({ reflect: true }) layout: Layout = 'wide';
  /** Strength, 0..1. */
  @property({ type: Number }) alpha = 1;
  @property({ type: Boolean }) held = false;
  @property({ type: Boolean }) comparing = false;
  @property({ type: Boolean }) snapping = false;
  /** The sheet that is open, to mark its button. */
  @property() sheet: SheetName | null = null;

  #pressedAt = 0;
  #wasComparing = false;

  override render(): TemplateResult {
    const strength = html`<pa-slider
      label=${WORDS.strength}
      layout=${this.layout === 'phone' ? 'stack' : 'bare'}
      .value=${this.alpha}
      @slid=${(event: CustomEvent<number>) => tell(this, 'look-changed', { alpha: event.detail })}
    ></pa-slider>`;
    switch (this.layout) {
      case 'wide':
        return html`${this.#compare()}${strength}${this.#hold()}${this.#snapshot()}${this.#look()}`;
      case 'phone':
        return html`${this.#gallery()}${this.#look()}${strength}${this.#compare()}${this.#snapshot()}${this.#hold()}`;
      case 'column':
        return html`${this.#look()}${this.#compare()}${this.#hold()}${this.#snapshot()}${this.#gallery()}`;
    }
  }

  #gallery(): TemplateResult | typeof nothing {
    return html`<button
      class="icon"
      aria-label=${WORDS.showGallery}
      title=${WORDS.showGallery}
      aria-expanded=${this.sheet === 'gallery'}
      @click=${() => tell(this, 'sheet-asked', { sheet: 'gallery' })}
    >
      <pa-icon name="gallery"></pa-icon>
    </button>`;
  }

  #look(): TemplateResult {
    return html`<button
      class="icon"
      aria-label=${WORDS.look}
      title=${`${WORDS.look} (L)`}
      aria-expanded=${this.sheet === 'look'}
      @click=${() => tell(this, 'sheet-asked', { sheet: 'look' })}
    >
      <pa-icon name="look"></pa-icon>
    </button>`;
  }

  #hold(): TemplateResult {
    const name = this.held ? WORDS.resume : WORDS.hold;
    return html`<button
      class="icon hold"
      aria-label=${WORDS.hold}
      aria-pressed=${this.held}
      title=${name}
      @click=${() => tell(this, 'hold-switched', { held: !this.held })}
    >
      <pa-icon name=${this.held ? 'resume' : 'hold'}></pa-icon>
    </button>`;
  }

  /** Stays focusable while it is busy. */
  #snapshot(): TemplateResult {
    return html`<button
      class="icon snapshot"
      aria-label=${WORDS.snapshot}
      aria-busy=${this.snapping}
      aria-disabled=${this.snapping}
      title=${`${WORDS.snapshot} (P)`}
      @click=${() => this.snapping || tell(this, 'snapshot-asked', null)}
    >
      <pa-icon name="camera"></pa-icon>
    </button>`;
  }

  /** Held down it compares until it is let go; a short press, or a key, leaves it on until the next. */
  #compare(): TemplateResult {
    return html`<button
      class="icon"
      aria-label=${WORDS.compare}
      aria-pressed=${this.comparing}
      title=${`${WORDS.compare} (C)`}
      @pointerdown=${this.#press}
      @pointercancel=${() => tell(this, 'compare-switched', { on: false })}
      @click=${this.#release}
    >
      <pa-icon name="compare"></pa-icon>
    </button>`;
  }

  readonly #press = (event: PointerEvent): void => {
    if (event.button !== 0) return;
    (event.currentTarget as HTMLElement).setPointerCapture(event.pointerId);
    this.#pressedAt = event.timeStamp;
    this.#wasComparing = this.comparing;
    tell(this, 'compare-switched', { on: true });
  };

  readonly #release = (event: PointerEvent): void => {
    const byPointer = event.detail > 0;
    const wasHold = byPointer && event.timeStamp - this.#pressedAt >= HOLD_AFTER_MS;
    const before = byPointer ? this.#wasComparing : this.comparing;
    tell(this, 'compare-switched', { on: !wasHold && !before });
  };
}
