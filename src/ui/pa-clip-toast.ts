import { LitElement, css, html, nothing, type PropertyValues, type TemplateResult } from 'lit';
import { customElement, property, state } from 'lit/decorators.js';
import { clockWords } from '../shared/clock-words.ts';
import type { ClipView, RecordingView } from '../studio/studio-view.ts';
import { baseStyles } from './base-styles.ts';
import { buttonStyles } from './button-styles.ts';
import './pa-clip-player.ts';
import './pa-icon.ts';
import { CLIP_WORDS, sizeWords } from './recording-words.ts';
import { canShareClips } from './share-clips.ts';
import { tell } from './ui-events.ts';
import { WORDS } from './words.ts';

/** How long it stays while nobody is at it. */
export const CLIP_TOAST_MS = 20_000;

/** The clip that was just recorded, playing small in the corner, with what people want to do with it. */
@customElement('pa-clip-toast')
export class PaClipToast extends LitElement {
  static override styles = [
    baseStyles,
    buttonStyles,
    css`
      :host {
        display: block;
      }
      section {
        display: grid;
        width: 13rem;
        overflow: hidden;
        border: 1px solid color-mix(in oklch, var(--line), transparent 45%);
        border-radius: 1rem;
        background: var(--raised);
        pointer-events: auto;
        transition:
          opacity var(--calm) var(--ease),
          transform var(--calm) var(--ease);
      }
      @starting-style {
        section {
          opacity: 0;
          transform: translateY(1.5rem) scale(0.9);
        }
      }
      .picture {
        position: relative;
        display: block;
        width: 100%;
        padding: 0;
        overflow: hidden;
        aspect-ratio: 16 / 9;
        border: 0;
        background: oklch(0.14 0.01 60);
      }
      .picture:focus-visible {
        outline-offset: -4px;
      }
      img,
      pa-clip-player {
        position: absolute;
        inset: 0;
        width: 100%;
        height: 100%;
        object-fit: cover;
      }
      .facts {
        position: absolute;
        inset-block-end: 0.5rem;
        inset-inline-start: 0.5rem;
        padding: 0.125rem 0.5rem;
        border-radius: var(--round);
        background: var(--scrim);
        font-size: 0.75rem;
        font-variant-numeric: tabular-nums;
        line-height: 1.4;
      }
      .tools {
        display: flex;
        align-items: center;
        gap: 0.25rem;
        padding: 0.375rem;
      }
      .save {
        flex: 1;
        padding: 0 0.75rem;
      }
    `,
  ];

  /** Newest first. */
  @property({ attribute: false }) clips: readonly ClipView[] = [];
  @property() recording: RecordingView['state'] = 'off';
  @property({ attribute: false }) clipFile: (id: string) => Promise<File | null> = () =>
    Promise.resolve(null);

  @state() private shownId: string | null = null;

  /** On the shelf before the recording began. */
  #before = new Set<string>();
  #timer: ReturnType<typeof setTimeout> | undefined;

  override connectedCallback(): void {
    super.connectedCallback();
    for (const type of ['pointerleave', 'focusout']) this.addEventListener(type, this.#startTimer);
    for (const type of ['pointerenter', 'focusin']) this.addEventListener(type, this.#stopTimer);
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this.#stopTimer();
  }

  override render(): TemplateResult | typeof nothing {
    const clip = this.clips.find(({ id }) => id === this.shownId);
    if (!clip) return nothing;
    return html`<section aria-label=${CLIP_WORDS.newest}>
      <button
        class="picture"
        aria-label=${CLIP_WORDS.showClip}
        title=${CLIP_WORDS.showClip}
        @click=${() => tell(this, 'sheet-asked', { sheet: 'clips' })}
      >
        ${clip.posterUrl ? html`<img src=${clip.posterUrl} alt="" />` : nothing}
        <pa-clip-player .clipId=${clip.id} .clipFile=${this.clipFile} aria-hidden="true"></pa-clip-player>
        <span class="facts">${clockWords(clip.durationMs)} · ${sizeWords(clip.bytes)}</span>
      </button>
      <div class="tools">
        <button class="primary small save" @click=${() => tell(this, 'clip-saved', { id: clip.id })}>
          ${CLIP_WORDS.save}
        </button>
        ${
          canShareClips(clip.mimeType)
            ? html`<button
                class="icon"
                aria-label=${CLIP_WORDS.share}
                title=${CLIP_WORDS.share}
                @click=${() => tell(this, 'clip-shared', { id: clip.id })}
              >
                <pa-icon name="share"></pa-icon>
              </button>`
            : nothing
        }
        <button
          class="icon"
          aria-label=${WORDS.dismiss}
          title=${WORDS.dismiss}
          @click=${() => (this.shownId = null)}
        >
          <pa-icon name="close"></pa-icon>
        </button>
      </div>
    </section>`;
  }

  protected override willUpdate(changed: PropertyValues<this>): void {
    const before = changed.get('recording');
    if (before === undefined) return;
    if (before === 'off') {
      this.#before = new Set(this.clips.map(({ id }) => id));
      this.shownId = null;
    } else if (this.recording === 'off') {
      this.shownId = this.clips.find(({ id }) => !this.#before.has(id))?.id ?? null;
      this.#startTimer();
    }
  }

  readonly #startTimer = (): void => {
    this.#stopTimer();
    if (this.matches(':hover, :focus-within')) return;
    this.#timer = setTimeout(() => (this.shownId = null), CLIP_TOAST_MS);
  };

  readonly #stopTimer = (): void => clearTimeout(this.#timer);
}
