import { LitElement, css, html, nothing, type TemplateResult } from 'lit';
import { customElement, property, query } from 'lit/decorators.js';
import type { PackProgress, PackView, QualityChoice } from '../studio/studio-view.ts';
import { baseStyles } from './base-styles.ts';
import { buttonStyles } from './button-styles.ts';
import './pa-icon.ts';
import './pa-switch.ts';
import { PACK_STEPS, PACK_WORDS, packWords } from './pack-words.ts';
import { RESTYLE_WORDS } from './restyle-words.ts';
import { tell } from './ui-events.ts';
import { percent } from './words.ts';

/** Adds the user's own network, shows the one that is there, and removes it. */
@customElement('pa-pack')
export class PaPack extends LitElement {
  static override styles = [
    baseStyles,
    buttonStyles,
    css`
      :host {
        display: block;
      }
      p,
      form,
      .add,
      .here,
      .busy {
        margin-block-start: 0.75rem;
        line-height: 1.5;
      }
      .hint {
        color: var(--quiet-ink);
        font-size: var(--label);
        line-height: 1.4;
      }
      .here {
        padding: 0.5rem 0.875rem;
        border-radius: var(--radius);
        background: var(--sunken);
      }
      .row {
        display: flex;
        align-items: center;
        justify-content: space-between;
        gap: 0.75rem;
      }
      .name {
        overflow-wrap: anywhere;
      }
      .row > span:first-child {
        min-width: 0;
      }
      progress {
        display: block;
        width: 100%;
        margin-block-start: 0.25rem;
        accent-color: var(--accent-mark);
      }
      label {
        display: block;
      }
      .address {
        display: flex;
        gap: 0.5rem;
        margin-block-start: 0.25rem;
      }
      input[type='text'] {
        width: 100%;
        min-width: 0;
        height: var(--target);
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

  @property({ attribute: false }) pack: PackView | null = null;
  @property({ attribute: false }) progress: PackProgress | null = null;
  @property() quality: QualityChoice = 'auto';
  /** The quality is that of the open video. */
  @property({ type: Boolean }) ofVideo = false;
  /** … which is being painted in it. */
  @property({ type: Boolean }) qualityFixed = false;

  @query('input[type=file]') private file!: HTMLInputElement;
  @query('input[type=text]') private address!: HTMLInputElement;

  override render(): TemplateResult {
    return html`<p>${PACK_WORDS.about}</p>
      ${this.pack ? this.#here(this.pack) : html`<p>${PACK_WORDS.none}</p>`}
      ${this.progress ? this.#busy(this.progress) : this.#add()}
      ${this.pack ? html`<p class="hint">${PACK_WORDS.styles}</p>` : nothing}`;
  }

  #here(pack: PackView): TemplateResult {
    return html`<div class="here">
      <div class="row">
        <span>
          <span class="name">${pack.name}</span><br />
          <span class="hint">${packWords(pack)}</span>
        </span>
        <button
          class="icon"
          aria-label=${`${PACK_WORDS.remove}: ${pack.name}`}
          title=${PACK_WORDS.remove}
          ?disabled=${this.progress !== null}
          @click=${() => tell(this, 'pack-removed', null)}
        >
          <pa-icon name="remove"></pa-icon>
        </button>
      </div>
      <pa-switch
        label=${PACK_WORDS.use}
        .on=${this.quality === 'classic'}
        .disabled=${this.qualityFixed}
        @switched=${(event: CustomEvent<boolean>) =>
          tell(this, 'quality-chosen', { quality: event.detail ? 'classic' : this.#withoutIt })}
      ></pa-switch>
      ${this.qualityFixed ? html`<p class="hint">${RESTYLE_WORDS.qualityFixed}</p>` : nothing}
    </div>`;
  }

  /** Nothing chooses the quality of a video by itself. */
  get #withoutIt(): QualityChoice {
    return this.ofVideo ? 'studio' : 'auto';
  }

  #add(): TemplateResult {
    return html`<div class="add">
        <button class="secondary small" @click=${() => this.file.click()}>
          <pa-icon name="save-as"></pa-icon>${this.pack ? PACK_WORDS.another : PACK_WORDS.choose}
        </button>
        <input type="file" accept=".zip,application/zip" hidden @change=${this.#chosen} />
      </div>
      <form @submit=${this.#given}>
        <label>
          <span class="hint">${PACK_WORDS.address}</span>
          <span class="address">
            <input
              type="text"
              inputmode="url"
              autocomplete="off"
              autocapitalize="off"
              spellcheck="false"
              placeholder="classic.zip"
            />
            <button class="secondary small">${PACK_WORDS.fetch}</button>
          </span>
        </label>
      </form>`;
  }

  #busy({ step, share }: PackProgress): TemplateResult {
    return html`<label class="busy" role="status">
      ${PACK_STEPS[step]}
      <progress max="1" .value=${share} aria-valuetext=${percent(share)}></progress>
    </label>`;
  }

  readonly #chosen = (): void => {
    const file = this.file.files?.[0];
    // The same file chosen again is a change too.
    this.file.value = '';
    if (file) tell(this, 'pack-file-chosen', { file });
  };

  readonly #given = (event: Event): void => {
    event.preventDefault();
    const address = this.address.value.trim();
    if (address !== '') tell(this, 'pack-address-given', { address });
  };
}
