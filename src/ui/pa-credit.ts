import { LitElement, css, html, nothing, type TemplateResult } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import type { PaintingView } from '../studio/studio-view.ts';
import { baseStyles } from './base-styles.ts';
import { WORDS, makerWords, sourceWords } from './words.ts';

/** The label beside a painting, as museums write it: title, artist and year, where it hangs, on what terms. */
@customElement('pa-credit')
export class PaCredit extends LitElement {
  static override styles = [
    baseStyles,
    css`
      :host {
        display: flex;
        flex-flow: var(--credit-direction, column) wrap;
        align-items: baseline;
        gap: 0 0.75rem;
        font-size: var(--label);
        line-height: 1.4;
      }
      cite {
        font: italic 400 1.125rem/1.3 var(--serif);
      }
      .source {
        color: var(--quiet-ink);
      }
    `,
  ];

  @property({ attribute: false }) painting: PaintingView | undefined;

  override render(): TemplateResult | typeof nothing {
    const { painting } = this;
    if (!painting) return nothing;
    const source = sourceWords(painting);
    return html`<cite>${painting.title}</cite>
      ${makerWords(painting) ? html`<p>${makerWords(painting)}</p>` : nothing}
      ${source ? html`<p class="source">${source}</p>` : nothing}
      ${painting.kind === 'swatch' ? html`<p class="source">${WORDS.swatch}</p>` : nothing}`;
  }
}
