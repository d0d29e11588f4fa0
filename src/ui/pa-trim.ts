import { LitElement, html, nothing, type TemplateResult } from 'lit';
import { customElement, property, query, state } from 'lit/decorators.js';
import type { ClipJobView, ClipView } from '../studio/studio-view.ts';
import { baseStyles } from './base-styles.ts';
import { buttonStyles } from './button-styles.ts';
import type { ClipQuestions } from './clip-questions.ts';
import './pa-icon.ts';
import type { IconName } from './pa-icon.ts';
import './pa-trim-strip.ts';
import { PartPlayer } from './part-player.ts';
import { CLIP_WORDS } from './recording-words.ts';
import { TrimRange } from './trim-range.ts';
import { progressStyles } from './progress-styles.ts';
import { trimStyles } from './trim-styles.ts';
import { TRIM_WORDS, momentWords, secondsWords, trimHint } from './trim-words.ts';

/** More pictures than fit a wide strip would only be decoded, not seen. */
const STRIP_PICTURES = 12;
const STRIP_HEIGHT = 112;

/**
 * Cuts the ends of a clip off: the result is a clip of its own, the clip stays as it is.
 *
 * Fires `left` when it is done or cancelled, with the new clip's id or null.
 */
@customElement('pa-trim')
export class PaTrim extends LitElement {
  static override styles = [baseStyles, buttonStyles, progressStyles, trimStyles];

  @property({ attribute: false }) clip!: ClipView;
  @property({ attribute: false }) ask!: ClipQuestions;
  /** What is being made of a clip just now. */
  @property({ attribute: false }) job: ClipJobView | null = null;
  /** It has the whole screen. */
  @property({ type: Boolean, reflect: true }) full = false;

  @state() private range: TrimRange | null = null;
  @state() private at = 0;
  @state() private playing = false;
  @state() private saving = false;
  @state() private gone = false;
  @state() private url = '';
  @state() private pictures = '';

  @query('video') private video!: HTMLVideoElement | null;

  #player: PartPlayer | null = null;

  override connectedCallback(): void {
    super.connectedCallback();
    void this.#load();
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this.#player?.dispose();
    this.#player = null;
    for (const url of [this.url, this.pictures]) if (url) URL.revokeObjectURL(url);
    this.url = this.pictures = '';
    // An event from here would reach nobody: the element is out of the page already.
    if (this.saving) this.ask.cancelClipJob();
  }

  override render(): TemplateResult {
    return html`<div class="trim">
      <div class="picture">
        ${
          this.url
            ? html`<video
                src=${this.url}
                aria-label=${this.clip.title}
                preload="auto"
                playsinline
                @click=${this.#toggle}
              ></video>`
            : nothing
        }
        ${this.gone ? html`<p class="gone">${CLIP_WORDS.gone}</p>` : nothing}
      </div>
      <div class="controls">${this.range ? this.#controls(this.range) : this.#waiting()}</div>
    </div>`;
  }

  protected override updated(): void {
    if (!this.video || this.#player) return;
    this.#player = new PartPlayer(
      this.video,
      (seconds) => (this.at = seconds),
      (playing) => (this.playing = playing),
    );
  }

  #controls(range: TrimRange): TemplateResult {
    return html`<pa-trim-strip
        .range=${range}
        .at=${this.at}
        .pictures=${this.pictures}
        .disabled=${this.saving}
        @ranged=${(event: CustomEvent<{ range: TrimRange; end: 'start' | 'end' }>) =>
          this.#move(event.detail.range, event.detail.end)}
        @sought=${(event: CustomEvent<number>) => this.#player?.show(event.detail)}
      ></pa-trim-strip>
      <div class="row ends">
        <div class="stepper start">
          ${this.#step('earlier', TRIM_WORDS.earlierStart, () => this.#stepStart(-1))}
          <p class="value"><span>${TRIM_WORDS.start}</span>${momentWords(range.startSeconds)}</p>
          ${this.#step('later', TRIM_WORDS.laterStart, () => this.#stepStart(1))}
        </div>
        <button
          class="icon play"
          aria-label=${this.playing ? TRIM_WORDS.pause : TRIM_WORDS.play}
          title=${this.playing ? TRIM_WORDS.pause : TRIM_WORDS.play}
          @click=${this.#toggle}
        >
          <pa-icon name=${this.playing ? 'hold' : 'resume'}></pa-icon>
        </button>
        <div class="stepper end">
          ${this.#step('earlier', TRIM_WORDS.earlierEnd, () => this.#stepEnd(-1))}
          <p class="value"><span>${TRIM_WORDS.end}</span>${momentWords(range.endSeconds)}</p>
          ${this.#step('later', TRIM_WORDS.laterEnd, () => this.#stepEnd(1))}
        </div>
      </div>
      ${this.saving ? this.#progress() : this.#bottom(range)}`;
  }

  /** A long clip's index takes a while. */
  #waiting(): TemplateResult | typeof nothing {
    return this.gone ? nothing : html`<p class="hint waiting" role="status">${TRIM_WORDS.reading}…</p>`;
  }

  #bottom(range: TrimRange): TemplateResult {
    // One copy at a time: the studio would refuse a second one.
    const waits = this.job !== null;
    return html`<p class="hint" id="hint" role="status">
        ${waits ? TRIM_WORDS.waits : trimHint(range.cuts.startSeconds)}
      </p>
      <div class="row buttons">
        <p class="length" role="status">
          ${TRIM_WORDS.length} ${momentWords(range.lengthSeconds)}<span class="visually-hidden"
            >, ${secondsWords(range.lengthSeconds)} are kept</span
          >
        </p>
        <button class="link" @click=${() => this.#leave(null)}>${TRIM_WORDS.cancel}</button>
        <button
          class="primary small"
          aria-describedby="hint"
          ?disabled=${range.isWhole || waits}
          @click=${() => void this.#save(range)}
        >
          ${TRIM_WORDS.save}
        </button>
      </div>`;
  }

  #progress(): TemplateResult {
    const share = this.job?.clipId === this.clip.id ? this.job.share : 0;
    return html`<div class="progress">
      <p class="hint" id="saving" role="status">${TRIM_WORDS.saving}…</p>
      <progress max="1" .value=${share} aria-labelledby="saving"></progress>
      <div class="row buttons">
        <button class="link" @click=${() => this.ask.cancelClipJob()}>${TRIM_WORDS.cancel}</button>
      </div>
    </div>`;
  }

  #step(icon: IconName, label: string, run: () => void): TemplateResult {
    return html`<button
      class="icon"
      aria-label=${label}
      title=${label}
      ?disabled=${this.saving}
      @click=${run}
    >
      <pa-icon name=${icon}></pa-icon>
    </button>`;
  }

  #stepStart(by: number): void {
    if (this.range) this.#move(this.range.stepStart(by), 'start');
  }

  #stepEnd(by: number): void {
    if (this.range) this.#move(this.range.stepEnd(by), 'end');
  }

  /** Shows what the moved end begins or ends with. */
  #move(range: TrimRange, end: 'start' | 'end'): void {
    this.range = range;
    const { pictureSeconds } = range.cuts;
    this.#player?.show(end === 'start' ? range.startSeconds : range.endSeconds - pictureSeconds / 2);
  }

  async #load(): Promise<void> {
    const { id } = this.clip;
    const [file, cuts] = await Promise.all([this.#showFile(id), this.ask.clipCuts(id)]);
    if (!this.isConnected) return;
    this.gone = !file || !cuts;
    if (!file || !cuts) return;
    this.range = TrimRange.whole(cuts);
    const strip = await this.ask.clipFilmstrip(id, STRIP_PICTURES, STRIP_HEIGHT);
    if (strip && this.isConnected) this.pictures = URL.createObjectURL(strip);
  }

  async #showFile(id: string): Promise<boolean> {
    const file = await this.ask.clipFile(id);
    if (file && this.isConnected) this.url = URL.createObjectURL(file);
    return file !== null;
  }

  async #save(range: TrimRange): Promise<void> {
    this.#player?.pause();
    this.saving = true;
    void this.#keepFocus();
    const newId = await this.ask.trimClip(this.clip.id, range.range);
    this.saving = false;
    if (newId === null) await this.#keepFocus();
    else if (this.isConnected) this.#leave(newId);
  }

  /** The button that was pressed has gone: the focus goes to what stands in its place. */
  async #keepFocus(): Promise<void> {
    await this.updateComplete;
    const buttons = this.renderRoot.querySelectorAll<HTMLButtonElement>('.buttons button:enabled');
    [...buttons].at(-1)?.focus();
  }

  #leave(newId: string | null): void {
    this.dispatchEvent(new CustomEvent('left', { detail: newId }));
  }

  readonly #toggle = (): void => {
    if (!this.range || this.saving) return;
    if (this.playing) this.#player?.pause();
    else this.#player?.play(this.range.startSeconds, this.range.endSeconds);
  };
}
