import { LitElement, css, html, type TemplateResult } from 'lit';
import { customElement } from 'lit/decorators.js';
import { baseStyles } from './base-styles.ts';
import { buttonStyles } from './button-styles.ts';
import './pa-icon.ts';
import { tell } from './ui-events.ts';
import { WORDS } from './words.ts';

/** Before anything runs: a name, a promise, one button and two quiet ways round it. */
@customElement('pa-first-screen')
export class PaFirstScreen extends LitElement {
  static override styles = [
    baseStyles,
    buttonStyles,
    css`
      :host {
        display: flex;
        flex-direction: column;
        justify-content: safe flex-end;
        padding: 1rem calc(1.25rem + var(--safe-right)) calc(clamp(1rem, 4vh, 3rem) + var(--safe-bottom))
          calc(1.25rem + var(--safe-left));
        background: linear-gradient(
          transparent 30%,
          oklch(0.14 0.012 60 / 0.72) 66%,
          oklch(0.14 0.012 60 / 0.94) 92%
        );
        overflow: auto;
        text-align: center;
      }
      h1 {
        font: italic 400 clamp(2.75rem, 7vw, 3.75rem) / 1.1 var(--serif);
        letter-spacing: -0.01em;
      }
      p {
        margin-block-start: 0.875rem;
        font-size: 1.0625rem;
        line-height: 1.45;
      }
      p span {
        display: block;
      }
      .primary {
        min-width: 12.5rem;
        min-height: 3.25rem;
        align-self: center;
        margin-block-start: 1.5rem;
      }
      .ways {
        display: flex;
        flex-wrap: wrap;
        justify-content: center;
        gap: 0 0.75rem;
        margin-block-start: 0.75rem;
      }
      @media (max-height: 480px) {
        :host {
          justify-content: safe center;
          background: oklch(0.14 0.012 60 / 0.62);
        }
      }
      @media (prefers-contrast: more) {
        :host {
          background: var(--veil);
        }
      }
    `,
  ];

  override render(): TemplateResult {
    return html`<h1>${WORDS.name}</h1>
      <p>${WORDS.promise.map((sentence) => html`<span>${sentence}</span> `)}</p>
      <button class="primary" @click=${() => tell(this, 'start-asked', { source: 'camera' })}>
        <pa-icon name="camera"></pa-icon>${WORDS.startCamera}
      </button>
      <div class="ways">
        <button class="link" @click=${() => tell(this, 'start-asked', { source: 'file' })}>
          ${WORDS.useFile}
        </button>
        <button class="link" @click=${() => tell(this, 'start-asked', { source: 'scene' })}>
          ${WORDS.watchScene}
        </button>
      </div>`;
  }
}
