import { LitElement, css, html, type TemplateResult } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import { baseStyles } from './base-styles.ts';

/** One of the choices: what it stands for and what it is called. */
export interface ChoiceOption {
  value: string;
  label: string;
}

/**
 * One of a few, as native radio buttons that look like a segmented control (or like chips).
 *
 * Fires `chosen` with the value.
 */
@customElement('pa-choice')
export class PaChoice extends LitElement {
  static override styles = [
    baseStyles,
    css`
      :host {
        display: block;
      }
      fieldset {
        display: flex;
        isolation: isolate;
        min-width: 0;
        align-items: center;
        gap: 0.125rem;
        padding: 0.1875rem;
        border-radius: var(--radius);
        background: var(--sunken);
      }
      :host([chips]) fieldset {
        gap: 0.25rem;
        padding: 0;
        background: none;
      }
      label {
        position: relative;
        display: flex;
        min-height: 2.375rem;
        flex: 1 1 auto;
        align-items: center;
        justify-content: center;
        padding: 0 0.4375rem;
        border-radius: calc(var(--radius) - 0.1875rem);
        color: var(--quiet-ink);
        cursor: pointer;
        font-size: var(--label);
        text-align: center;
        white-space: nowrap;
        transition: background-color var(--quick) var(--ease);
      }
      label:hover {
        color: var(--ink);
      }
      :host([chips]) label {
        min-height: var(--target);
        flex: none;
        padding: 0 1rem;
        border-radius: var(--round);
      }
      label:has(:checked) {
        background: color-mix(in oklch, var(--raised), var(--ink) 14%);
        color: var(--ink);
      }
      :host([chips]) label:has(:checked) {
        background: none;
        color: var(--on-solid);
      }
      /* Smaller than the target around it. */
      :host([chips]) label:has(:checked)::before {
        position: absolute;
        z-index: -1;
        border-radius: var(--round);
        background: var(--solid);
        content: '';
        inset: 0.25rem 0;
      }
      fieldset:disabled {
        opacity: 0.5;
      }
      fieldset:disabled :is(label, input) {
        cursor: default;
      }
      label:has(:focus-visible) {
        outline: 2px solid var(--accent-mark);
        outline-offset: 2px;
      }
      input {
        position: absolute;
        inset: 0;
        margin: 0;
        cursor: pointer;
        opacity: 0;
      }
      @media (forced-colors: active) {
        label:has(:checked) {
          outline: 2px solid Highlight;
          outline-offset: -2px;
        }
      }
    `,
  ];

  @property() label = '';
  @property({ attribute: false }) options: readonly ChoiceOption[] = [];
  @property() value = '';
  /** Looks like loose chips, not like one piece. */
  @property({ type: Boolean, reflect: true }) chips = false;
  /** Shows what is chosen and lets nothing else be. */
  @property({ type: Boolean }) disabled = false;

  override render(): TemplateResult {
    return html`<fieldset
      role="radiogroup"
      aria-label=${this.label}
      aria-disabled=${this.disabled}
      ?disabled=${this.disabled}
    >
      ${this.options.map(
        (option) =>
          html`<label>
            <input
              type="radio"
              name="choice"
              .value=${option.value}
              .checked=${option.value === this.value}
              @change=${() => this.#choose(option.value)}
            />
            ${option.label}
          </label>`,
      )}
    </fieldset>`;
  }

  #choose(value: string): void {
    this.value = value;
    this.dispatchEvent(new CustomEvent('chosen', { detail: value }));
  }
}
