import { LitElement, css, html, nothing, type PropertyValues, type TemplateResult } from 'lit';
import { customElement, property, state } from 'lit/decorators.js';
import { repeat } from 'lit/directives/repeat.js';
import type { ClipJobView, ClipView, Notice, StorageView } from '../studio/studio-view.ts';
import { baseStyles } from './base-styles.ts';
import type { ClipQuestions } from './clip-questions.ts';
import { LayoutController } from './layout-controller.ts';
import './pa-clip.ts';
import type { PaClip } from './pa-clip.ts';
import './pa-icon.ts';
import './pa-notices.ts';
import './pa-sheet.ts';
import './pa-trim.ts';
import { storageWords } from './clip-words.ts';
import { CLIP_WORDS } from './recording-words.ts';
import { TRIM_WORDS } from './trim-words.ts';

/**
 * The shelf: every clip on this device, newest first, and how much room there is.
 *
 * It shows the notices itself, since it has a sheet of its own that covers all others.
 */
@customElement('pa-clips')
export class PaClips extends LitElement {
  static override styles = [
    baseStyles,
    css`
      :host {
        display: block;
      }
      ul {
        display: grid;
        gap: 1.5rem 1.25rem;
        grid-template-columns: repeat(auto-fill, minmax(min(13rem, 100%), 1fr));
        padding-block-start: 0.25rem;
      }
      li {
        min-width: 0;
      }
      .playing {
        grid-column: 1 / -1;
      }
      pa-sheet {
        --sheet-width: 44rem;
      }
      pa-notices {
        position: absolute;
        z-index: 1;
        inset-block-end: 1rem;
        inset-inline: 1rem;
      }
      /* Over the picture: what is to be pressed again lies below it, or beside it where it is low. */
      pa-sheet pa-notices {
        inset-block: calc(4.25rem + var(--safe-top)) auto;
      }
      @media (max-height: 480px) and (min-width: 540px) {
        pa-sheet pa-notices {
          inset-inline-end: 50%;
        }
      }
      .none {
        display: flex;
        flex-direction: column;
        align-items: center;
        gap: 0.75rem;
        padding: 2rem 0.5rem 2.5rem;
        color: var(--quiet-ink);
        text-align: center;
        text-wrap: balance;
      }
      .room {
        margin-block-start: 1.25rem;
        padding-block-start: 0.75rem;
        border-block-start: 1px solid color-mix(in oklch, transparent, var(--line) 60%);
        color: var(--quiet-ink);
        font-size: var(--label);
        line-height: 1.4;
      }
    `,
  ];

  /** Newest first. */
  @property({ attribute: false }) clips: readonly ClipView[] = [];
  @property({ attribute: false }) storage: StorageView | null = null;
  @property({ attribute: false }) job: ClipJobView | null = null;
  @property({ attribute: false }) ask!: ClipQuestions;
  @property({ attribute: false }) notices: readonly Notice[] = [];

  @state() private playing: string | null = null;
  /** The clip whose ends are being cut off. */
  @state() private trimming: string | null = null;

  readonly #layout = new LayoutController(this);

  override render(): TemplateResult {
    return html`${
      this.clips.length === 0
        ? html`<div class="none">
            <pa-icon name="clips" large></pa-icon>
            <p>${CLIP_WORDS.none}</p>
          </div>`
        : html`<ul>
            ${repeat(
              this.clips,
              (clip) => clip.id,
              (clip) =>
                html`<li class=${clip.id === this.playing ? 'playing' : ''}>
                  <pa-clip
                    .clip=${clip}
                    .clipFile=${this.ask.clipFile}
                    .job=${this.job?.clipId === clip.id ? this.job : null}
                    .busy=${this.job !== null}
                    .playing=${clip.id === this.playing}
                    @played=${(event: CustomEvent<string>) => (this.playing = event.detail)}
                    @trim=${() => this.#trim(clip.id)}
                  ></pa-clip>
                </li>`,
            )}
          </ul>`
    }
    ${this.storage ? html`<p class="room">${storageWords(this.storage, this.#clipBytes)}</p>` : nothing}
    ${this.#trimSheet() ?? this.#notices()}`;
  }

  protected override willUpdate(changed: PropertyValues<this>): void {
    if (!changed.has('clips')) return;
    if (!this.clips.some((clip) => clip.id === this.playing)) this.playing = null;
    if (!this.clips.some((clip) => clip.id === this.trimming)) this.trimming = null;
  }

  get #clipBytes(): number {
    return this.clips.reduce((sum, clip) => sum + clip.bytes, 0);
  }

  #notices(): TemplateResult {
    return html`<pa-notices .notices=${this.notices}></pa-notices>`;
  }

  /** Null while nothing is trimmed. */
  #trimSheet(): TemplateResult | null {
    const clip = this.clips.find(({ id }) => id === this.trimming);
    if (!clip) return null;
    // Where there is little room, the picture gets all of it.
    const full = this.#layout.layout !== 'wide';
    return html`<pa-sheet
      heading=${`${TRIM_WORDS.trim}: ${clip.title}`}
      placement=${full ? 'full' : 'middle'}
      .open=${true}
      @closed=${() => (this.trimming = null)}
      ><pa-trim
        .clip=${clip}
        .ask=${this.ask}
        .job=${this.job}
        ?full=${full}
        @left=${(event: CustomEvent<string | null>) => void this.#endTrim(clip.id, event.detail)}
      ></pa-trim
      >${this.#notices()}</pa-sheet
    >`;
  }

  #trim(id: string): void {
    this.playing = null;
    this.trimming = id;
  }

  /** The focus goes to the new clip, or back to where it was. */
  async #endTrim(id: string, newId: string | null): Promise<void> {
    this.trimming = null;
    await this.updateComplete;
    const shown = [...this.renderRoot.querySelectorAll<PaClip>('pa-clip')];
    const clip = shown.find((element) => element.clip.id === (newId ?? id));
    clip?.scrollIntoView({ block: 'nearest' });
    clip?.focusTools();
  }
}
