import { LitElement, css, html, type TemplateResult } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import { baseStyles } from './base-styles.ts';
import { buttonStyles } from './button-styles.ts';
import './pa-icon.ts';
import { HOLD_AFTER_MS } from './press-gesture.ts';
import { tell } from './ui-events.ts';
import { WORDS } from './words.ts';

/** Held down it compares until it is let go; a short press, or a key, leaves it on until the next. */
@customElement('pa-compare-button')
export class PaCompareButton extends LitElement {
  static override styles = [
    baseStyles,
    buttonStyles,
    css`
      :host {
        display: block;
        flex: none;
      }
      .icon {
        touch-action: none;
      }
    `,
  ];

  @property({ type: Boolean }) comparing = false;

  #pressedAt = 0;
  #wasComparing = false;

  override render(): TemplateResult {
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
