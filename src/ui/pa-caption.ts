import { LitElement, css, html, nothing, type TemplateResult } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import type { PaintingView } from '../studio/studio-view.ts';
import { baseStyles } from './base-styles.ts';
import { makerWords } from './words.ts';

/** One line under the picture: *title*, artist, year. */
@customElement('pa-caption')
export class PaCaption extends LitElement {
  static override styles = [
    baseStyles,
    css`
      :host {
        display: flex;
        min-width: 0;
        align-items: baseline;
        gap: 0.625rem;
      }
      cite {
        min-width: 0;
        overflow: hidden;
        font: italic 400 1.125rem/1.35 var(--serif);
        text-overflow: ellipsis;
        white-space: nowrap;
      }
      span {
        /* Not a share of the caption: that is as wide as its words. */
        max-width: min(16rem, 60vw);
        flex: none;
        overflow: hidden;
        color: var(--quiet-ink);
        font-size: var(--label);
        text-overflow: ellipsis;
        white-space: nowrap;
      }
    `,
  ];

  @property({ attribute: false }) painting: PaintingView | undefined;

  override render(): TemplateResult | typeof nothing {
    if (!this.painting) return nothing;
    const maker = makerWords(this.painting);
    return html`<cite>${this.painting.title}</cite>${maker ? html`<span>${maker}</span>` : nothing}`;
  }
}
