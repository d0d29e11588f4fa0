import { LitElement, html, nothing, type PropertyValues, type TemplateResult } from 'lit';
import { customElement, property, query, state } from 'lit/decorators.js';
import type { Size } from '../shared/frame-size.ts';
import type { StudioActions } from '../studio/studio-actions.ts';
import type { PaintingView, StudioView } from '../studio/studio-view.ts';
import { StudioController, type StudioPort } from '../studio/studio-controller.ts';
import { appStyles } from './app-styles.ts';
import { baseStyles } from './base-styles.ts';
import { FadeController } from './fade-controller.ts';
import { fadeStyles } from './fade-styles.ts';
import { FullscreenController } from './fullscreen-controller.ts';
import { keyActions } from './key-actions.ts';
import { bindKeys } from './key-bindings.ts';
import { LayoutController } from './layout-controller.ts';
import { listenTo } from './listen-to.ts';
import { loadLateElements } from './load-late.ts';
import './pa-stage.ts';
import type { PaStage } from './pa-stage.ts';
import './pa-still.ts';
import './pa-drop.ts';
import { PictureIntake, titleOf } from './picture-intake.ts';
import { overStage, type Room } from './room.ts';
import { gallery, sheets } from './room-sheets.ts';
import { studioListeners } from './studio-listeners.ts';
import type { SheetName } from './ui-events.ts';
import { UpdateOffer } from './update-offer.ts';
import { WORDS } from './words.ts';

/** The whole interface. The only element that knows the studio: properties go down from here, events come up. */
@customElement('pa-app')
export class PaApp extends LitElement {
  static override styles = [baseStyles, appStyles, fadeStyles];

  @state() private sheet: SheetName | null = null;
  /** Null: the panel shows while there is something to paint. */
  @state() private panel: boolean | null = null;
  /** Null: phones fill, wide screens fit. */
  @state() private fill: boolean | null = null;

  @query('pa-stage') private stage!: PaStage;
  @query('.media-file') private mediaFile!: HTMLInputElement;
  @query('.painting-file') private paintingFile!: HTMLInputElement;

  readonly #studio = new StudioController(this);
  readonly #layout = new LayoutController(this);
  readonly #fullscreen = new FullscreenController(this);
  readonly #fade = new FadeController(this, () => this.#mayFade());
  readonly #updateOffer = new UpdateOffer(this, () => this.#actions?.applyUpdate());
  readonly #intake = new PictureIntake(this, {
    painting: (file) => this.#addPainting(file),
    file: (file) => void this.#actions?.openFile(file),
  });
  #attachedTo: StudioPort | undefined;
  #pictureSize: Size = { width: 16, height: 9 };
  #unbind: (() => void) | undefined;
  #lastSeen: Pick<StudioView, 'state' | 'paintingId' | 'notices' | 'recording'> | undefined;

  constructor() {
    super();
    listenTo(this, {
      ...studioListeners(
        () => this.#actions,
        () => this.#view,
      ),
      'start-asked': ({ source }) => this.#start(source),
      'stop-asked': () => {
        this.sheet = null;
        void this.#actions?.stop();
      },
      'painting-file-asked': () => this.paintingFile.click(),
      'record-asked': () => this.#toggleRecording(),
      'clip-restyle-asked': ({ id }) => {
        this.sheet = null;
        void this.#actions?.restyleClip(id);
      },
      'fit-switched': () => (this.fill = !this.#fills),
      'fullscreen-switched': () => this.#fullscreen.toggle(),
      'sheet-asked': ({ sheet }) => this.#toggleSheet(sheet),
      'sheet-closed': ({ sheet }) => {
        if (this.sheet === sheet) this.sheet = null;
      },
      'notice-dismissed': ({ id }) => {
        if (!this.#updateOffer.dismiss(id)) this.#actions?.dismissNotice(id);
      },
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
    this.#unbind = bindKeys(
      keyActions(this, () => this.#view),
      () => this.#view?.shortcutsOn ?? false,
    );
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this.#unbind?.();
  }

  override render(): TemplateResult {
    const view = this.#view;
    const room = view && this.#room(view);
    const classes = [
      'room',
      this.#layout.layout,
      view?.state.name ?? 'idle',
      this.#fade.faded ? 'faded' : '',
      this.#panelOpen ? 'panelled' : '',
      view?.restyle ? 'video' : '',
      !view || view.recording.state === 'off' ? '' : 'recording',
    ];
    return html`<div class=${classes.join(' ')}>
        <main class="view">
          <pa-stage
            .fit=${this.#fills ? 'fill' : 'fit'}
            .quiet=${this.sheet !== null || this.#fade.faded}
            .layoutKey=${`${view?.source} ${view?.aspect} ${view?.mirror} ${view?.cameraId}`}
          ></pa-stage>
          ${room ? overStage(room) : html`<pa-still class="cover"></pa-still>`}
          ${
            this.#intake.over
              ? html`<pa-drop
                  class="cover drop"
                  .video=${this.#intake.over.video}
                  .use=${this.#intake.over.use}
                ></pa-drop>`
              : nothing
          }
        </main>
        ${
          room?.panelOpen ? html`<aside aria-label=${WORDS.gallery}>${gallery(room, false)}</aside>` : nothing
        }
        ${room ? sheets(room) : nothing}
      </div>
      <input class="media-file" type="file" accept="image/*,video/*" hidden @change=${this.#fileChosen} />
      <input class="painting-file" type="file" accept="image/*" hidden @change=${this.#paintingChosen} />`;
  }

  protected override willUpdate(): void {
    const view = this.#view;
    if (!view) return;
    this.#pictureSize = view.telemetry?.size ?? this.#pictureSize;
    const seen = this.#lastSeen;
    // Whatever a screen reader would hear of, eyes should see too.
    if (
      seen?.state.name !== view.state.name ||
      seen.paintingId !== view.paintingId ||
      seen.notices !== view.notices ||
      seen.recording.state !== view.recording.state
    ) {
      this.#fade.wake();
    }
    // A new version that had to wait for a clip is offered again.
    if (seen && seen.recording.state !== 'off' && view.recording.state === 'off') this.#updateOffer.renew();
    this.#lastSeen = view;
    // A window made wide has a panel instead.
    if (this.sheet === 'gallery' && this.#layout.layout === 'wide') this.sheet = null;
    if (view.state.name === 'idle' && seen && seen.state.name !== 'idle') this.panel = null;
  }

  protected override updated(_changed: PropertyValues<this>): void {
    loadLateElements();
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

  get #isRunning(): boolean {
    const name = this.#view?.state.name;
    return name === 'downloading' || name === 'painting' || name === 'paused';
  }

  get #panelOpen(): boolean {
    return this.#layout.layout === 'wide' && (this.panel ?? this.#isRunning);
  }

  get #fills(): boolean {
    // Nothing of a video should be hidden before it is painted.
    return this.fill ?? (this.#layout.layout !== 'wide' && !this.#view?.restyle);
  }

  #mayFade(): boolean {
    return (
      this.#view?.state.name === 'painting' &&
      this.sheet === null &&
      this.#view.measuring === null &&
      !this.#view.restyle
    );
  }

  #room(view: StudioView): Room {
    return {
      view,
      ask: this.#ask,
      layout: this.#layout.layout,
      running: this.#isRunning,
      hasPicture: view.source !== null && this.hasUpdated && !this.stage.empty,
      hasPainting: this.hasUpdated && this.stage.painted,
      painting: this.#painting,
      notices: this.#updateOffer.besides(view),
      sheet: this.sheet,
      panelOpen: this.#panelOpen,
      fill: this.#fills,
      pictureSize: this.#pictureSize,
      fullscreen: this.#fullscreen.isOn,
    };
  }

  readonly #ask: Room['ask'] = {
    clipFile: async (id) => (await this.#actions?.clipFile(id)) ?? null,
    clipCuts: async (id) => (await this.#actions?.clipCuts(id)) ?? null,
    clipFilmstrip: async (...of) => (await this.#actions?.clipFilmstrip(...of)) ?? null,
    trimClip: async (id, range) => (await this.#actions?.trimClip(id, range)) ?? null,
    soundLevel: () => this.#actions?.soundLevel() ?? 0,
  };

  #start(source: 'camera' | 'scene' | 'file'): void {
    this.sheet = null;
    if (source === 'file') this.mediaFile.click();
    else if (source === 'camera') void this.#actions?.startCamera();
    else void this.#actions?.startScene();
  }

  #toggleRecording(): void {
    if (this.#view?.restyle) {
      if (this.#view.restyle.state === 'ready') void this.#actions?.startRestyle();
    } else if (this.#view?.recording.state === 'off') void this.#actions?.startRecording();
    else void this.#actions?.stopRecording();
  }

  #toggleSheet(sheet: SheetName): void {
    if (sheet === 'gallery' && this.#layout.layout === 'wide') this.panel = !this.#panelOpen;
    else this.sheet = this.sheet === sheet ? null : sheet;
  }

  #addPainting(file: File): void {
    void this.#actions?.addPainting(file, titleOf(file));
  }

  readonly #fileChosen = (): void => {
    const file = takeFile(this.mediaFile);
    if (file) void this.#actions?.openFile(file);
  };

  readonly #paintingChosen = (): void => {
    const file = takeFile(this.paintingFile);
    if (file) this.#addPainting(file);
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
