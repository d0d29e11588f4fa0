import { LitElement, css, html, nothing, type TemplateResult } from 'lit';
import { customElement, property, query } from 'lit/decorators.js';
import { AppError } from '../shared/errors.ts';
import { baseStyles } from './base-styles.ts';
import { browserName } from './browser-name.ts';
import { buttonStyles } from './button-styles.ts';
import { messageStyles } from './message-styles.ts';
import './pa-icon.ts';
import { tell } from './ui-events.ts';
import { ALLOW_CAMERA, failureWords } from './failure-words.ts';
import { WORDS } from './words.ts';

/** What happened, what still works, what to do: one calm sentence, one button, and always a way out. */
@customElement('pa-failure')
export class PaFailure extends LitElement {
  static override styles = [
    baseStyles,
    buttonStyles,
    messageStyles,
    css`
      :host([overPicture]) {
        background: oklch(0.14 0.012 60 / 0.6);
      }
      .card {
        display: flex;
        flex-direction: column;
        align-items: center;
      }
      :host([overPicture]) .card {
        padding: 1.75rem 1.75rem 1.25rem;
        border-radius: 1.25rem;
        background: var(--veil);
      }
      .actions {
        display: flex;
        flex-wrap: wrap;
        justify-content: center;
        gap: 0.75rem;
        margin-block-start: 1.5rem;
      }
      .how {
        color: var(--ink);
      }
      details {
        max-width: 46ch;
        margin-block-start: 0.5rem;
        color: var(--quiet-ink);
        font-size: var(--label);
      }
      summary {
        display: flex;
        min-height: var(--target);
        align-items: center;
        justify-content: center;
        padding: 0 0.75rem;
        cursor: pointer;
        list-style: none;
        text-decoration: underline;
        text-decoration-color: color-mix(in oklch, transparent, currentColor 55%);
        text-underline-offset: 0.25em;
      }
      summary::-webkit-details-marker {
        display: none;
      }
      code {
        display: block;
        font-size: 0.75rem;
        overflow-wrap: anywhere;
        user-select: text;
      }
    `,
  ];

  @property({ attribute: false }) error = new AppError('internal', '');
  /** The last picture is still there to be seen. */
  @property({ type: Boolean, reflect: true }) overPicture = false;

  @query('.primary') private primary!: HTMLButtonElement;

  override render(): TemplateResult {
    const { code, message } = this.error;
    const words = failureWords(code);
    const isCamera = code.startsWith('camera-');
    const how = code === 'camera-denied' ? this.#howToAllow() : '';
    return html`<div class="card">
      <pa-icon name=${isCamera ? 'camera-off' : 'alert'} large></pa-icon>
      <div role="alert">
        <h1>${words.title}</h1>
        ${how ? html`<p class="how">${how}</p>` : nothing}
        <p>${words.text}</p>
      </div>
      <div class="actions">
        <button class="primary" @click=${this.#act}>${words.label}</button>
        <button class="secondary" @click=${() => tell(this, 'start-asked', { source: 'file' })}>
          ${WORDS.useFile}
        </button>
        <button class="secondary" @click=${() => tell(this, 'start-asked', { source: 'scene' })}>
          ${WORDS.watchScene}
        </button>
      </div>
      <details>
        <summary>${WORDS.details}</summary>
        <code>${code}${message ? `: ${message}` : ''}</code>
      </details>
    </div>`;
  }

  protected override firstUpdated(): void {
    // The control that was pressed last is gone; without this, Tab would start at the top of the page.
    if (document.activeElement === document.body) this.primary.focus();
  }

  #howToAllow(): string {
    return ALLOW_CAMERA[browserName(navigator.userAgent, navigator.maxTouchPoints)];
  }

  readonly #act = (): void => {
    tell(this, failureWords(this.error.code).action === 'reload' ? 'reload-asked' : 'retry-asked', null);
  };
}
