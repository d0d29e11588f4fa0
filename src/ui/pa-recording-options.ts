import { LitElement, css, html, nothing, type PropertyValues, type TemplateResult } from 'lit';
import { customElement, property, query } from 'lit/decorators.js';
import type { SnapshotType } from '../shared/protocol.ts';
import type { ClipQuality } from '../shared/recording.ts';
import { NOT_RECORDING, type CountdownChoice, type RecordingView } from '../studio/studio-view.ts';
import { baseStyles } from './base-styles.ts';
import './pa-choice.ts';
import './pa-switch.ts';
import {
  CAMERA_TAKE_HINTS,
  CLIP_QUALITIES,
  CLIP_QUALITY_HINTS,
  COUNTDOWNS,
  SIMPLE_SENTENCE,
  SNAPSHOT_HINTS,
  SNAPSHOT_TYPES,
  SOUND_SENTENCES,
} from './recording-option-words.ts';
import { CLIP_WORDS } from './recording-words.ts';
import { tell } from './ui-events.ts';

/** How clips are recorded: quality, countdown, with the camera's picture, with sound, and from which microphone. */
@customElement('pa-recording-options')
export class PaRecordingOptions extends LitElement {
  static override styles = [
    baseStyles,
    css`
      :host {
        display: block;
      }
      .choice {
        display: grid;
        min-height: var(--target);
        align-items: center;
        gap: 0.25rem 0.875rem;
        grid-template-columns: var(--label-width) minmax(0, 1fr);
      }
      @media (max-width: 379px) {
        .choice {
          grid-template-columns: minmax(0, 1fr);
        }
      }
      .choice + .choice {
        margin-block-start: 0.5rem;
      }
      .hint {
        color: var(--quiet-ink);
        font-size: var(--label);
        line-height: 1.4;
      }
      .choice .hint {
        grid-column: -2;
      }
      .silent {
        color: var(--danger);
      }
      .meter {
        height: 0.25rem;
        margin-block: 0.5rem 0.25rem;
        border-radius: 2px;
        background: color-mix(in oklch, transparent, var(--ink) 16%);
        overflow: hidden;
      }
      .meter span {
        display: block;
        height: 100%;
        background: var(--accent-mark);
        forced-color-adjust: none;
        transform: scaleX(0);
        transform-origin: left;
      }
      select {
        width: 100%;
        height: var(--target);
        margin-block: 0.25rem 0.5rem;
        padding: 0 0.75rem;
        border: 1px solid var(--line);
        border-radius: 0.625rem;
        background: var(--sunken);
        color: var(--ink);
        font:
          1rem system-ui,
          sans-serif;
      }
    `,
  ];

  @property({ attribute: false }) recording: RecordingView = NOT_RECORDING;
  @property() snapshotType: SnapshotType = 'image/webp';
  /** Loudness at this moment, 0..1. */
  @property({ attribute: false }) soundLevel: () => number = () => 0;
  /** It can be seen, so the meter moves. */
  @property({ type: Boolean }) shown = false;

  @query('.meter span') private bar!: HTMLElement | null;

  #frame = 0;

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    cancelAnimationFrame(this.#frame);
    this.#frame = 0;
  }

  override render(): TemplateResult {
    const { sound, quality, microphones, countdownSeconds, keepsCamera } = this.recording;
    return html`<div class="choice">
        <span aria-hidden="true">${CLIP_WORDS.snapshots}</span>
        <pa-choice
          label=${CLIP_WORDS.snapshots}
          .options=${SNAPSHOT_TYPES}
          .value=${this.snapshotType}
          @chosen=${(event: CustomEvent<SnapshotType>) =>
            tell(this, 'snapshot-type-chosen', { type: event.detail })}
        ></pa-choice>
        <p class="hint">${SNAPSHOT_HINTS[this.snapshotType]}</p>
      </div>
      <div class="choice">
        <span aria-hidden="true">${CLIP_WORDS.quality}</span>
        <pa-choice
          label=${CLIP_WORDS.quality}
          .options=${CLIP_QUALITIES}
          .value=${quality}
          @chosen=${(event: CustomEvent<ClipQuality>) =>
            tell(this, 'clip-quality-chosen', { quality: event.detail })}
        ></pa-choice>
        <p class="hint">${CLIP_QUALITY_HINTS[quality]}</p>
      </div>
      <div class="choice">
        <span aria-hidden="true">${CLIP_WORDS.countdown}</span>
        <pa-choice
          label=${CLIP_WORDS.countdown}
          .options=${COUNTDOWNS}
          .value=${String(countdownSeconds)}
          @chosen=${(event: CustomEvent<string>) =>
            tell(this, 'countdown-chosen', { seconds: Number(event.detail) as CountdownChoice })}
        ></pa-choice>
      </div>
      ${
        this.recording.isSimple
          ? html`<p class="hint">${SIMPLE_SENTENCE}</p>`
          : html`<pa-switch
                label=${CLIP_WORDS.cameraTake}
                .on=${keepsCamera}
                @switched=${(event: CustomEvent<boolean>) =>
                  tell(this, 'camera-take-switched', { on: event.detail })}
              ></pa-switch>
              <p class="hint">${CAMERA_TAKE_HINTS[quality]}</p>`
      }
      <pa-switch
        label=${CLIP_WORDS.sound}
        .on=${sound !== 'off'}
        @switched=${(event: CustomEvent<boolean>) => tell(this, 'sound-switched', { on: event.detail })}
      ></pa-switch>
      ${
        sound === 'on' || sound === 'silent'
          ? html`<div class="meter" aria-hidden="true"><span></span></div>`
          : nothing
      }
      <p class="hint ${sound}" role="status">${SOUND_SENTENCES[sound]}</p>
      ${sound !== 'off' && microphones.length > 1 ? this.#microphones() : nothing}`;
  }

  protected override updated(_changed: PropertyValues<this>): void {
    if (this.#frame === 0) this.#moveMeter();
  }

  #microphones(): TemplateResult {
    const { microphones, microphoneId } = this.recording;
    return html`<label>
      <span class="hint">${CLIP_WORDS.microphone}</span>
      <select
        @change=${(event: Event) =>
          tell(this, 'microphone-chosen', { deviceId: (event.target as HTMLSelectElement).value })}
      >
        ${microphones.map(
          ({ deviceId, label }, index) =>
            html`<option value=${deviceId} ?selected=${deviceId === microphoneId}>
              ${label || `${CLIP_WORDS.microphone} ${index + 1}`}
            </option>`,
        )}
      </select>
    </label>`;
  }

  /** With every picture of the screen, past Lit: nothing else here changes that often. */
  readonly #moveMeter = (): void => {
    this.#frame = 0;
    if (!this.shown || !this.bar || !this.isConnected) return;
    this.bar.style.transform = `scaleX(${Math.min(1, this.soundLevel())})`;
    this.#frame = requestAnimationFrame(this.#moveMeter);
  };
}
