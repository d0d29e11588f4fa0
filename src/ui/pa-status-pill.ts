import { LitElement, css, html, nothing, type TemplateResult } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import { baseStyles } from './base-styles.ts';

/** What must be known, in a few plain words: who paints and how fast, that it is held, that there is no network. */
@customElement('pa-status-pill')
export class PaStatusPill extends LitElement {
  static override styles = [
    baseStyles,
    css`
      :host {
        display: block;
        padding: 0.46875rem 0.9375rem;
        border-radius: 1.0625rem;
        background: var(--scrim);
        font-size: var(--label);
        font-variant-numeric: tabular-nums;
        line-height: 1.35;
      }
    `,
  ];

  @property({ attribute: false }) parts: readonly string[] = [];

  override render(): TemplateResult | typeof nothing {
    this.hidden = this.parts.length === 0;
    return this.hidden ? nothing : html`${this.parts.join(' · ')}`;
  }
}
