import { LitElement, css, html, nothing, type PropertyValues, type TemplateResult } from 'lit';
import { customElement, property, state } from 'lit/decorators.js';
import { repeat } from 'lit/directives/repeat.js';
import type { ClipView, StorageView } from '../studio/studio-view.ts';
import { baseStyles } from './base-styles.ts';
import './pa-clip.ts';
import './pa-icon.ts';
import { CLIP_WORDS, storageWords } from './recording-words.ts';

/** The shelf: every clip on this device, newest first, and how much room there is. */
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
  @property({ attribute: false }) clipFile: (id: string) => Promise<File | null> = () =>
    Promise.resolve(null);

  @state() private playing: string | null = null;

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
                    .clipFile=${this.clipFile}
                    .playing=${clip.id === this.playing}
                    @played=${(event: CustomEvent<string>) => (this.playing = event.detail)}
                  ></pa-clip>
                </li>`,
            )}
          </ul>`
    }
    ${this.storage ? html`<p class="room">${storageWords(this.storage)}</p>` : nothing}`;
  }

  protected override willUpdate(changed: PropertyValues<this>): void {
    if (changed.has('clips') && !this.clips.some((clip) => clip.id === this.playing)) this.playing = null;
  }
}
