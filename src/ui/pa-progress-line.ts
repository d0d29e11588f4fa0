import { LitElement, css, html, type PropertyValues, type TemplateResult } from 'lit';
import { customElement, property, query } from 'lit/decorators.js';
import { WORDS, megabytes } from './words.ts';

/** A thin line at the top edge that carries the real progress in megabytes. */
@customElement('pa-progress-line')
export class PaProgressLine extends LitElement {
  static override styles = css`
    :host {
      display: block;
      height: 3px;
      background: var(--scrim);
    }
    .done {
      width: var(--done, 0%);
      height: 100%;
      background: var(--accent);
      transition: width var(--calm) linear;
    }
    @media (forced-colors: active) {
      .done {
        background: Highlight;
        forced-color-adjust: none;
      }
    }
  `;

  @property({ type: Number }) loadedBytes = 0;
  /** 0 while it is unknown. */
  @property({ type: Number }) totalBytes = 0;

  @query('.done') private done!: HTMLElement;

  override render(): TemplateResult {
    return html`<div
      role="progressbar"
      aria-label=${WORDS.preparing}
      aria-valuemin="0"
      aria-valuemax="100"
      aria-valuenow=${Math.round(this.#share() * 100)}
      aria-valuetext=${megabytes(this.loadedBytes, this.totalBytes)}
    >
      <div class="done"></div>
    </div>`;
  }

  protected override updated(_changed: PropertyValues<this>): void {
    this.done.style.setProperty('--done', `${this.#share() * 100}%`);
  }

  #share(): number {
    return this.totalBytes > 0 ? Math.min(1, this.loadedBytes / this.totalBytes) : 0;
  }
}
