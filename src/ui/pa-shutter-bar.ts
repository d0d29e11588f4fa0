import { LitElement, html, nothing, type TemplateResult } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import { NOT_RECORDING, type ClipView, type RecordingView } from '../studio/studio-view.ts';
import { baseStyles } from './base-styles.ts';
import { buttonStyles } from './button-styles.ts';
import type { Layout } from './layout-controller.ts';
import './pa-clips-button.ts';
import './pa-compare-button.ts';
import './pa-hold-button.ts';
import './pa-icon.ts';
import './pa-record-button.ts';
import './pa-slider.ts';
import { CLIP_WORDS } from './recording-words.ts';
import { shutterStyles } from './shutter-styles.ts';
import { tell, type SheetName } from './ui-events.ts';
import { WORDS } from './words.ts';

/**
 * The bar under the thumb: the record button in the middle, what changes the picture before it, what takes it away
 * after it. While recording only stop, pause and strength are left.
 *
 * On a phone strength, compare and hold are a row of their own above; in a column pa-app shows them beside the caption.
 */
@customElement('pa-shutter-bar')
export class PaShutterBar extends LitElement {
  static override styles = [baseStyles, buttonStyles, shutterStyles];

  @property({ reflect: true }) layout: Layout = 'wide';
  /** Strength, 0..1. */
  @property({ type: Number }) alpha = 1;
  @property({ type: Boolean }) held = false;
  @property({ type: Boolean }) comparing = false;
  @property({ type: Boolean }) snapping = false;
  @property({ attribute: false }) recording: RecordingView = NOT_RECORDING;
  /** Something is painted that could be recorded. */
  @property({ type: Boolean }) canRecord = false;
  /** Newest first. */
  @property({ attribute: false }) clips: readonly ClipView[] = [];
  /** The sheet that is open, to mark its button. */
  @property() sheet: SheetName | null = null;

  override render(): TemplateResult {
    const wide = this.layout === 'wide';
    const busy = this.recording.state !== 'off';
    const record = html`<pa-record-button
      .recording=${this.recording.state}
      .counting=${this.recording.countdown !== null}
      .ready=${this.canRecord}
    ></pa-record-button>`;
    const before = wide
      ? html`${busy ? nothing : this.#compare()}${this.#strength()}`
      : busy
        ? nothing
        : html`${this.#gallery()}${this.#look()}`;
    const after = busy
      ? html`${this.#pause()}${wide ? this.#hold() : nothing}`
      : html`${wide ? this.#hold() : nothing}${this.#snapshot()}${wide ? this.#look() : nothing}<pa-clips-button
            .clips=${this.clips}
            .open=${this.sheet === 'clips'}
          ></pa-clips-button>`;
    return html`${
        this.layout === 'phone'
          ? html`<div class="above">
              ${busy ? nothing : this.#compare()}${this.#strength()}${this.#hold()}
            </div>`
          : nothing
      }
      <div class="before">${before}</div>
      ${record}
      <div class="after">${after}</div>`;
  }

  #strength(): TemplateResult {
    return html`<pa-slider
      label=${WORDS.strength}
      layout="bare"
      .value=${this.alpha}
      @slid=${(event: CustomEvent<number>) => tell(this, 'look-changed', { alpha: event.detail })}
    ></pa-slider>`;
  }

  #compare(): TemplateResult {
    return html`<pa-compare-button .comparing=${this.comparing}></pa-compare-button>`;
  }

  /** While recording it is there only where the picture must be let go again. */
  #hold(): TemplateResult | typeof nothing {
    if (this.recording.state !== 'off' && !this.held) return nothing;
    return html`<pa-hold-button .held=${this.held}></pa-hold-button>`;
  }

  #gallery(): TemplateResult {
    return html`<button
      class="icon"
      aria-label=${WORDS.showGallery}
      title=${WORDS.showGallery}
      aria-expanded=${this.sheet === 'gallery'}
      @click=${() => tell(this, 'sheet-asked', { sheet: 'gallery' })}
    >
      <pa-icon name="gallery"></pa-icon>
    </button>`;
  }

  #look(): TemplateResult {
    return html`<button
      class="icon"
      aria-label=${WORDS.look}
      title=${`${WORDS.look} (L)`}
      aria-expanded=${this.sheet === 'look'}
      @click=${() => tell(this, 'sheet-asked', { sheet: 'look' })}
    >
      <pa-icon name="look"></pa-icon>
    </button>`;
  }

  /** Stays focusable while it is busy. */
  #snapshot(): TemplateResult {
    return html`<button
      class="icon snapshot"
      aria-label=${WORDS.snapshot}
      aria-busy=${this.snapping}
      aria-disabled=${this.snapping}
      title=${`${WORDS.snapshot} (P)`}
      @click=${() => this.snapping || tell(this, 'snapshot-asked', null)}
    >
      <pa-icon name="camera"></pa-icon>
    </button>`;
  }

  #pause(): TemplateResult | typeof nothing {
    const { state } = this.recording;
    if (state !== 'on' && state !== 'paused') return nothing;
    const paused = state === 'paused';
    return html`<button
      class="icon pause"
      aria-label=${CLIP_WORDS.pause}
      aria-pressed=${paused}
      title=${paused ? CLIP_WORDS.goOn : CLIP_WORDS.pause}
      @click=${() => tell(this, 'recording-paused', { paused: !paused })}
    >
      <pa-icon name=${paused ? 'resume' : 'hold'}></pa-icon>
    </button>`;
  }
}
