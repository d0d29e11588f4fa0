import { LitElement, css, html, nothing, type TemplateResult } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import { baseStyles } from './base-styles.ts';
import { buttonStyles } from './button-styles.ts';
import type { Layout } from './layout-controller.ts';
import './pa-icon.ts';
import { tell, type SheetName } from './ui-events.ts';
import { WORDS } from './words.ts';

/** The few buttons in the top corner: switch camera, full screen, paintings, more. */
@customElement('pa-corner')
export class PaCorner extends LitElement {
  static override styles = [
    baseStyles,
    buttonStyles,
    css`
      :host {
        display: flex;
        gap: 0.125rem;
        border-radius: var(--round);
      }
      :host([layout='wide']) {
        padding: 0 0.25rem;
        background: var(--scrim);
      }
      :host(:not([layout='wide'])) {
        gap: 0.5rem;
      }
      :host(:not([layout='wide'])) .icon {
        background: var(--scrim);
      }
      .news::after {
        position: absolute;
        inset-block-start: 0.5rem;
        inset-inline-end: 0.5rem;
        width: 0.5rem;
        height: 0.5rem;
        border-radius: 50%;
        background: var(--accent-mark);
        content: '';
      }
    `,
  ];

  @property({ reflect: true }) layout: Layout = 'wide';
  @property({ type: Boolean }) canSwitch = false;
  @property({ type: Boolean }) canFill = false;
  @property({ type: Boolean }) fullscreen = false;
  /** Only wide screens have a panel. */
  @property({ type: Boolean }) panelOpen = false;
  @property() sheet: SheetName | null = null;
  /** Only the camera can be switched then. */
  @property({ type: Boolean }) recording = false;
  /** Something waits under "more". */
  @property({ type: Boolean }) news = false;

  override render(): TemplateResult {
    const wide = this.layout === 'wide';
    const fill = this.fullscreen ? WORDS.leaveFullscreen : WORDS.fullscreen;
    const panel = this.panelOpen ? WORDS.hideGallery : WORDS.showGallery;
    return html`${
      this.canSwitch
        ? html`<button
            class="icon"
            aria-label=${WORDS.switchCamera}
            title=${WORDS.switchCamera}
            @click=${() => tell(this, 'camera-switched', {})}
          >
            <pa-icon name="switch-camera"></pa-icon>
          </button>`
        : nothing
    }
    ${
      wide && this.canFill && !this.recording
        ? html`<button
            class="icon"
            aria-label=${fill}
            title=${`${fill} (F)`}
            @click=${() => tell(this, 'fullscreen-switched', null)}
          >
            <pa-icon name=${this.fullscreen ? 'fullscreen-off' : 'fullscreen'}></pa-icon>
          </button>`
        : nothing
    }
    ${
      wide && !this.recording
        ? html`<button
            class="icon"
            aria-label=${panel}
            aria-expanded=${this.panelOpen}
            title=${`${panel} (G)`}
            @click=${() => tell(this, 'sheet-asked', { sheet: 'gallery' })}
          >
            <pa-icon name="gallery"></pa-icon>
          </button>`
        : nothing
    }
    ${
      this.recording
        ? nothing
        : html`<button
            class="icon ${this.news ? 'news' : ''}"
            aria-label=${WORDS.more}
            aria-expanded=${this.sheet === 'more'}
            title=${WORDS.more}
            @click=${() => tell(this, 'sheet-asked', { sheet: 'more' })}
          >
            <pa-icon name="more"></pa-icon>
          </button>`
    }`;
  }
}
