import { LitElement, css, html, nothing, type TemplateResult } from 'lit';
import { customElement, state } from 'lit/decorators.js';

/**
 * The picture of the first second, painted by our own network from our own scene. While it is missing or not there
 * yet, the wall shows.
 */
@customElement('pa-still')
export class PaStill extends LitElement {
  static override styles = css`
    :host {
      display: block;
      overflow: hidden;
      pointer-events: none;
    }
    img {
      display: block;
      width: 100%;
      height: 100%;
      object-fit: cover;
    }
  `;

  @state() private missing = false;

  override render(): TemplateResult | typeof nothing {
    if (this.missing) return nothing;
    return html`<picture>
      <source media="(max-aspect-ratio: 1/1)" srcset="first-run-tall.webp" />
      <img src="first-run-wide.webp" alt="" fetchpriority="high" @error=${() => (this.missing = true)} />
    </picture>`;
  }
}
