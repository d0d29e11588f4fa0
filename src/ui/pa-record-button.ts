import { LitElement, css, html, type TemplateResult } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import type { RecordingView } from '../studio/studio-view.ts';
import { baseStyles } from './base-styles.ts';
import { CLIP_WORDS } from './recording-words.ts';
import { tell } from './ui-events.ts';

/**
 * The big ring: a disc to record, a square in the filled ring to stop.
 *
 * Stays focusable while it has nothing to do.
 */
@customElement('pa-record-button')
export class PaRecordButton extends LitElement {
  static override styles = [
    baseStyles,
    css`
      :host {
        display: block;
        flex: none;
        /* Set where the bars have faded but the ring stays. */
        pointer-events: var(--press-ring, inherit);
        --ring: 4rem;
      }
      button {
        display: grid;
        width: var(--ring);
        height: var(--ring);
        place-items: center;
        padding: 0;
        border: 0.1875rem solid var(--ink);
        border-radius: 50%;
        background: transparent;
        color: inherit;
        cursor: pointer;
        touch-action: manipulation;
        -webkit-tap-highlight-color: transparent;
        transition: background-color var(--quick) var(--ease);
      }
      span {
        width: calc(100% - 0.5rem);
        height: calc(100% - 0.5rem);
        border-radius: 50%;
        background: var(--record);
        forced-color-adjust: none;
        transition:
          width var(--quick) var(--ease),
          height var(--quick) var(--ease),
          border-radius var(--quick) var(--ease);
      }
      button:hover span {
        filter: brightness(1.1);
      }
      .on,
      .paused,
      .saving {
        --mark: 36%;
      }
      :is(.on, .paused, .saving) span {
        width: var(--mark);
        height: var(--mark);
        border-radius: 0.3125rem;
      }
      .on {
        background: var(--record);
      }
      .on span {
        background: var(--ink);
      }
      [aria-disabled='true'] {
        cursor: default;
        opacity: 0.45;
      }
      [aria-busy='true'] {
        cursor: progress;
        opacity: 1;
      }
      [aria-busy='true'] span {
        animation: ready 0.8s ease-in-out infinite alternate;
      }
      @keyframes ready {
        to {
          opacity: 0.3;
        }
      }
      @media (prefers-reduced-motion: reduce) {
        [aria-busy='true'] span {
          animation: none;
          opacity: 0.5;
        }
      }
    `,
  ];

  @property() recording: RecordingView['state'] = 'off';
  /** It is counted down; pressed, it does not begin. */
  @property({ type: Boolean }) counting = false;
  /** Something is painted that could be recorded. */
  @property({ type: Boolean }) ready = false;

  override render(): TemplateResult {
    const busy = (this.recording === 'starting' && !this.counting) || this.recording === 'saving';
    const on = this.recording === 'on' || this.recording === 'paused' || this.counting;
    return html`<button
      class=${this.counting ? 'on' : this.recording}
      aria-label=${CLIP_WORDS.record}
      aria-pressed=${on}
      aria-busy=${busy}
      aria-disabled=${busy || (!on && !this.ready)}
      title=${`${this.counting ? CLIP_WORDS.cancel : on ? CLIP_WORDS.stop : CLIP_WORDS.record} (R)`}
      @click=${() => tell(this, 'record-asked', null)}
    >
      <span></span>
    </button>`;
  }
}
