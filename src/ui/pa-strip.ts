import { LitElement, css, html, type PropertyValues, type TemplateResult } from 'lit';
import { customElement, property, query } from 'lit/decorators.js';
import { repeat } from 'lit/directives/repeat.js';
import type { PaintingView } from '../studio/studio-view.ts';
import { baseStyles } from './base-styles.ts';
import { tileStyles } from './tile-styles.ts';
import { tell } from './ui-events.ts';
import { WORDS, announcePainting } from './words.ts';

/** The paintings as one row (or, on a phone on its side, one column) of thumbnails under the thumb. */
@customElement('pa-strip')
export class PaStrip extends LitElement {
  static override styles = [
    baseStyles,
    tileStyles,
    css`
      :host {
        display: block;
        min-width: 0;
        min-height: 0;
      }
      .strip {
        display: flex;
        gap: 0.625rem;
        padding: 0.375rem 1rem;
        overflow: auto hidden;
        overscroll-behavior: contain;
        scroll-padding-inline: 1rem;
        scroll-snap-type: x proximity;
        scrollbar-width: none;
      }
      .strip::-webkit-scrollbar {
        display: none;
      }
      .tile {
        width: 4.5rem;
        flex: none;
        scroll-snap-align: start;
      }
      :host([vertical]) .strip {
        height: 100%;
        flex-direction: column;
        padding: 1rem 0.5rem;
        overflow: hidden auto;
        scroll-padding-block: 1rem;
        scroll-padding-inline: 0;
        scroll-snap-type: y proximity;
      }
      :host([vertical]) .tile {
        width: 4rem;
      }
    `,
  ];

  @property({ attribute: false }) paintings: readonly PaintingView[] = [];
  @property() paintingId: string | null = null;
  @property({ type: Boolean, reflect: true }) vertical = false;

  @query('.strip') private strip!: HTMLElement;

  override render(): TemplateResult {
    return html`<div class="strip" role="radiogroup" aria-label=${WORDS.gallery}>
      ${repeat(
        this.paintings,
        (painting) => painting.id,
        (painting) =>
          html`<label class="tile" title=${painting.title}>
            <input
              type="radio"
              name="painting"
              aria-label=${announcePainting(painting)}
              .value=${painting.id}
              .checked=${painting.id === this.paintingId}
              @change=${() => tell(this, 'painting-chosen', { id: painting.id })}
            />
            <img src=${painting.pictureUrl} alt="" loading="lazy" decoding="async" width="72" height="72" />
          </label>`,
      )}
    </div>`;
  }

  protected override updated(changed: PropertyValues<this>): void {
    if (!changed.has('paintingId') && !changed.has('vertical')) return;
    const chosen = this.strip.querySelector(':checked')?.closest('.tile');
    const behavior = matchMedia('(prefers-reduced-motion: reduce)').matches ? 'instant' : 'smooth';
    chosen?.scrollIntoView({ behavior, block: 'nearest', inline: 'center' });
  }
}
