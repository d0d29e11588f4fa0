import { LitElement, css, html, type TemplateResult } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import { baseStyles } from './base-styles.ts';

/** On or off: a native checkbox with the role of a switch. Fires `switched` with the new state. */
@customElement('pa-switch')
export class PaSwitch extends LitElement {
  static override styles = [
    baseStyles,
    css`
      :host {
        display: block;
      }
      label {
        display: flex;
        min-height: var(--target);
        align-items: center;
        justify-content: space-between;
        gap: 1rem;
        cursor: pointer;
      }
      input {
        position: relative;
        width: 2.75rem;
        height: 1.625rem;
        flex: none;
        margin: 0;
        appearance: none;
        border-radius: var(--round);
        background: color-mix(in oklch, transparent, var(--ink) 26%);
        cursor: pointer;
        transition: background-color var(--quick) var(--ease);
      }
      input::after {
        position: absolute;
        inset-block-start: 0.1875rem;
        inset-inline-start: 0.1875rem;
        width: 1.25rem;
        height: 1.25rem;
        border-radius: 50%;
        background: oklch(0.98 0.005 80);
        content: '';
        transition: inset-inline-start var(--quick) var(--ease);
      }
      input:checked {
        background: var(--accent-mark);
      }
      input:checked::after {
        inset-inline-start: 1.3125rem;
        background: light-dark(oklch(0.98 0.005 80), oklch(0.17 0.012 60));
      }
      label:has(:disabled) {
        cursor: default;
        opacity: 0.5;
      }
      input:disabled {
        cursor: default;
      }
      @media (forced-colors: active) {
        input {
          width: auto;
          appearance: auto;
        }
        input::after {
          content: none;
        }
      }
    `,
  ];

  @property() label = '';
  @property({ type: Boolean }) on = false;
  @property({ type: Boolean }) disabled = false;

  override render(): TemplateResult {
    return html`<label>
      ${this.label}
      <input
        type="checkbox"
        role="switch"
        .checked=${this.on}
        ?disabled=${this.disabled}
        @change=${this.#change}
      />
    </label>`;
  }

  readonly #change = (event: Event): void => {
    this.on = (event.target as HTMLInputElement).checked;
    this.dispatchEvent(new CustomEvent('switched', { detail: this.on }));
  };
}
