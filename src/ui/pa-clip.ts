import { LitElement, html, nothing, type PropertyValues, type TemplateResult } from 'lit';
import { customElement, property, query, state } from 'lit/decorators.js';
import type { ClipView } from '../studio/studio-view.ts';
import { baseStyles } from './base-styles.ts';
import { buttonStyles } from './button-styles.ts';
import { clipStyles } from './clip-styles.ts';
import './pa-icon.ts';
import './pa-clip-player.ts';
import { CLIP_WORDS, clockWords, dateWords, durationWords, factsWords } from './recording-words.ts';
import { canShareClips } from './share-clips.ts';
import { tell } from './ui-events.ts';

/** One clip on the shelf: plays in its place; is renamed, saved, shared, deleted. */
@customElement('pa-clip')
export class PaClip extends LitElement {
  static override styles = [baseStyles, buttonStyles, clipStyles];

  @property({ attribute: false }) clip!: ClipView;
  /** Its file, or null where it is gone. */
  @property({ attribute: false }) clipFile: (id: string) => Promise<File | null> = () =>
    Promise.resolve(null);
  /** Its picture plays. One clip at a time: the shelf rules it, told by `played`. */
  @property({ type: Boolean, reflect: true }) playing = false;

  @state() private renaming = false;

  @query('.titles input') private titleField!: HTMLInputElement | null;
  @query('.rename') private renameButton!: HTMLButtonElement | null;

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
      <div class="tools">
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
        ${this.#tool('rename', CLIP_WORDS.rename, () => this.#startRenaming())}
        ${this.#tool('remove', CLIP_WORDS.remove, () => tell(this, 'clip-removed', { id: clip.id }))}
      </div>
    </article>`;
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

  #tool(icon: 'share' | 'rename' | 'remove', label: string, run: () => void): TemplateResult {
    return html`<button
      class="icon ${icon}"
      aria-label=${`${label}: ${this.clip.title}`}
      title=${label}
      @click=${run}
    >
      <pa-icon name=${icon}></pa-icon>
    </button>`;
  }

  #startRenaming(): void {
    this.renaming = true;
    void this.updateComplete.then(() => this.titleField?.select());
  }

  #endRenaming(): void {
    this.renaming = false;
    void this.updateComplete.then(() => this.renameButton?.focus());
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
