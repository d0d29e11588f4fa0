import { listCameras } from '../camera/list-cameras.ts';
import { loadCatalogue } from '../gallery/catalogue.ts';
import { openOwnPaintings } from '../gallery/own-paintings.ts';
import { createInstall, type Install } from '../offline/install.ts';
import { networkManifest } from '../offline/network-files.ts';
import { createOffline, type Offline } from '../offline/offline.ts';
import { createUpdates, type Updates } from '../offline/updates.ts';
import { findPossibilities } from '../painter-client/choose-engine.ts';
import { AppError, asAppError } from '../shared/errors.ts';
import type { StyleCode } from '../shared/style-code.ts';
import { parseDeepLink, type DeepLink } from './deep-link.ts';
import { createCrashGuard } from './crash-guard.ts';
import { createActions } from './actions.ts';
import { firstView } from './first-view.ts';
import { Notices } from './notices.ts';
import { mirrorOnPage } from './page-state.ts';
import { NetworkSource } from './network-source.ts';
import { PackStore } from '../packs/pack-store.ts';
import { watchPack } from './pack-actions.ts';
import { PainterHost } from './painter-host.ts';
import type { RecordingDesk } from './recording-desk.ts';
import type { RestyleDesk } from './restyle-desk.ts';
import { PaintingBook } from './painting-book.ts';
import { Session } from './session.ts';
import { sessionChoices } from './session-choices.ts';
import { createSessionEvents } from './session-events.ts';
import { localStorageOrNone } from './local-storage.ts';
import { loadSettings, saveSettings, type Settings } from './settings.ts';
import { transition, type StudioEvent } from './state.ts';
import type { StudioActions } from './studio-actions.ts';
import type { QualityChoice, StudioView } from './studio-view.ts';

/**
 * The one state behind the page: a view that is replaced on every change, and actions that change it.
 *
 * Everything else (`session`, `book`, `notices`, …) is shared with `actions.ts` and `session-events.ts` and with nobody
 * outside this folder.
 */
export class Studio {
  readonly actions: StudioActions;
  readonly session: Session;
  readonly notices: Notices;
  readonly offline: Offline;
  readonly install: Install;
  readonly updates: Updates;
  readonly host: PainterHost;
  /** The user's own network. Never rejects. */
  readonly packs = PackStore.open();
  /** Recording and shelf; their code comes after the page shows. */
  readonly desk: Promise<RecordingDesk>;
  /** The same once it is there. */
  loadedDesk: RecordingDesk | null = null;
  /** What paints video files, once one was opened. */
  loadedRestyle: RestyleDesk | null = null;
  /** What this browser can paint with. */
  readonly possible = findPossibilities();
  readonly crashGuard = createCrashGuard(localStorageOrNone());
  readonly link: DeepLink;
  settings: Settings;
  book: PaintingBook | null = null;
  /** Pictures painted by painters that are gone. */
  earlierFrames = 0;
  #view: StudioView;
  readonly #listeners = new Set<() => void>();
  #ready: Promise<PaintingBook>;

  constructor(search: string) {
    this.link = parseDeepLink(search);
    this.settings = loadSettings();
    this.notices = new Notices(() => this.update({ notices: this.notices.list }));
    this.install = createInstall({ onChange: () => this.update({ canInstall: this.install.canInstall }) });
    this.updates = createUpdates({ onChange: () => this.update({ updateReady: this.updates.updateReady }) });
    this.offline = createOffline({
      updates: this.updates,
      onChange: (offline) => this.update({ offline }),
    });
    this.#view = firstView(this.link, this.settings, {
      offline: this.offline.view,
      canInstall: this.install.canInstall,
      updateReady: this.updates.updateReady,
    });
    this.host = new PainterHost(
      new NetworkSource(networkManifest(), this.offline, this.packs),
      this.offline,
      (message) => this.session.receive(message),
    );
    this.session = new Session(
      this.host,
      this.possible,
      () => sessionChoices(this),
      (network) => this.codeFor(network),
      createSessionEvents(this),
    );
    this.desk = this.#loadDesk();
    // Whoever records awaits it and hears why it is not there.
    this.desk.catch(() => undefined);
    this.actions = createActions(this);
    this.#ready = this.#openBook();
    // Whoever needs the gallery awaits it and hears why it is not there.
    this.#ready.catch(() => undefined);
    void watchPack(this);
    for (const sentence of this.link.bad) this.notices.show({ tone: 'warning', text: sentence });
    mirrorOnPage(this.#view, 0);
  }

  get view(): StudioView {
    return this.#view;
  }

  /** Calls back after every change; returns a function that stops that. */
  subscribe(listener: () => void): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  update(change: Partial<StudioView>): void {
    this.#view = { ...this.#view, ...change };
    mirrorOnPage(this.#view, this.earlierFrames + (this.#view.telemetry?.paintedFrames ?? 0));
    for (const listener of this.#listeners) listener();
  }

  dispatch(event: StudioEvent): void {
    const state = transition(this.#view.state, event);
    if (state !== this.#view.state) this.update({ state });
  }

  /** Changes what is remembered for the next visit. */
  remember(change: Partial<Settings>): void {
    this.settings = { ...this.settings, ...change };
    saveSettings(this.settings);
  }

  /** The gallery once it is read. Rejects with `asset-unreachable` or `gallery-invalid`. */
  async gallery(): Promise<PaintingBook> {
    if (this.book) return this.book;
    this.#ready = this.#ready.catch(() => this.#openBook());
    return this.#ready;
  }

  /** The chosen painting's code for a network, also when another one is chosen meanwhile. */
  async codeFor(network: Parameters<PaintingBook['code']>[1]): Promise<StyleCode> {
    const book = await this.gallery();
    for (;;) {
      const id = this.#view.paintingId ?? book.firstFor(this.paintsWith).id;
      const code = await book.code(id, network, (picture) => this.session.measure(picture, () => undefined));
      if (id === (this.#view.paintingId ?? id)) return code;
    }
  }

  /**
   * A painting can be added before anything is painted: then the scene is, which needs nobody's permission. A source
   * that is just being opened is waited for. Resolves when a network is loaded, if that is possible.
   */
  async openPainterForMeasuring(): Promise<void> {
    const isOpening = (): boolean => ['asking', 'downloading'].includes(this.#view.state.name);
    while (!this.host.network && isOpening()) await this.#nextChange();
    if (this.host.network) return;
    // What is held and has lost its painter goes on: the scene is not to take its place.
    await (this.#view.state.name === 'paused' ? this.resume() : this.actions.startScene());
  }

  /** What paints video files; its code comes when the first one is opened. */
  async restyleDesk(): Promise<RestyleDesk> {
    const { RestyleDesk } = await import('./restyle-desk.ts');
    return (this.loadedRestyle ??= new RestyleDesk(this, await this.desk));
  }

  /** The quality of what is open: a video has one of its own. */
  get paintsWith(): QualityChoice {
    return this.#view.restyle?.tier ?? this.#view.quality;
  }

  /** After a change of the paintings or of that quality: what can be painted in, and one of it chosen. */
  showPaintings(): void {
    if (!this.book) return;
    const paintings = this.book.listFor(this.paintsWith);
    const isThere = paintings.some(({ id }) => id === this.#view.paintingId);
    this.update({ paintings, ...(isThere ? {} : { paintingId: this.book.firstFor(this.paintsWith).id }) });
  }

  #nextChange(): Promise<void> {
    return new Promise((resolve) => {
      const stop = this.subscribe(() => {
        stop();
        resolve();
      });
    });
  }

  /** Goes on after a pause; a camera that was let go meanwhile is opened again, a painter that is gone replaced. */
  async resume(): Promise<void> {
    if (!this.session.source) return this.actions.retry();
    if (!this.host.client) return this.session.remake();
    this.session.controls.tell((client) => client.api.resume());
    this.dispatch({ type: 'resumed' });
  }

  /** The camera was unplugged or taken away: another one takes over, if there is one. */
  async cameraLost(): Promise<void> {
    this.session.releaseSource();
    const others = await listCameras();
    if (others.length > 0) {
      this.notices.show({ tone: 'warning', text: 'The camera went away. Another one goes on.' });
      await this.actions.startCamera(others[0]!.deviceId);
      return;
    }
    const error = new AppError('camera-ended', 'The camera was unplugged or taken away');
    this.dispatch({ type: 'failed', error });
  }

  async #loadDesk(): Promise<RecordingDesk> {
    const { RecordingDesk } = await import('./recording-desk.ts');
    const desk = new RecordingDesk(this);
    this.loadedDesk = desk;
    void desk.open();
    return desk;
  }

  async #openBook(): Promise<PaintingBook> {
    try {
      const book = await PaintingBook.open(await loadCatalogue(), await openOwnPaintings(), this.packs);
      this.book = book;
      this.update({ paintings: book.listFor(this.paintsWith), paintingId: this.#firstPainting(book) });
      return book;
    } catch (error) {
      throw asAppError(error, 'gallery-invalid');
    }
  }

  #firstPainting(book: PaintingBook): string {
    const { style } = this.link;
    if (style !== null && !book.has(style)) {
      this.notices.show({
        tone: 'warning',
        text: `There is no painting “${style}” here. Showing another one.`,
      });
    }
    const list = book.listFor(this.paintsWith);
    const wanted = [this.#view.paintingId, style, this.settings.paintingId];
    const there = wanted.find((id): id is string => list.some((entry) => entry.id === id));
    return there ?? book.firstFor(this.paintsWith).id;
  }
}
