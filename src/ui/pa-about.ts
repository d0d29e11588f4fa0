import { LitElement, css, html, type TemplateResult } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import { CREDITS, PRIVACY } from './about-words.ts';
import { baseStyles } from './base-styles.ts';
import './pa-sheet.ts';
import { tell } from './ui-events.ts';
import { WORDS } from './words.ts';

const MEASURE = 'Measure this device';

/** What the app does with the camera (nothing but paint), and whose work it stands on. */
@customElement('pa-about')
export class PaAbout extends LitElement {
  static override styles = [
    baseStyles,
    css`
      :host {
        display: contents;
      }
      p {
        margin-block-start: 0.75rem;
        line-height: 1.5;
      }
      a {
        color: var(--accent);
        text-underline-offset: 0.2em;
      }
      .credit {
        color: var(--quiet-ink);
        font-size: var(--label);
      }
    `,
  ];

  @property({ type: Boolean }) open = false;

  override render(): TemplateResult {
    return html`<pa-sheet
      heading=${WORDS.about}
      placement="middle"
      .open=${this.open}
      @closed=${() => tell(this, 'sheet-closed', { sheet: 'about' })}
    >
      ${PRIVACY.map((text) => html`<p>${text}</p>`)}
      <p><a href="bench.html">${MEASURE}</a>: how fast the networks are here, to be copied as text.</p>
      ${CREDITS.map((text) => html`<p class="credit">${text}</p>`)}
    </pa-sheet>`;
  }
}
