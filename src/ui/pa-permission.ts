import { LitElement, css, html, type TemplateResult } from 'lit';
import { customElement } from 'lit/decorators.js';
import { baseStyles } from './base-styles.ts';
import { buttonStyles } from './button-styles.ts';
import { messageStyles } from './message-styles.ts';
import './pa-icon.ts';
import { tell } from './ui-events.ts';
import { WORDS } from './words.ts';

/** While the browser asks for the camera: the stage dims and a sentence says what is being asked. */
@customElement('pa-permission')
export class PaPermission extends LitElement {
  static override styles = [
    baseStyles,
    buttonStyles,
    messageStyles,
    css`
      /* Where the camera is allowed already it opens within a blink, and nobody is asked anything. */
      :host {
        animation: appear var(--calm) var(--ease) 400ms backwards;
      }
      @keyframes appear {
        from {
          opacity: 0;
        }
      }
    `,
  ];

  override render(): TemplateResult {
    return html`<pa-icon name="camera" large></pa-icon>
      <h1>${WORDS.askingTitle}</h1>
      <p>${WORDS.askingText}</p>
      <button class="link" @click=${() => tell(this, 'stop-asked', null)}>${WORDS.back}</button>`;
  }
}
