import { LitElement, css, html, nothing, type TemplateResult } from 'lit';
import { customElement, property } from 'lit/decorators.js';

/** The seconds until a recording begins, as large as can be read from across a room. Screen readers hear pa-announcer. */
@customElement('pa-countdown')
export class PaCountdown extends LitElement {
  static override styles = css`
    :host {
      display: grid;
      place-items: center;
      pointer-events: none;
    }
    span {
      display: grid;
      width: 2em;
      height: 2em;
      place-items: center;
      border-radius: 50%;
      background: var(--scrim);
      color: oklch(0.98 0.005 80);
      font: 500 min(24vh, 34vw) / 1 var(--serif);
      font-variant-numeric: lining-nums tabular-nums;
    }
    @media (prefers-reduced-motion: no-preference) {
      span {
        animation: tick 1s var(--ease) infinite;
      }
    }
    @keyframes tick {
      from {
        opacity: 0.2;
        scale: 1.15;
      }
      25% {
        opacity: 1;
        scale: 1;
      }
    }
  `;

  /** Null: nothing is shown. */
  @property({ attribute: false }) left: number | null = null;

  override render(): TemplateResult | typeof nothing {
    return this.left === null ? nothing : html`<span aria-hidden="true">${this.left}</span>`;
  }
}
