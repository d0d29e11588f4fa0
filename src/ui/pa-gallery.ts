import { LitElement, html, nothing, type PropertyValues, type TemplateResult } from 'lit';
import { customElement, property, query, state } from 'lit/decorators.js';
import { repeat } from 'lit/directives/repeat.js';
import type { PaintingView } from '../studio/studio-view.ts';
import { baseStyles } from './base-styles.ts';
import { buttonStyles } from './button-styles.ts';
import { galleryStyles } from './gallery-styles.ts';
import { progressStyles } from './progress-styles.ts';
import './pa-choice.ts';
import './pa-credit.ts';
import type { PaCredit } from './pa-credit.ts';
import './pa-icon.ts';
import { searchPaintings } from './search-paintings.ts';
import { tileStyles } from './tile-styles.ts';
import { tell } from './ui-events.ts';
import { WORDS, percent } from './words.ts';

/** All paintings, built in and own: search, choose, add, rename, remove. A panel on wide screens, else in a sheet. */
@customElement('pa-gallery')
export class PaGallery extends LitElement {
  static override styles = [baseStyles, buttonStyles, tileStyles, progressStyles, galleryStyles];

  @property({ attribute: false }) paintings: readonly PaintingView[] = [];
  @property() paintingId: string | null = null;
  /** 0..1 while an own picture is being measured, else null. */
  @property({ attribute: false }) measuring: number | null = null;
  /** In a sheet: choosing with a finger closes it. */
  @property({ type: Boolean, reflect: true }) inSheet = false;

  @state() private query = '';
  @state() private tab: 'all' | 'yours' = 'all';
  @state() private renaming: string | null = null;

  @query('.titles input') private titleField!: HTMLInputElement | null;
  @query('pa-credit') private credit!: PaCredit | null;
  @query('.scroller') private scroller!: HTMLElement;

  override render(): TemplateResult {
    const inTab = this.tab === 'yours' ? this.paintings.filter((p) => p.kind === 'own') : this.paintings;
    const shown = searchPaintings(inTab, this.query);
    const chosen = this.paintings.find((painting) => painting.id === this.paintingId);
    return html`<div class="head">
        <label class="search">
          <span class="visually-hidden">${WORDS.searchLabel}</span>
          <pa-icon name="search"></pa-icon>
          <input
            type="search"
            autocomplete="off"
            enterkeyhint="search"
            placeholder=${WORDS.search}
            .value=${this.query}
            @input=${(event: Event) => (this.query = (event.target as HTMLInputElement).value)}
          />
        </label>
        <div class="row">
          <pa-choice
            chips
            label=${WORDS.which}
            .options=${[
              { value: 'all', label: WORDS.all },
              { value: 'yours', label: WORDS.yours },
            ]}
            .value=${this.tab}
            @chosen=${(event: CustomEvent<'all' | 'yours'>) => (this.tab = event.detail)}
          ></pa-choice>
          <button
            class="icon"
            aria-label=${WORDS.addPainting}
            title=${WORDS.addPainting}
            ?disabled=${this.measuring !== null}
            @click=${() => tell(this, 'painting-file-asked', null)}
          >
            <pa-icon name="add-picture"></pa-icon>
          </button>
        </div>
        ${this.measuring === null ? nothing : this.#progress(this.measuring)}
      </div>
      <div class="scroller">
        ${shown.length === 0 ? this.#nothingShown() : nothing}
        <div class="grid" role="radiogroup" aria-label=${WORDS.gallery}>
          ${repeat(
            shown,
            (painting) => painting.id,
            (painting) => this.#tile(painting),
          )}
        </div>
      </div>
      ${chosen ? html`<pa-credit .painting=${chosen}></pa-credit>` : nothing}`;
  }

  protected override updated(changed: PropertyValues<this>): void {
    if (!changed.has('paintingId')) return;
    // The credit line takes room from the list, so it comes first.
    void this.credit?.updateComplete.then(() => this.#showChosen());
  }

  /** Scrolls the chosen painting into sight, if it is not there already. */
  #showChosen(): void {
    const chosen = this.scroller.querySelector(':checked')?.closest('.tile');
    chosen?.scrollIntoView({ block: 'nearest' });
  }

  #tile(painting: PaintingView): TemplateResult {
    const own = painting.kind === 'own';
    return html`<div class="cell">
      <label class="tile">
        <input
          type="radio"
          name="painting"
          .value=${painting.id}
          .checked=${painting.id === this.paintingId}
          @change=${() => tell(this, 'painting-chosen', { id: painting.id })}
          @click=${(event: MouseEvent) => this.#press(event, painting.id)}
        />
        <img src=${painting.pictureUrl} alt="" loading="lazy" decoding="async" width="136" height="136" />
        <span class="title" title=${painting.title}>${painting.title}</span>
        <span class="maker">${painting.artist || nothing}</span>
      </label>
      ${own && this.tab === 'yours' ? this.#tools(painting) : nothing}
    </div>`;
  }

  #tools(painting: PaintingView): TemplateResult {
    if (this.renaming === painting.id) {
      return html`<form class="titles" @submit=${(event: Event) => this.#rename(event, painting)}>
        <input
          type="text"
          maxlength="80"
          aria-label=${WORDS.newTitle}
          .value=${painting.title}
          @keydown=${(event: KeyboardEvent) => this.#leaveOnEscape(event, painting.id)}
        />
        <button class="icon" aria-label=${WORDS.save} title=${WORDS.save}>
          <pa-icon name="check"></pa-icon>
        </button>
      </form>`;
    }
    return html`<div class="tools">
      <button
        class="icon rename"
        aria-label=${`${WORDS.rename}: ${painting.title}`}
        title=${WORDS.rename}
        @click=${() => this.#startRenaming(painting.id)}
      >
        <pa-icon name="rename"></pa-icon>
      </button>
      <button
        class="icon"
        aria-label=${`${WORDS.remove}: ${painting.title}`}
        title=${WORDS.remove}
        @click=${() => tell(this, 'painting-removed', { id: painting.id })}
      >
        <pa-icon name="remove"></pa-icon>
      </button>
    </div>`;
  }

  #progress(share: number): TemplateResult {
    return html`<label class="measuring">
      ${WORDS.measuring}
      <progress max="1" .value=${share} aria-valuetext=${percent(share)}></progress>
    </label>`;
  }

  #nothingShown(): TemplateResult {
    const searching = this.query.trim() !== '';
    return html`<div class="none">
      <p>${searching ? WORDS.noneFound : WORDS.noneYours}</p>
      ${
        searching
          ? nothing
          : html`<p>${WORDS.addHint}</p>
              <button class="secondary small" @click=${() => tell(this, 'painting-file-asked', null)}>
                <pa-icon name="add-picture"></pa-icon>${WORDS.addPainting}
              </button>`
      }
    </div>`;
  }

  /**
   * A finger chooses and closes the sheet; arrow keys click radio buttons too, but with no count of presses.
   *
   * The sheet is gone before the button would tell of its change.
   */
  #press(event: MouseEvent, id: string): void {
    if (!this.inSheet || event.detail === 0) return;
    tell(this, 'painting-chosen', { id });
    tell(this, 'sheet-closed', { sheet: 'gallery' });
  }

  #startRenaming(id: string): void {
    this.renaming = id;
    void this.updateComplete.then(() => this.titleField?.select());
  }

  #rename(event: Event, painting: PaintingView): void {
    event.preventDefault();
    const title = this.titleField?.value.trim();
    if (title && title !== painting.title) tell(this, 'painting-renamed', { id: painting.id, title });
    this.#endRenaming(painting.id);
  }

  /** The focus goes back to the button that began it. */
  #endRenaming(id: string): void {
    this.renaming = null;
    void this.updateComplete.then(() => {
      const tiles = [...this.renderRoot.querySelectorAll<HTMLInputElement>('.tile input')];
      const cell = tiles.find(({ value }) => value === id)?.closest('.cell');
      cell?.querySelector<HTMLButtonElement>('.rename')?.focus();
    });
  }

  #leaveOnEscape(event: KeyboardEvent, id: string): void {
    if (event.key !== 'Escape') return;
    event.preventDefault();
    event.stopPropagation();
    this.#endRenaming(id);
  }
}
