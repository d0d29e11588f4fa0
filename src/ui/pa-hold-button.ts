import { LitElement, css, html, type TemplateResult } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import { baseStyles } from './base-styles.ts';
import { buttonStyles } from './button-styles.ts';
import './pa-icon.ts';
import { tell } from './ui-events.ts';
import { WORDS } from './words.ts';

/** Holds the picture on show, and lets it go on. */
@customElement('pa-hold-button')
export class PaHoldButton extends LitElement {
  static override styles = [
    baseStyles,
    buttonStyles,
    css`
      :host {
        display: block;
        flex: none;
      }
      .hold {
        --icon-fill: currentColor;
      }
      .hold[aria-pressed='true'] {
        background: var(--solid);
        color: var(--on-solid);
      }
    `,
  ];

  @property({ type: Boolean }) held = false;

  override render(): TemplateResult {
    return html`<button
      class="icon hold"
      aria-label=${WORDS.hold}
      aria-pressed=${this.held}
      title=${this.held ? WORDS.resume : WORDS.hold}
      @click=${() => tell(this, 'hold-switched', { held: !this.held })}
    >
      <pa-icon name=${this.held ? 'resume' : 'hold'}></pa-icon>
    </button>`;
  }
}
