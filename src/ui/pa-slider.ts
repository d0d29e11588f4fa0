import { LitElement, css, html, type PropertyValues, type TemplateResult } from 'lit';
import { customElement, property, query } from 'lit/decorators.js';
import { baseStyles } from './base-styles.ts';
import { percent } from './words.ts';

/**
 * A labelled slider for a share of 0..1, built on a native range.
 *
 * Fires `slid` with the new share while it moves. `layout`: `row` puts label, track and number in a line, `stack`
 * the label and the number above the track.
 */
@customElement('pa-slider')
export class PaSlider extends LitElement {
  static override styles = [
    baseStyles,
    css`
      :host {
        display: block;
        container-type: inline-size;
      }
      label {
        display: grid;
        align-items: center;
        gap: 0 0.875rem;
        grid-template: 'name track number' auto / var(--label-width, auto) minmax(0, 1fr) 3rem;
      }
      .name {
        grid-area: name;
      }
      .number {
        grid-area: number;
        color: var(--quiet-ink);
        font-size: var(--label);
        font-variant-numeric: tabular-nums;
        text-align: end;
        white-space: nowrap;
      }
      :host([layout='stack']) label {
        grid-template:
          'name number' auto
          'track track' auto / 1fr auto;
      }
      :host([layout='stack']) .name,
      :host([layout='bare']) .name {
        color: var(--quiet-ink);
        font-size: var(--label);
        line-height: 1.2;
      }
      :host([layout='stack']) .number {
        line-height: 1.2;
      }
      @container (max-width: 6.5rem) {
        .number {
          display: none;
        }
      }
      :host([layout='stack']) input {
        height: 1.75rem;
        margin-block-start: -0.125rem;
      }
      :host([layout='bare']) label {
        grid-template: 'name track' auto / auto minmax(0, 1fr);
      }
      :host([layout='bare']) .number {
        display: none;
      }
      input {
        grid-area: track;
        width: 100%;
        height: var(--target);
        margin: 0;
        appearance: none;
        background: transparent;
        cursor: pointer;
        touch-action: pan-y;
      }
      input:focus-visible {
        outline: none;
      }
      input:focus-visible::-webkit-slider-thumb {
        outline: 2px solid var(--accent-mark);
        outline-offset: 2px;
      }
      input:focus-visible::-moz-range-thumb {
        outline: 2px solid var(--accent-mark);
        outline-offset: 2px;
      }
      input::-webkit-slider-runnable-track {
        height: 4px;
        border-radius: 2px;
        background: linear-gradient(
          to right,
          var(--accent-mark) var(--share, 0%),
          color-mix(in oklch, transparent, var(--ink) 22%) var(--share, 0%)
        );
      }
      :dir(rtl) input::-webkit-slider-runnable-track {
        background: linear-gradient(
          to left,
          var(--accent-mark) var(--share, 0%),
          color-mix(in oklch, transparent, var(--ink) 22%) var(--share, 0%)
        );
      }
      input::-webkit-slider-thumb {
        width: 1.25rem;
        height: 1.25rem;
        margin-block-start: calc(2px - 0.625rem);
        appearance: none;
        border: 0;
        border-radius: 50%;
        background: var(--solid);
      }
      input::-moz-range-track {
        height: 4px;
        border-radius: 2px;
        background: color-mix(in oklch, transparent, var(--ink) 22%);
      }
      input::-moz-range-progress {
        height: 4px;
        border-radius: 2px;
        background: var(--accent-mark);
      }
      input::-moz-range-thumb {
        width: 1.25rem;
        height: 1.25rem;
        border: 0;
        border-radius: 50%;
        background: var(--solid);
      }
      @media (forced-colors: active) {
        input {
          appearance: auto;
        }
      }
    `,
  ];

  @property() label = '';
  /** 0..1 */
  @property({ type: Number }) value = 0;
  @property({ reflect: true }) layout: 'row' | 'stack' | 'bare' = 'row';

  @query('input') private input!: HTMLInputElement;

  override render(): TemplateResult {
    return html`<label>
      <span class="name">${this.label}</span>
      <input
        type="range"
        min="0"
        max="100"
        .value=${String(Math.round(this.value * 100))}
        aria-valuetext=${percent(this.value)}
        @input=${this.#slide}
      />
      <span class="number" aria-hidden="true">${Math.round(this.value * 100)}%</span>
    </label>`;
  }

  // The policy forbids style attributes; CSSOM is allowed.
  protected override updated(_changed: PropertyValues<this>): void {
    // The thumb's centre runs from half a thumb to the width less half a thumb.
    const share = Math.min(1, Math.max(0, this.value));
    this.input.style.setProperty('--share', `calc(${share} * (100% - 1.25rem) + 0.625rem)`);
  }

  readonly #slide = (): void => {
    this.value = Number(this.input.value) / 100;
    this.dispatchEvent(new CustomEvent('slid', { detail: this.value }));
  };
}
