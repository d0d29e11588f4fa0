import { LitElement, css, html, nothing, type TemplateResult } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import type { Aspect } from '../shared/frame-size.ts';
import { DEFAULT_LOOK, type Look, type SnapshotType } from '../shared/protocol.ts';
import {
  NOT_RECORDING,
  type EngineChoice,
  type QualityChoice,
  type RecordingView,
} from '../studio/studio-view.ts';
import { baseStyles } from './base-styles.ts';
import { buttonStyles } from './button-styles.ts';
import { ENGINES, QUALITIES, QUALITIES_WITH_PACK, SHAPES } from './choice-words.ts';
import './pa-choice.ts';
import './pa-recording-options.ts';
import './pa-sheet.ts';
import './pa-slider.ts';
import './pa-switch.ts';
import { PACK_WORDS } from './pack-words.ts';
import { RESTYLE_WORDS } from './restyle-words.ts';
import { tell } from './ui-events.ts';
import { WORDS } from './words.ts';

/** "How it is painted": everything about the look except strength, which is always at hand; and how clips are recorded. */
@customElement('pa-look-sheet')
export class PaLookSheet extends LitElement {
  static override styles = [
    baseStyles,
    buttonStyles,
    css`
      :host {
        display: contents;
        --label-width: 5rem;
      }
      .choice {
        display: grid;
        min-height: var(--target);
        align-items: center;
        gap: 0.25rem 0.875rem;
        grid-template-columns: var(--label-width) minmax(0, 1fr);
        margin-block-start: 0.375rem;
      }
      .hint {
        color: var(--quiet-ink);
        font-size: var(--label);
        line-height: 1.4;
      }
      .switches {
        margin-block-start: 0.5rem;
        padding-block-start: 0.25rem;
        border-block-start: 1px solid color-mix(in oklch, transparent, var(--line) 60%);
      }
      @media (max-width: 379px) {
        .choice {
          grid-template-columns: minmax(0, 1fr);
        }
      }
    `,
  ];

  @property({ type: Boolean }) open = false;
  @property({ attribute: false }) look: Look = DEFAULT_LOOK;
  @property() quality: QualityChoice = 'auto';
  /** The quality is that of the open video. */
  @property({ type: Boolean }) ofVideo = false;
  /** … which is being painted in it. */
  @property({ type: Boolean }) qualityFixed = false;
  /** The user has added the classic network. */
  @property({ type: Boolean }) hasPack = false;
  @property() shape: Aspect = 'as-seen';
  @property() engine: EngineChoice = 'auto';
  @property({ type: Boolean }) mirror = false;
  /** Camera and painting are shown side by side. */
  @property({ type: Boolean }) wipe = false;
  /** The picture fills the stage. */
  @property({ type: Boolean }) fill = false;
  @property({ attribute: false }) recording: RecordingView = NOT_RECORDING;
  @property() snapshotType: SnapshotType = 'image/webp';
  /** Loudness at this moment, 0..1. */
  @property({ attribute: false }) soundLevel: () => number = () => 0;

  override render(): TemplateResult {
    return html`<pa-sheet
      heading=${WORDS.look}
      placement="side"
      .open=${this.open}
      @closed=${() => tell(this, 'sheet-closed', { sheet: 'look' })}
    >
      <button slot="tools" class="link" @click=${() => tell(this, 'look-reset', null)}>${WORDS.reset}</button>
      ${this.quality === 'classic' ? html`<p class="hint">${PACK_WORDS.noControls}</p>` : this.#ownControls()}
      ${this.#quality()}
      ${this.#choice(WORDS.shape, SHAPES, this.shape, (value) => tell(this, 'aspect-chosen', { aspect: value }))}
      ${this.#choice(WORDS.engine, ENGINES, this.engine, (value) =>
        tell(this, 'engine-chosen', { engine: value }),
      )}
      <div class="switches">
        <pa-switch
          label=${WORDS.mirror}
          .on=${this.mirror}
          @switched=${(event: CustomEvent<boolean>) => tell(this, 'mirror-switched', { mirror: event.detail })}
        ></pa-switch>
        <pa-switch
          label=${WORDS.wipe}
          .on=${this.wipe}
          @switched=${(event: CustomEvent<boolean>) => tell(this, 'wipe-switched', { on: event.detail })}
        ></pa-switch>
        <pa-switch
          label=${WORDS.fill}
          .on=${this.fill}
          @switched=${() => tell(this, 'fit-switched', null)}
        ></pa-switch>
      </div>
      <pa-recording-options
        class="switches"
        .recording=${this.recording}
        .snapshotType=${this.snapshotType}
        .soundLevel=${this.soundLevel}
        .shown=${this.open}
      ></pa-recording-options>
    </pa-sheet>`;
  }

  /** What only our own networks have. */
  #ownControls(): TemplateResult {
    return html`<pa-slider
        label=${WORDS.detail}
        .value=${this.look.detail}
        @slid=${(event: CustomEvent<number>) => tell(this, 'look-changed', { detail: event.detail })}
      ></pa-slider>
      <pa-slider
        label=${WORDS.canvas}
        .value=${this.look.canvas}
        @slid=${(event: CustomEvent<number>) => tell(this, 'look-changed', { canvas: event.detail })}
      ></pa-slider>`;
  }

  #quality(): TemplateResult {
    const all = this.hasPack ? QUALITIES_WITH_PACK : QUALITIES;
    const options = this.ofVideo ? all.filter(({ value }) => value !== 'auto') : all;
    return html`${this.#choice(
      WORDS.quality,
      options,
      this.quality,
      (value) => tell(this, 'quality-chosen', { quality: value }),
      this.qualityFixed,
    )}
    ${this.qualityFixed ? html`<p class="hint">${RESTYLE_WORDS.qualityFixed}</p>` : nothing}`;
  }

  #choice<Value extends string>(
    label: string,
    options: { value: Value; label: string }[],
    value: Value,
    choose: (value: Value) => void,
    disabled = false,
  ): TemplateResult {
    return html`<div class="choice">
      <span aria-hidden="true">${label}</span>
      <pa-choice
        label=${label}
        .options=${options}
        .value=${value}
        .disabled=${disabled}
        @chosen=${(event: CustomEvent<Value>) => choose(event.detail)}
      ></pa-choice>
    </div>`;
  }
}
