import { LitElement, html, nothing, type PropertyValues, type TemplateResult } from 'lit';
import { customElement, property, query, state } from 'lit/decorators.js';
import { DEFAULT_LOOK } from '../shared/protocol.ts';
import type { Notice, PaintingView, StudioActions, StudioView } from '../studio/state.ts';
import { StudioController, type StudioPort } from '../studio/studio-controller.ts';
import { appStyles } from './app-styles.ts';
import { baseStyles } from './base-styles.ts';
import { FadeController } from './fade-controller.ts';
import { bindKeys, type KeyActions } from './key-bindings.ts';
import { LayoutController } from './layout-controller.ts';
import './pa-about.ts';
import './pa-announcer.ts';
import './pa-caption.ts';
import './pa-corner.ts';
import './pa-failure.ts';
import './pa-first-screen.ts';
import './pa-gallery.ts';
import './pa-look-sheet.ts';
import './pa-more.ts';
import './pa-notices.ts';
import './pa-permission.ts';
import './pa-progress-line.ts';
import './pa-sheet.ts';
import './pa-shortcuts.ts';
import './pa-shutter-bar.ts';
import './pa-stage.ts';
import type { PaStage } from './pa-stage.ts';
import './pa-stats.ts';
import './pa-status-pill.ts';
import './pa-still.ts';
import './pa-strip.ts';
import { PictureIntake, titleOf } from './picture-intake.ts';
import { listenTo } from './listen-to.ts';
import type { SheetName } from './ui-events.ts';
import { WORDS, statusWords } from './words.ts';

/** Not one of the studio's numbers. */
const UPDATE_NOTICE = -1;

/** The whole interface. The only element that knows the studio: properties go down from here, events come up. */
@customElement('pa-app')
export class PaApp extends LitElement {
  static override styles = [baseStyles, appStyles];

  @state() private sheet: SheetName | null = null;
  /** Null: the panel shows while there is something to paint. */
  @state() private panel: boolean | null = null;
  /** Null: phones fill, wide screens fit. */
  @state() private fill: boolean | null = null;
  @state() private fullscreen = false;
  @state() private updateSeen = false;

  @query('pa-stage') private stage!: PaStage;
  @query('.photo-file') private photoFile!: HTMLInputElement;
  @query('.painting-file') private paintingFile!: HTMLInputElement;

  readonly #studio = new StudioController(this);
  readonly #layout = new LayoutController(this);
  readonly #fade = new FadeController(this, () => this.#mayFade());
  readonly #intake = new PictureIntake(this, (file) => this.#addPainting(file));
  #attachedTo: StudioPort | undefined;
  #unbind: (() => void) | undefined;
  #lastSeen: Pick<StudioView, 'state' | 'paintingId' | 'notices'> | undefined;

  constructor() {
    super();
    listenTo(this, {
      'start-asked': ({ source }) => this.#start(source),
      'stop-asked': () => this.#close(() => void this.#actions?.stop()),
      'retry-asked': () => void this.#actions?.retry(),
      'reload-asked': () => location.reload(),
      'camera-switched': ({ deviceId }) => void this.#actions?.switchCamera(deviceId),
      'mirror-switched': ({ mirror }) => this.#actions?.setMirror(mirror),
      'painting-chosen': ({ id }) => this.#actions?.choosePainting(id),
      'painting-stepped': ({ by }) => this.#actions?.stepPainting(by),
      'painting-file-asked': () => this.paintingFile.click(),
      'painting-removed': ({ id }) => void this.#actions?.removePainting(id),
      'painting-renamed': ({ id, title }) => void this.#actions?.renamePainting(id, title),
      'look-changed': (look) => this.#actions?.setLook(look),
      'look-reset': () => this.#actions?.resetLook(),
      'aspect-chosen': ({ aspect }) => this.#actions?.setAspect(aspect),
      'quality-chosen': ({ quality }) => this.#actions?.setQuality(quality),
      'engine-chosen': ({ engine }) => this.#actions?.setEngine(engine),
      'hold-switched': ({ held }) => this.#actions?.hold(held),
      'compare-switched': ({ on }) => this.#compare(on),
      'fit-switched': () => (this.fill = !this.#fills),
      'stats-switched': ({ open }) => this.#actions?.setStatsOpen(open),
      'shortcuts-switched': ({ on }) => this.#actions?.setShortcuts(on),
      'fullscreen-switched': () => this.#toggleFullscreen(),
      'sheet-asked': ({ sheet }) => this.#toggleSheet(sheet),
      'sheet-closed': ({ sheet }) => {
        if (this.sheet === sheet) this.sheet = null;
      },
      'notice-dismissed': ({ id }) => {
        if (id === UPDATE_NOTICE) this.updateSeen = true;
        else this.#actions?.dismissNotice(id);
      },
      'install-asked': () => void this.#actions?.install(),
      'downloads-removed': () => void this.#actions?.removeDownloads(),
    });
  }

  /** What is behind all this. Set once by main.ts. */
  @property({ attribute: false })
  set studio(studio: StudioPort | undefined) {
    this.#studio.use(studio);
  }
  get studio(): StudioPort | undefined {
    return this.#studio.studio;
  }

  override connectedCallback(): void {
    super.connectedCallback();
    document.addEventListener('fullscreenchange', this.#fullscreenChanged);
    this.#unbind = bindKeys(this.#keys, () => this.#view?.shortcutsOn ?? false);
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    document.removeEventListener('fullscreenchange', this.#fullscreenChanged);
    this.#unbind?.();
  }

  override render(): TemplateResult {
    const view = this.#view;
    const classes = [
      'room',
      this.#layout.layout,
      view?.state.name ?? 'idle',
      this.#fade.faded ? 'faded' : '',
      this.#panelOpen ? 'panelled' : '',
    ];
    return html`<div class=${classes.join(' ')}>
        <main class="view">
          <pa-stage
            .fit=${this.#fills ? 'fill' : 'fit'}
            .quiet=${this.sheet !== null || this.#fade.faded}
            .layoutKey=${`${view?.source} ${view?.aspect} ${view?.mirror} ${view?.cameraId}`}
          ></pa-stage>
          ${view ? this.#overStage(view) : html`<pa-still class="cover"></pa-still>`}
          ${this.#intake.over ? html`<div class="cover drop"><p>${WORDS.dropHere}</p></div>` : nothing}
        </main>
        ${
          view && this.#panelOpen
            ? html`<aside aria-label=${WORDS.gallery}>${this.#gallery(view, false)}</aside>`
            : nothing
        }
        ${view ? this.#sheets(view) : nothing}
      </div>
      <input class="photo-file" type="file" accept="image/*" hidden @change=${this.#photoChosen} />
      <input class="painting-file" type="file" accept="image/*" hidden @change=${this.#paintingChosen} />`;
  }

  protected override willUpdate(): void {
    const view = this.#view;
    if (!view) return;
    const seen = this.#lastSeen;
    // Whatever a screen reader would hear of, eyes should see too.
    if (
      seen?.state.name !== view.state.name ||
      seen.paintingId !== view.paintingId ||
      seen.notices !== view.notices
    ) {
      this.#fade.wake();
    }
    this.#lastSeen = view;
    if (view.state.name === 'idle' && seen && seen.state.name !== 'idle') this.panel = null;
  }

  protected override updated(_changed: PropertyValues<this>): void {
    // On the root, where tokens.css derives the other accents from it.
    const root = document.documentElement.style;
    const accent = this.#painting?.accent;
    if (accent) root.setProperty('--accent', accent);
    else root.removeProperty('--accent');
    const { studio } = this;
    if (!studio || this.#attachedTo === studio) return;
    this.#attachedTo = studio;
    studio.actions.attachStage(this.stage);
  }

  get #view(): StudioView | undefined {
    return this.studio?.view;
  }

  get #actions(): StudioActions | undefined {
    return this.studio?.actions;
  }

  get #painting(): PaintingView | undefined {
    return this.#view?.paintings.find((painting) => painting.id === this.#view?.paintingId);
  }

  /** A source is there, so there is something to choose a painting for. */
  get #isRunning(): boolean {
    const name = this.#view?.state.name;
    return name === 'downloading' || name === 'painting' || name === 'paused';
  }

  get #panelOpen(): boolean {
    return this.#layout.layout === 'wide' && (this.panel ?? this.#isRunning);
  }

  get #fills(): boolean {
    return this.fill ?? this.#layout.layout !== 'wide';
  }

  #mayFade(): boolean {
    return this.#view?.state.name === 'painting' && this.sheet === null && this.#view.measuring === null;
  }

  #overStage(view: StudioView): TemplateResult {
    const { layout } = this.#layout;
    const hasPicture = view.source !== null && this.hasUpdated && !this.stage.empty;
    const running = this.#isRunning;
    const showsStill = view.state.name === 'idle' || (!running && !hasPicture);
    return html`${showsStill ? html`<pa-still class="cover"></pa-still>` : nothing}
      ${
        view.state.name === 'downloading'
          ? html`<pa-progress-line
              .loadedBytes=${view.state.loadedBytes}
              .totalBytes=${view.state.totalBytes}
            ></pa-progress-line>`
          : nothing
      }
      ${view.state.name === 'idle' ? html`<pa-first-screen class="cover"></pa-first-screen>` : nothing}
      ${view.state.name === 'asking' ? html`<pa-permission class="cover"></pa-permission>` : nothing}
      ${
        view.state.name === 'failed'
          ? html`<pa-failure
              class="cover"
              .error=${view.state.error}
              .overPicture=${hasPicture}
            ></pa-failure>`
          : nothing
      }
      <div class="top">
        <pa-status-pill .parts=${statusWords(view, layout !== 'wide')}></pa-status-pill>
        <pa-corner
          .layout=${layout}
          .canSwitch=${running && view.source === 'camera' && view.cameras.length > 1}
          .canFill=${document.fullscreenEnabled}
          .fullscreen=${this.fullscreen}
          .panelOpen=${this.#panelOpen}
          .sheet=${this.sheet}
          .news=${view.updateReady}
        ></pa-corner>
      </div>
      <div class="under-top">
        ${
          view.statsOpen
            ? html`<pa-stats .telemetry=${view.telemetry} .engine=${view.engine}></pa-stats>`
            : nothing
        }
        ${this.sheet === 'gallery' ? nothing : this.#notices(view)}
      </div>
      ${running ? this.#controls(view) : nothing}
      <pa-announcer .view=${view}></pa-announcer>`;
  }

  #controls(view: StudioView): TemplateResult {
    const { layout } = this.#layout;
    const caption = html`<pa-caption .painting=${this.#painting}></pa-caption>`;
    const bar = html`<pa-shutter-bar
      .layout=${layout}
      .alpha=${view.look.alpha}
      .held=${view.state.name === 'paused' && view.state.reason === 'held'}
      .comparing=${view.comparing}
      .sheet=${this.sheet}
    ></pa-shutter-bar>`;
    const strip = html`<pa-strip
      .paintings=${view.paintings}
      .paintingId=${view.paintingId}
      .vertical=${layout === 'column'}
    ></pa-strip>`;
    switch (layout) {
      case 'wide':
        return html`<div class="bottom">${caption}${bar}</div>`;
      case 'phone':
        return html`<div class="bottom">${caption}${strip}${bar}</div>`;
      case 'column':
        return html`<div class="foot">
            ${caption}<pa-slider
              label=${WORDS.strength}
              layout="bare"
              .value=${view.look.alpha}
              @slid=${(event: CustomEvent<number>) => this.#actions?.setLook({ alpha: event.detail })}
            ></pa-slider>
          </div>
          <div class="side">${strip}${bar}</div>`;
    }
  }

  #gallery(view: StudioView, inSheet: boolean): TemplateResult {
    return html`<pa-gallery
      .paintings=${view.paintings}
      .paintingId=${view.paintingId}
      .measuring=${view.measuring}
      .inSheet=${inSheet}
    ></pa-gallery>`;
  }

  #notices(view: StudioView): TemplateResult {
    const update: Notice = {
      id: UPDATE_NOTICE,
      tone: 'info',
      text: WORDS.updateReady,
      details: '',
      action: { label: WORDS.updateNow, run: () => this.#actions?.applyUpdate() },
      lastsMs: 0,
    };
    const notices = view.updateReady && !this.updateSeen ? [...view.notices, update] : view.notices;
    return html`<pa-notices .notices=${notices}></pa-notices>`;
  }

  #sheets(view: StudioView): TemplateResult {
    const gallery = this.sheet === 'gallery';
    return html`${
        gallery
          ? html`<pa-sheet
              heading=${WORDS.gallery}
              placement="full"
              .open=${true}
              @closed=${() => (this.sheet = null)}
              >${this.#gallery(view, true)}${this.#notices(view)}</pa-sheet
            >`
          : nothing
      }
      <pa-look-sheet
        .open=${this.sheet === 'look'}
        .look=${view.look}
        .quality=${view.quality}
        .shape=${view.aspect}
        .engine=${view.engineChoice}
        .mirror=${view.mirror}
        .fill=${this.#fills}
      ></pa-look-sheet>
      <pa-more
        .open=${this.sheet === 'more'}
        .source=${view.source}
        .cameras=${view.cameras}
        .cameraId=${view.cameraId}
        .mirror=${view.mirror}
        .canFill=${document.fullscreenEnabled}
        .fullscreen=${this.fullscreen}
        .statsOpen=${view.statsOpen}
        .canInstall=${view.canInstall}
        .offline=${view.offline}
      ></pa-more>
      <pa-shortcuts .open=${this.sheet === 'keys'} .shortcutsOn=${view.shortcutsOn}></pa-shortcuts>
      <pa-about .open=${this.sheet === 'about'}></pa-about>`;
  }

  #start(source: 'camera' | 'scene' | 'photo'): void {
    this.sheet = null;
    if (source === 'photo') this.photoFile.click();
    else if (source === 'camera') void this.#actions?.startCamera();
    else void this.#actions?.startScene();
  }

  #close(then: () => void): void {
    this.sheet = null;
    then();
  }

  #compare(on: boolean): void {
    if (this.#view && this.#view.comparing !== on) this.#actions?.compare(on);
  }

  #toggleSheet(sheet: SheetName): void {
    if (sheet === 'gallery' && this.#layout.layout === 'wide') this.panel = !this.#panelOpen;
    else this.sheet = this.sheet === sheet ? null : sheet;
  }

  #toggleFullscreen(): void {
    if (!document.fullscreenEnabled) return;
    const done = document.fullscreenElement
      ? document.exitFullscreen()
      : document.documentElement.requestFullscreen();
    // Refused without a fresh press; nothing is lost then.
    done.catch(() => undefined);
  }

  #addPainting(file: File): void {
    void this.#actions?.addPainting(file, titleOf(file));
  }

  readonly #fullscreenChanged = (): void => {
    this.fullscreen = document.fullscreenElement !== null;
  };

  readonly #photoChosen = (): void => {
    const file = takeFile(this.photoFile);
    if (file) void this.#actions?.startPhoto(file);
  };

  readonly #paintingChosen = (): void => {
    const file = takeFile(this.paintingFile);
    if (file) this.#addPainting(file);
  };

  readonly #keys: KeyActions = {
    toggleHold: () => {
      const state = this.#view?.state;
      if (state?.name === 'painting') this.#actions?.hold(true);
      else if (state?.name === 'paused' && state.reason === 'held') this.#actions?.hold(false);
    },
    stepPainting: (by) => this.#actions?.stepPainting(by),
    compare: (on) => this.#compare(on),
    changeStrength: (by) => {
      const alpha = (this.#view?.look.alpha ?? 1) + by;
      this.#actions?.setLook({ alpha: Math.round(Math.min(1, Math.max(0, alpha)) * 100) / 100 });
    },
    resetStrength: () => this.#actions?.setLook({ alpha: DEFAULT_LOOK.alpha }),
    toggleGallery: () => this.#toggleSheet('gallery'),
    toggleLook: () => this.#toggleSheet('look'),
    toggleMirror: () => this.#actions?.setMirror(!this.#view?.mirror),
    toggleFullscreen: () => this.#toggleFullscreen(),
    toggleStats: () => this.#actions?.setStatsOpen(!this.#view?.statsOpen),
    showKeys: () => this.#toggleSheet('keys'),
  };
}

/** The chosen file; the field is emptied so that the same file can be chosen again. */
function takeFile(input: HTMLInputElement): File | undefined {
  const file = input.files?.[0];
  input.value = '';
  return file;
}

declare global {
  interface HTMLElementTagNameMap {
    'pa-app': PaApp;
  }
}
