import { LitElement, html, nothing, type PropertyValues, type TemplateResult } from 'lit';
import { customElement, property, query, state } from 'lit/decorators.js';
import type { Size } from '../shared/frame-size.ts';
import type { StudioActions } from '../studio/studio-actions.ts';
import type { PaintingView, StudioView } from '../studio/studio-view.ts';
import { StudioController, type StudioPort } from '../studio/studio-controller.ts';
import { appStyles } from './app-styles.ts';
import { baseStyles } from './base-styles.ts';
import { FadeController } from './fade-controller.ts';
import { isWorthSeeing, mayFade } from './fade-rules.ts';
import { fadeStyles } from './fade-styles.ts';
import { fileFields } from './file-fields.ts';
import { FullscreenController } from './fullscreen-controller.ts';
import { KeyController } from './key-controller.ts';
import { LayoutController } from './layout-controller.ts';
import { listenTo } from './listen-to.ts';
import { loadLateElements } from './load-late.ts';
import './pa-stage.ts';
import type { PaStage } from './pa-stage.ts';
import './pa-still.ts';
import './pa-drop.ts';
import { PictureIntake, titleOf, type Intake } from './picture-intake.ts';
import { overStage, type Room } from './room.ts';
import { roomAnswers } from './room-answers.ts';
import { gallery, sheets } from './room-sheets.ts';
import { SheetController } from './sheet-controller.ts';
import { studioListeners } from './studio-listeners.ts';
import { UpdateOffer } from './update-offer.ts';
import { WORDS } from './words.ts';

/** The whole interface. The only element that knows the studio: properties go down from here, events come up. */
@customElement('pa-app')
export class PaApp extends LitElement {
  static override styles = [baseStyles, appStyles, fadeStyles];

  /** Null: phones fill, wide screens fit. */
  @state() private fill: boolean | null = null;

  @query('pa-stage') private stage!: PaStage;
  @query('.media-file') private mediaFile!: HTMLInputElement;
  @query('.painting-file') private paintingFile!: HTMLInputElement;

  readonly #studio = new StudioController(this);
  readonly #layout = new LayoutController(this);
  readonly #fullscreen = new FullscreenController(this);
  readonly #sheets = new SheetController(this, this.#layout, () => this.#isRunning);
  readonly #fade = new FadeController(this, () => mayFade(this.#view, this.#sheets.current));
  readonly #updateOffer = new UpdateOffer(this, () => this.#actions?.applyUpdate());
  readonly #files: Intake = {
    painting: (file) => void this.#actions?.addPainting(file, titleOf(file)),
    file: (file) => void this.#actions?.openFile(file),
  };
  readonly #intake = new PictureIntake(this, this.#files);
  readonly #ask = roomAnswers(() => this.#actions);
  #attachedTo: StudioPort | undefined;
  #pictureSize: Size = { width: 16, height: 9 };
  #lastSeen: StudioView | undefined;

  constructor() {
    super();
    this.addController(new KeyController(this, () => this.#view));
    listenTo(this, {
      ...studioListeners(
        () => this.#actions,
        () => this.#view,
      ),
      'start-asked': ({ source }) => this.#start(source),
      'stop-asked': () => {
        this.#sheets.close();
        void this.#actions?.stop();
      },
      'painting-file-asked': () => this.paintingFile.click(),
      'clip-restyle-asked': ({ id }) => {
        this.#sheets.close();
        void this.#actions?.restyleClip(id);
      },
      'fit-switched': () => (this.fill = !this.#fills),
      'fullscreen-switched': () => this.#fullscreen.toggle(),
      'sheet-asked': ({ sheet }) => this.#sheets.toggle(sheet),
      'sheet-closed': ({ sheet }) => this.#sheets.close(sheet),
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

  override render(): TemplateResult {
    const view = this.#view;
    const room = view && this.#room(view);
    const classes = [
      'room',
      this.#layout.layout,
      view?.state.name ?? 'idle',
      this.#fade.faded ? 'faded' : '',
      this.#sheets.panelOpen ? 'panelled' : '',
      view?.restyle ? 'video' : '',
      !view || view.recording.state === 'off' ? '' : 'recording',
    ];
    return html`<div class=${classes.join(' ')}>
        <main class="view">
          <pa-stage
            .fit=${this.#fills ? 'fill' : 'fit'}
            .quiet=${this.#sheets.current !== null || this.#fade.faded}
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
      ${fileFields(this.#files)}`;
  }

  protected override willUpdate(): void {
    const view = this.#view;
    if (!view) return;
    this.#pictureSize = view.telemetry?.size ?? this.#pictureSize;
    const seen = this.#lastSeen;
    if (isWorthSeeing(seen, view)) this.#fade.wake();
    this.#lastSeen = view;
    if (view.state.name === 'idle' && seen && seen.state.name !== 'idle') this.#sheets.forgetPanel();
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

  get #fills(): boolean {
    // Nothing of a video should be hidden before it is painted.
    return this.fill ?? (this.#layout.layout !== 'wide' && !this.#view?.restyle);
  }

  #room(view: StudioView): Room {
    return {
      view,
      ask: this.#ask,
      layout: this.#layout.layout,
      running: this.#isRunning,
      hasPicture: this.hasUpdated && !this.stage.empty,
      hasPainting: this.hasUpdated && this.stage.painted,
      painting: this.#painting,
      notices: this.#updateOffer.besides(view),
      sheet: this.#sheets.current,
      panelOpen: this.#sheets.panelOpen,
      fill: this.#fills,
      pictureSize: this.#pictureSize,
      fullscreen: this.#fullscreen.isOn,
    };
  }

  #start(source: 'camera' | 'scene' | 'file'): void {
    this.#sheets.close();
    if (source === 'file') this.mediaFile.click();
    else if (source === 'camera') void this.#actions?.startCamera();
    else void this.#actions?.startScene();
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'pa-app': PaApp;
  }
}
