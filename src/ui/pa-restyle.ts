import { LitElement, html, nothing, type TemplateResult } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import type { RestyleView } from '../studio/restyle-view.ts';
import type { ClipView } from '../studio/studio-view.ts';
import { baseStyles } from './base-styles.ts';
import { buttonStyles } from './button-styles.ts';
import type { Layout } from './layout-controller.ts';
import './pa-choice.ts';
import './pa-clips-button.ts';
import './pa-icon.ts';
import { restyleStyles } from './restyle-styles.ts';
import {
  RESTYLE_WORDS,
  announceRestyle,
  planWords,
  progressWords,
  restyleSizeWords,
  restyleTiers,
  videoWords,
} from './restyle-words.ts';
import { tell, type SheetName } from './ui-events.ts';
import { WORDS } from './words.ts';

/** What lies under the picture while a video file is open: how it is to be painted, then how far it is. */
@customElement('pa-restyle')
export class PaRestyle extends LitElement {
  static override styles = [baseStyles, buttonStyles, restyleStyles];

  @property({ reflect: true }) layout: Layout = 'wide';
  @property({ attribute: false }) video: RestyleView | null = null;
  /** Its frame is on show, painted. */
  @property({ type: Boolean }) ready = false;
  /** Newest first. */
  @property({ attribute: false }) clips: readonly ClipView[] = [];
  /** The sheet that is open, to mark its button. */
  @property() sheet: SheetName | null = null;

  override render(): TemplateResult | typeof nothing {
    const { video } = this;
    if (!video) return nothing;
    return html`<section aria-label=${RESTYLE_WORDS.video}>
      ${video.state === 'ready' ? this.#plan(video) : this.#progress(video)}
      <p class="visually-hidden" role="status">${announceRestyle(video)}</p>
    </section>`;
  }

  #plan(video: RestyleView): TemplateResult {
    return html`<header>
        <h2 title=${video.name}>${video.name}</h2>
        <p class="quiet facts">${videoWords(video)}</p>
        ${this.#icon('close', RESTYLE_WORDS.leave, () => tell(this, 'stop-asked', null))}
      </header>
      <div class="choices">
        ${
          video.sizes.length > 1
            ? html`<pa-choice
                label=${RESTYLE_WORDS.size}
                .options=${video.sizes.map(({ id }) => ({ value: id, label: restyleSizeWords(id) }))}
                .value=${video.sizeId}
                @chosen=${(event: CustomEvent<string>) => tell(this, 'restyle-size-chosen', { sizeId: event.detail })}
              ></pa-choice>`
            : nothing
        }
        <pa-choice
          label=${RESTYLE_WORDS.quality}
          .options=${restyleTiers(video.tier)}
          .value=${video.tier}
          @chosen=${(event: CustomEvent<string>) => this.#chooseTier(event.detail)}
        ></pa-choice>
      </div>
      <div class="row">
        <p class="quiet grow">${planWords(video)}</p>
        ${this.layout === 'wide' ? nothing : this.#sheetIcon('gallery', WORDS.showGallery)}
        ${this.#sheetIcon('look', WORDS.look)}
        <pa-clips-button .clips=${this.clips} .open=${this.sheet === 'clips'}></pa-clips-button>
        <button
          class="primary small"
          aria-disabled=${!this.ready}
          @click=${() => this.ready && tell(this, 'restyle-asked', null)}
        >
          ${RESTYLE_WORDS.start}
        </button>
      </div>`;
  }

  #progress(video: RestyleView): TemplateResult {
    const share = video.facts.durationMs > 0 ? Math.min(1, video.doneMs / video.facts.durationMs) : 0;
    const canStop = video.state === 'running' || video.state === 'paused';
    const paused = video.state === 'paused';
    return html`<header>
        <h2 title=${video.name}>${video.name}</h2>
      </header>
      <progress
        max="1"
        .value=${share}
        aria-label=${RESTYLE_WORDS.progress}
        aria-valuetext=${progressWords(video)}
      ></progress>
      <div class="row">
        <p class="quiet grow">${progressWords(video)}</p>
        ${this.#sheetIcon('look', WORDS.look)}
        ${
          canStop
            ? html`<button
                  class="secondary small"
                  @click=${() => tell(this, 'restyle-paused', { paused: !paused })}
                >
                  ${paused ? RESTYLE_WORDS.goOn : RESTYLE_WORDS.pause}
                </button>
                <button class="secondary small" @click=${() => tell(this, 'restyle-stopped', null)}>
                  ${RESTYLE_WORDS.stop}
                </button>`
            : nothing
        }
      </div>`;
  }

  #chooseTier(value: string): void {
    const tier = restyleTiers(this.video!.tier).find((entry) => entry.value === value)?.value;
    if (tier) tell(this, 'restyle-tier-chosen', { tier });
  }

  #sheetIcon(sheet: 'gallery' | 'look', label: string): TemplateResult {
    return html`<button
      class="icon"
      aria-label=${label}
      title=${label}
      aria-expanded=${this.sheet === sheet}
      @click=${() => tell(this, 'sheet-asked', { sheet })}
    >
      <pa-icon name=${sheet}></pa-icon>
    </button>`;
  }

  #icon(name: 'close', label: string, run: () => void): TemplateResult {
    return html`<button class="icon" aria-label=${label} title=${label} @click=${run}>
      <pa-icon name=${name}></pa-icon>
    </button>`;
  }
}
