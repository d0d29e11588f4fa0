import { proxy, transfer } from 'comlink';
import { AppError, asAppError } from '../shared/errors.ts';
import type { NetworkEntry } from '../shared/manifest.ts';
import type { MeasuredPainting, PainterMessage } from '../shared/protocol.ts';
import type { StyleCode } from '../shared/style-code.ts';
import type { EnginePossibilities } from '../painter-client/choose-engine.ts';
import type { PainterClient } from '../painter-client/painter-client.ts';
import { EngineFallback } from './engine-fallback.ts';
import { PainterControls } from './painter-controls.ts';
import type { PainterHost, PainterWish } from './painter-host.ts';
import type { SessionChoices, SessionEvents } from './session-contract.ts';
import { ReadyPainter } from './ready-painter.ts';
import { releaseInput, type OpenSource } from './source-holder.ts';
import type { StageHost } from './studio-actions.ts';

/** What goes wrong where a network is no network. */
const PACK_FAULTS: ReadonlySet<string> = new Set([
  'pack-invalid',
  'network-mismatch',
  'style-code-invalid',
  'internal',
]);

/**
 * From a source to painted pictures: one source, one painter, and the recovery of both.
 *
 * Every await is followed by a check that its run is still the newest; an older one releases what it opened.
 */
export class Session {
  source: OpenSource | null = null;
  /** For changes while it is painted. */
  readonly controls: PainterControls;
  readonly #host: PainterHost;
  readonly #fallback: EngineFallback;
  readonly #ready: ReadyPainter;
  readonly #choices: () => SessionChoices;
  readonly #events: SessionEvents;
  #stage: StageHost | null = null;
  #run = 0;
  /** The run whose input the painter has got. */
  #givenRun = 0;

  constructor(
    host: PainterHost,
    possible: Promise<EnginePossibilities>,
    choices: () => SessionChoices,
    code: (network: NetworkEntry) => Promise<StyleCode>,
    events: SessionEvents,
  ) {
    this.controls = new PainterControls(host, choices);
    this.#host = host;
    this.#fallback = new EngineFallback(possible, choices, (error, kind) => events.mended(error, kind));
    this.#choices = choices;
    this.#events = events;
    this.#ready = new ReadyPainter(host, this.controls, code, (loadedBytes, totalBytes, step) =>
      events.dispatch({ type: 'progressed', loadedBytes, totalBytes, step }),
    );
  }

  get stage(): StageHost | null {
    return this.#stage;
  }

  attachStage(stage: StageHost): void {
    this.#stage = stage;
  }

  /** Opens a source and paints it. Whatever was painted before is released first. */
  async start(open: () => Promise<OpenSource>): Promise<void> {
    const run = ++this.#run;
    this.#releaseSource();
    try {
      await this.#take(await open(), run);
    } catch (error) {
      if (run === this.#run) this.#events.dispatch({ type: 'failed', error: asAppError(error) });
    }
  }

  /** Paints a source that is open already; the old one goes only now. */
  async startWith(source: OpenSource): Promise<void> {
    const run = ++this.#run;
    this.#releaseSource();
    await this.#take(source, run);
  }

  /** Ends everything: camera, painter, canvases. */
  stop(): void {
    this.#run++;
    this.#releaseSource();
    this.#host.close();
    this.#stage?.clearCanvases();
    this.#events.dispatch({ type: 'closed' });
    this.#events.changed();
  }

  /** Releases the camera but keeps the painter and its picture. */
  releaseSource(): void {
    this.#run++;
    this.#releaseSource();
    // In Safari the painter reads a camera track of its own, whose light is on.
    this.controls.tell((client) => client.api.releaseInput());
  }

  /**
   * Another engine or quality was chosen, or something failed: a fresh painter for the same source. Without one it comes
   * with the next.
   */
  async remake(): Promise<void> {
    this.#fallback.retryGpu();
    this.#host.close();
    if (!this.source) return this.#events.changed();
    const run = ++this.#run;
    this.#events.dispatch({ type: 'recovering' });
    await this.#paint(run);
  }

  /** The source gives another input now: a file's frames instead of one of them, or the other way round. */
  async renewInput(): Promise<void> {
    if (this.source) await this.#paint(++this.#run);
  }

  /** Measures a picture with the style network, which is loaded first where needed. */
  async measure(picture: Blob, onProgress: (share: number) => void): Promise<MeasuredPainting> {
    const client = this.#host.client;
    if (!client) throw new AppError('engine-unavailable', 'Nothing is open that could measure a painting');
    await this.#host.loadStyleNetwork();
    return client.api.measurePainting(picture, proxy(onProgress));
  }

  /** Telemetry and what cannot wait, from the open painter. */
  receive(message: PainterMessage): void {
    switch (message.type) {
      case 'telemetry':
        this.#events.telemetry(message);
        return;
      case 'first-painted':
        this.#stage?.settleCanvas();
        this.#events.dispatch({ type: 'first-painted' });
        this.#events.painted();
        return;
      case 'input-ended':
        // A camera says so itself, and only when it was not us who stopped it. What ends before the present input is with
        // the painter is the one before.
        if (this.source?.kind === 'scene' && this.#givenRun === this.#run) {
          this.#events.dispatch({ type: 'failed', error: new AppError('internal', 'The scene ended') });
        }
        return;
      case 'failure':
        void this.#recover(new AppError(message.code, message.message));
    }
  }

  async #take(source: OpenSource, run: number): Promise<void> {
    if (run !== this.#run) {
      source.stop();
      return;
    }
    // A file is painted by a network and at a size of its own.
    if (source.kind === 'video') this.#host.close();
    this.source = source;
    source.camera?.onEnded(() => {
      if (this.source === source) this.#events.cameraLost();
    });
    this.#events.dispatch({ type: 'source-opened' });
    this.#events.changed();
    await this.#paint(run);
  }

  async #paint(run: number): Promise<void> {
    try {
      const wish = await this.#fallback.wish();
      if (run !== this.#run) return;
      if (!this.#host.client) this.#events.opening();
      const client = this.#host.client ?? (await this.#host.open(wish, this.#stage!));
      if (run !== this.#run) return;
      this.#events.changed();
      await this.#giveInput(client, run);
      if (run === this.#run) await this.#makeReady(client, wish, run);
    } catch (error) {
      if (run === this.#run) await this.#giveWay(asAppError(error), run);
    }
  }

  async #giveInput(client: PainterClient, run: number): Promise<void> {
    await this.controls.beforeInput(client);
    const source = this.source!;
    const { input, transfer: parts, lies } = await source.createInput();
    if (run !== this.#run) return releaseInput(input);
    const orientation = this.controls.orientationOf(lies);
    try {
      await client.api.setInput(transfer(input, parts), orientation);
      if (run === this.#run) this.#givenRun = run;
    } catch (error) {
      if (asAppError(error).code !== 'camera-unsupported' || !source.useNextRung()) throw error;
      await this.#giveInput(client, run);
    }
  }

  async #makeReady(client: PainterClient, wish: PainterWish, run: number): Promise<void> {
    const readiness = await this.#ready.make(client, wish, () => run === this.#run);
    if (readiness === 'ready') this.#events.changed();
    if (readiness !== 'other-threads') return;
    this.#host.close();
    await this.#paint(run);
  }

  /** The engine could not start: the processor paints instead; anything else somebody has to act on. */
  async #giveWay(error: AppError, run: number): Promise<void> {
    const engine = this.#host.info?.engine ?? (await this.#fallback.chosenEngine());
    if (this.#fallback.giveWay(error, engine)) {
      this.#host.close();
      await this.#paint(run);
      return;
    }
    this.#host.close();
    if (PACK_FAULTS.has(error.code) && this.#choices().quality === 'classic') this.#events.packFailed(error);
    else this.#events.dispatch({ type: 'failed', error });
  }

  /** The painter died or lost its device: a fresh one for the same source; the last picture stays meanwhile. */
  async #recover(error: AppError): Promise<void> {
    const engine = this.#host.info?.engine;
    this.#host.close();
    this.#events.changed();
    // A source that is just being opened gets a fresh painter when it comes.
    if (!this.source) return;
    const run = ++this.#run;
    // What is held stays as it is; whoever lets it go on gets a fresh painter.
    if (this.#choices().held) return;
    if (!this.#fallback.recover(error, engine)) {
      this.#events.dispatch({ type: 'failed', error });
      return;
    }
    this.#events.dispatch({ type: 'recovering' });
    await this.#paint(run);
  }

  #releaseSource(): void {
    const source = this.source;
    this.source = null;
    source?.stop();
    // Its network and size were for the file alone.
    if (source?.kind === 'video') this.#host.close();
  }
}
