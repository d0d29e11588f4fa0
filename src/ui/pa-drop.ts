import { LitElement, css, html, type TemplateResult } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import { baseStyles } from './base-styles.ts';
import type { DropUse } from './picture-intake.ts';
import { RESTYLE_WORDS } from './restyle-words.ts';

/** Shows, while a file hovers over the page, what becomes of it where it is let go. */
@customElement('pa-drop')
export class PaDrop extends LitElement {
  static override styles = [
    baseStyles,
    css`
      :host {
        z-index: 2;
        display: flex;
        gap: 0.75rem;
        padding: 0.75rem;
        background: oklch(0.12 0.01 60 / 0.55);
        pointer-events: none;
      }
      @media (orientation: portrait) {
        :host {
          flex-direction: column;
        }
      }
      p {
        display: grid;
        flex: 1 1 0;
        padding: 1rem;
        place-items: center;
        border: 2px dashed var(--line);
        border-radius: 1rem;
        background: var(--veil);
        color: var(--quiet-ink);
        font: italic 400 1.5rem/1.3 var(--serif);
        text-align: center;
        text-wrap: balance;
      }
      .here {
        border-color: var(--accent);
        color: var(--ink);
      }
    `,
  ];

  /** It is a video, for which there is one use only. */
  @property({ type: Boolean }) video = false;
  /** The half that the pointer is over. */
  @property() use: DropUse = 'painting';

  override render(): TemplateResult {
    if (this.video) return html`<p class="here">${RESTYLE_WORDS.dropVideo}</p>`;
    return html`<p class=${this.use === 'painting' ? 'here' : ''}>${RESTYLE_WORDS.dropPainting}</p>
      <p class=${this.use === 'file' ? 'here' : ''}>${RESTYLE_WORDS.dropPhoto}</p>`;
  }
}
