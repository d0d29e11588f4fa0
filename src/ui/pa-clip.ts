import { LitElement, html, nothing, type PropertyValues, type TemplateResult } from 'lit';
import { customElement, property, query, state } from 'lit/decorators.js';
import { clockWords } from '../shared/clock-words.ts';
import type { ClipJobView, ClipView } from '../studio/studio-view.ts';
import { baseStyles } from './base-styles.ts';
import { buttonStyles } from './button-styles.ts';
import { clipStyles } from './clip-styles.ts';
import { progressStyles } from './progress-styles.ts';
import './pa-clip-menu.ts';
import type { PaClipMenu } from './pa-clip-menu.ts';
import './pa-icon.ts';
import './pa-clip-player.ts';
import { dateWords, durationWords, factsWords } from './clip-words.ts';
import { CLIP_WORDS } from './recording-words.ts';
import { canShareClips } from './share-clips.ts';
import { TRIM_WORDS } from './trim-words.ts';
import { tell } from './ui-events.ts';

/** One clip on the shelf: plays in its place; is saved, shared, trimmed, copied, renamed, deleted. Fires `trim`. */
@customElement('pa-clip')
export class PaClip extends LitElement {
  static override styles = [baseStyles, buttonStyles, progressStyles, clipStyles];

  @property({ attribute: false }) clip!: ClipView;
  /** Its file, or null where it is gone. */
  @property({ attribute: false }) clipFile: (id: string) => Promise<File | null> = () =>
    Promise.resolve(null);
  /** Its picture plays. One clip at a time: the shelf rules it, told by `played`. */
  @property({ type: Boolean, reflect: true }) playing = false;

  /** What is being made of it. */
  @property({ attribute: false }) job: ClipJobView | null = null;
  /** A copy is being made of some clip. */
  @property({ type: Boolean }) busy = false;

  @state() private renaming = false;

  @query('.titles input') private titleField!: HTMLInputElement | null;
  @query('pa-clip-menu') private menu!: PaClipMenu | null;
  @query('.save') private saveButton!: HTMLButtonElement | null;

  override render(): TemplateResult {
    const { clip } = this;
    return html`<article aria-labelledby="title">
      <div class="picture">${this.playing ? this.#player() : this.#poster()}</div>
      ${this.renaming ? this.#titleForm() : html`<h3 id="title" title=${clip.title}>${clip.title}</h3>`}
      ${clip.credit && clip.credit !== clip.title ? html`<p class="quiet" title=${clip.credit}>${clip.credit}</p>` : nothing}
      <p class="quiet">
        <time datetime=${new Date(clip.createdAtMs).toISOString()}>${dateWords(clip.createdAtMs)}</time>
      </p>
      <p class="quiet">${factsWords(clip)}</p>
      ${this.job?.kind === 'compatible' ? this.#progress(this.job) : this.#tools()}
    </article>`;
  }

  /** Puts the focus on what can be done with it. */
  focusTools(): void {
    this.saveButton?.focus();
  }

  #tools(): TemplateResult {
    const { clip } = this;
    return html`<div class="tools">
      <button
        class="secondary small save"
        aria-describedby="title"
        @click=${() => tell(this, 'clip-saved', { id: clip.id })}
      >
        ${CLIP_WORDS.save}
      </button>
      ${
        canShareClips(clip.mimeType)
          ? this.#tool('share', CLIP_WORDS.share, () => tell(this, 'clip-shared', { id: clip.id }))
          : nothing
      }
      ${this.#tool('trim', TRIM_WORDS.trim, () => this.dispatchEvent(new CustomEvent('trim')))}
      <pa-clip-menu .clip=${clip} .busy=${this.busy} @rename=${this.#startRenaming}></pa-clip-menu>
    </div>`;
  }

  #progress(job: ClipJobView): TemplateResult {
    return html`<div class="copying">
      <p class="quiet" id="copying" role="status">${TRIM_WORDS.copying}…</p>
      <progress max="1" .value=${job.share} aria-labelledby="copying"></progress>
      <button class="link" @click=${() => tell(this, 'clip-job-cancelled', null)}>
        ${TRIM_WORDS.cancel}
      </button>
    </div>`;
  }

  protected override updated(changed: PropertyValues<this>): void {
    if (this.playing && changed.has('playing')) this.scrollIntoView({ block: 'nearest' });
  }

  #poster(): TemplateResult {
    const { clip } = this;
    return html`${clip.posterUrl ? html`<img src=${clip.posterUrl} alt="" loading="lazy" decoding="async" />` : nothing}
      ${clip.isRecovered ? html`<span class="mark recovered">${CLIP_WORDS.recovered}</span>` : nothing}
      <span class="mark duration">
        <span aria-hidden="true">${clockWords(clip.durationMs)}</span>
        <span class="visually-hidden">${durationWords(clip.durationMs)}</span>
      </span>
      <button
        class="play"
        aria-label=${`${CLIP_WORDS.play}: ${clip.title}`}
        title=${CLIP_WORDS.play}
        @click=${() => this.dispatchEvent(new CustomEvent('played', { detail: clip.id }))}
      >
        <span><pa-icon name="resume"></pa-icon></span>
      </button>`;
  }

  #player(): TemplateResult {
    return html`<pa-clip-player
      label=${this.clip.title}
      .clipId=${this.clip.id}
      .clipFile=${this.clipFile}
      controls
    ></pa-clip-player>`;
  }

  #titleForm(): TemplateResult {
    return html`<form class="titles" @submit=${this.#rename}>
      <input
        id="title"
        type="text"
        maxlength="80"
        aria-label=${CLIP_WORDS.newTitle}
        .value=${this.clip.title}
        @keydown=${this.#leaveOnEscape}
      />
      <button class="icon" aria-label=${CLIP_WORDS.keepTitle} title=${CLIP_WORDS.keepTitle}>
        <pa-icon name="check"></pa-icon>
      </button>
    </form>`;
  }

  #tool(icon: 'share' | 'trim', label: string, run: () => void): TemplateResult {
    return html`<button
      class="icon ${icon}"
      aria-label=${`${label}: ${this.clip.title}`}
      title=${label}
      @click=${run}
    >
      <pa-icon name=${icon}></pa-icon>
    </button>`;
  }

  readonly #startRenaming = (): void => {
    this.renaming = true;
    void this.updateComplete.then(() => this.titleField?.select());
  };

  #endRenaming(): void {
    this.renaming = false;
    void this.updateComplete.then(() => this.menu?.focus());
  }

  readonly #rename = (event: Event): void => {
    event.preventDefault();
    const title = this.titleField?.value.trim();
    if (title && title !== this.clip.title) tell(this, 'clip-renamed', { id: this.clip.id, title });
    this.#endRenaming();
  };

  readonly #leaveOnEscape = (event: KeyboardEvent): void => {
    if (event.key !== 'Escape') return;
    event.preventDefault();
    event.stopPropagation();
    this.#endRenaming();
  };
}
