import { LitElement, css, html, nothing, type TemplateResult } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import type { RecordingView } from '../studio/studio-view.ts';
import { baseStyles } from './base-styles.ts';

/** What must be known, in a few plain words: who paints and how fast, how long is recorded, that it is held, that there is no network. */
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
      /* Says it by shape too: a disc while it records, two bars while it rests. */
      .mark {
        display: inline-block;
        width: 0.625rem;
        height: 0.625rem;
        box-sizing: border-box;
        margin-inline-end: 0.5rem;
        border-radius: 50%;
        background: var(--record);
        forced-color-adjust: none;
      }
      .paused {
        border-inline: 0.21875rem solid var(--record);
        border-radius: 0;
        background: none;
      }
    `,
  ];

  @property({ attribute: false }) parts: readonly string[] = [];
  @property() recording: RecordingView['state'] = 'off';

  override render(): TemplateResult | typeof nothing {
    this.hidden = this.parts.length === 0;
    return this.hidden
      ? nothing
      : html`${
            this.recording === 'on' || this.recording === 'paused'
              ? html`<span class="mark ${this.recording}"></span>`
              : nothing
          }<span>${this.parts.join(' · ')}</span>`;
  }
}
