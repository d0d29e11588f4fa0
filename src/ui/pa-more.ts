import { LitElement, css, html, nothing, type TemplateResult } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import type { SourceKind } from '../studio/state.ts';
import type { CameraChoice, OfflineView } from '../studio/studio-view.ts';
import { baseStyles } from './base-styles.ts';
import { browserName } from './browser-name.ts';
import { buttonStyles } from './button-styles.ts';
import './pa-icon.ts';
import type { IconName } from './pa-icon.ts';
import './pa-sheet.ts';
import './pa-switch.ts';
import { clipCountWords } from './recording-words.ts';
import { tell } from './ui-events.ts';
import { WORDS, offlineWords } from './words.ts';

/** Everything that is needed now and then: source and camera, full screen, numbers, downloads, keys, about. */
@customElement('pa-more')
export class PaMore extends LitElement {
  static override styles = [
    baseStyles,
    buttonStyles,
    css`
      :host {
        display: contents;
      }
      section + section {
        margin-block-start: 0.5rem;
        padding-block-start: 0.5rem;
        border-block-start: 1px solid color-mix(in oklch, transparent, var(--line) 60%);
      }
      .item {
        display: flex;
        width: 100%;
        min-height: var(--target);
        align-items: center;
        gap: 0.875rem;
        padding: 0;
        border: 0;
        border-radius: 0.5rem;
        background: none;
        text-align: start;
      }
      .item:hover {
        color: var(--accent-mark);
      }
      .item pa-icon {
        color: var(--quiet-ink);
      }
      .hint {
        color: var(--quiet-ink);
        font-size: var(--label);
        line-height: 1.4;
      }
      select {
        width: 100%;
        height: var(--target);
        margin-block-start: 0.25rem;
        padding: 0 0.75rem;
        border: 1px solid var(--line);
        border-radius: 0.625rem;
        background: var(--sunken);
        color: var(--ink);
        font:
          1rem system-ui,
          sans-serif;
      }
      .stored {
        display: flex;
        min-height: var(--target);
        flex-wrap: wrap;
        align-items: center;
        justify-content: space-between;
        gap: 0 0.75rem;
      }
      .stored .link {
        margin-inline: -0.5rem;
      }
    `,
  ];

  @property({ type: Boolean }) open = false;
  @property() source: SourceKind | null = null;
  @property({ attribute: false }) cameras: readonly CameraChoice[] = [];
  @property() cameraId: string | null = null;
  @property({ type: Boolean }) mirror = false;
  @property({ type: Boolean }) canFill = false;
  @property({ type: Boolean }) fullscreen = false;
  @property({ type: Boolean }) statsOpen = false;
  @property({ type: Boolean }) canInstall = false;
  @property({ type: Number }) clipCount = 0;
  @property({ attribute: false }) offline: OfflineView | undefined;

  override render(): TemplateResult {
    return html`<pa-sheet
      heading=${WORDS.more}
      placement="top"
      .open=${this.open}
      @closed=${() => tell(this, 'sheet-closed', { sheet: 'more' })}
    >
      ${this.#sources()}${this.#screen()}${this.#app()}
    </pa-sheet>`;
  }

  #sources(): TemplateResult {
    return html`<section>
      ${this.source === 'camera' && this.cameras.length > 1 ? this.#cameras() : nothing}
      ${
        this.source === null
          ? nothing
          : html`<pa-switch
              label=${WORDS.mirror}
              .on=${this.mirror}
              @switched=${(event: CustomEvent<boolean>) => tell(this, 'mirror-switched', { mirror: event.detail })}
            ></pa-switch>`
      }
      ${
        this.source === 'camera'
          ? nothing
          : this.#item('camera', WORDS.startCamera, () => tell(this, 'start-asked', { source: 'camera' }))
      }
      ${this.#item('photo', WORDS.useFile, () => tell(this, 'start-asked', { source: 'file' }))}
      ${
        this.source === 'scene'
          ? nothing
          : this.#item('scene', WORDS.watchScene, () => tell(this, 'start-asked', { source: 'scene' }))
      }
      ${
        this.source === null
          ? nothing
          : this.#item('stop', this.source === 'camera' ? WORDS.stopCamera : WORDS.stopSource, () =>
              tell(this, 'stop-asked', null),
            )
      }
    </section>`;
  }

  #cameras(): TemplateResult {
    return html`<label>
      <span class="hint">${WORDS.camera}</span>
      <select
        @change=${(event: Event) =>
          tell(this, 'camera-switched', { deviceId: (event.target as HTMLSelectElement).value })}
      >
        ${this.cameras.map(
          (camera, index) =>
            html`<option value=${camera.deviceId} ?selected=${camera.deviceId === this.cameraId}>
              ${camera.label || `${WORDS.camera} ${index + 1}`}
            </option>`,
        )}
      </select>
    </label>`;
  }

  #screen(): TemplateResult {
    return html`<section>
      ${
        this.canFill
          ? this.#item(
              this.fullscreen ? 'fullscreen-off' : 'fullscreen',
              this.fullscreen ? WORDS.leaveFullscreen : WORDS.fullscreen,
              () => tell(this, 'fullscreen-switched', null),
            )
          : nothing
      }
      <pa-switch
        label=${WORDS.stats}
        .on=${this.statsOpen}
        @switched=${(event: CustomEvent<boolean>) => tell(this, 'stats-switched', { open: event.detail })}
      ></pa-switch>
    </section>`;
  }

  #app(): TemplateResult {
    const isIos = browserName(navigator.userAgent, navigator.maxTouchPoints) === 'ios';
    const installed = matchMedia('(display-mode: standalone)').matches;
    return html`<section>
      ${
        this.canInstall
          ? html`${this.#item('install', WORDS.install, () => tell(this, 'install-asked', null))}
              <p class="hint">${WORDS.installHint}</p>`
          : nothing
      }
      ${isIos && !installed ? html`<p class="hint">${WORDS.installIos}</p>` : nothing}
      ${this.offline ? this.#stored(this.offline) : nothing}
      ${this.#item('clips', clipCountWords(this.clipCount), () => tell(this, 'sheet-asked', { sheet: 'clips' }))}
      ${this.#item('network', WORDS.pack, () => tell(this, 'sheet-asked', { sheet: 'pack' }))}
      ${this.#item('keys', WORDS.keys, () => tell(this, 'sheet-asked', { sheet: 'keys' }))}
      ${this.#item('about', WORDS.about, () => tell(this, 'sheet-asked', { sheet: 'about' }))}
    </section>`;
  }

  #stored(offline: OfflineView): TemplateResult {
    return html`<div class="stored">
      <span class="hint">${offlineWords(offline)}</span>
      ${
        offline.status !== 'unsupported' && offline.loadedBytes > 0
          ? html`<button class="link" @click=${() => tell(this, 'downloads-removed', null)}>
              ${WORDS.removeDownloads}
            </button>`
          : nothing
      }
    </div>`;
  }

  #item(icon: IconName, label: string, run: () => void): TemplateResult {
    return html`<button class="item" @click=${run}><pa-icon name=${icon}></pa-icon>${label}</button>`;
  }
}
