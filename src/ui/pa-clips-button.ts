import { LitElement, css, html, nothing, type TemplateResult } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import type { ClipView } from '../studio/studio-view.ts';
import { baseStyles } from './base-styles.ts';
import { buttonStyles } from './button-styles.ts';
import './pa-icon.ts';
import { clipCountWords } from './recording-words.ts';
import { tell } from './ui-events.ts';

/** Opens the shelf of clips; shows the newest one and how many there are. */
@customElement('pa-clips-button')
export class PaClipsButton extends LitElement {
  static override styles = [
    baseStyles,
    buttonStyles,
    css`
      :host {
        display: block;
        flex: none;
      }
      img {
        width: 2.25rem;
        height: 2.25rem;
        border-radius: 0.5rem;
        object-fit: cover;
      }
      .count {
        position: absolute;
        inset-block-start: 0;
        inset-inline-end: 0;
        min-width: 1.125rem;
        padding: 0 0.3125rem;
        border-radius: var(--round);
        background: var(--solid);
        color: var(--on-solid);
        font-size: 0.6875rem;
        font-variant-numeric: tabular-nums;
        font-weight: 600;
        line-height: 1.125rem;
        text-align: center;
      }
    `,
  ];

  /** Newest first. */
  @property({ attribute: false }) clips: readonly ClipView[] = [];
  @property({ type: Boolean }) open = false;

  override render(): TemplateResult {
    const name = clipCountWords(this.clips.length);
    const poster = this.clips[0]?.posterUrl;
    return html`<button
      class="icon"
      aria-label=${name}
      aria-expanded=${this.open}
      title=${name}
      @click=${() => tell(this, 'sheet-asked', { sheet: 'clips' })}
    >
      ${poster ? html`<img src=${poster} alt="" />` : html`<pa-icon name="clips"></pa-icon>`}
      ${this.clips.length > 0 ? html`<span class="count" aria-hidden="true">${this.clips.length}</span>` : nothing}
    </button>`;
  }
}
