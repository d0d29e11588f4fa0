import { LitElement, css, html, nothing, type PropertyValues, type TemplateResult } from 'lit';
import { customElement, property, query, state } from 'lit/decorators.js';
import { baseStyles } from './base-styles.ts';

/**
 * Plays a clip from its file: with `controls` as on the shelf, without them muted and over and over.
 *
 * Owns the URL of the file and lets it go when it leaves the page.
 */
@customElement('pa-clip-player')
export class PaClipPlayer extends LitElement {
  static override styles = [
    baseStyles,
    css`
      :host {
        display: block;
        width: 100%;
        height: 100%;
      }
      video {
        display: block;
        width: 100%;
        height: 100%;
        max-height: 60dvh;
        background: oklch(0.17 0.012 60);
      }
      video:not([controls]) {
        background: none;
        object-fit: cover;
      }
    `,
  ];

  @property() label = '';
  @property() clipId = '';
  @property({ attribute: false }) clipFile: (id: string) => Promise<File | null> = () =>
    Promise.resolve(null);
  @property({ type: Boolean }) controls = false;

  @state() private url = '';

  @query('video') private video!: HTMLVideoElement | null;

  /** The clip whose file was asked for last. */
  #asked = '';

  override connectedCallback(): void {
    super.connectedCallback();
    this.#asked = '';
    this.requestUpdate();
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this.#letGo();
  }

  override render(): TemplateResult | typeof nothing {
    if (!this.url) return nothing;
    return html`<video
      src=${this.url}
      aria-label=${this.label}
      ?controls=${this.controls}
      .muted=${!this.controls}
      ?loop=${!this.controls}
      ?autoplay=${this.controls || !matchMedia('(prefers-reduced-motion: reduce)').matches}
      playsinline
    ></video>`;
  }

  protected override willUpdate(): void {
    if (this.#asked === this.clipId) return;
    this.#asked = this.clipId;
    void this.#load(this.clipId);
  }

  protected override updated(changed: PropertyValues): void {
    // The button that was pressed is gone; the focus goes on with what it showed.
    if (this.controls && changed.has('url') && this.url) this.video?.focus();
  }

  async #load(id: string): Promise<void> {
    const file = await this.clipFile(id);
    if (!this.isConnected || this.#asked !== id) return;
    this.#letGo();
    this.url = file ? URL.createObjectURL(file) : '';
  }

  #letGo(): void {
    if (this.url) URL.revokeObjectURL(this.url);
    this.url = '';
  }
}
