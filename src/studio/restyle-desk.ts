import { RestyleClient } from '../restyle/restyle-client.ts';
import { estimateMs, paintedFor, proposedSize, sizesFor } from '../restyle/restyle-plan.ts';
import { TimeLeft } from '../restyle/time-left.ts';
import { clockWords } from '../shared/clock-words.ts';
import { asAppError, type AppError } from '../shared/errors.ts';
import type { Size } from '../shared/frame-size.ts';
import type { NetworkTier } from '../shared/manifest.ts';
import type { FinishedClip } from '../shared/recording.ts';
import type { RestyleMessage } from '../shared/restyle.ts';
import type { RecordingDesk } from './recording-desk.ts';
import { RestyleClip } from './restyle-clip.ts';
import {
  BUSY,
  RECORDING,
  DIED,
  SOUND_LOST,
  endedSentence,
  notStartedSentence,
  refusedSentence,
} from './restyle-sentences.ts';
import { RestyleSource } from './restyle-source.ts';
import { UNSTARTED, type FilePaint, type RestyleView } from './restyle-view.ts';
import type { Studio } from './studio.ts';

/** The network's picture may be this much off the plan, since its sides are multiples of something. */
const ROUNDING = 16;

/** One video file at a time, from the moment it is opened to the clip on the shelf. */
export class RestyleDesk {
  readonly #studio: Studio;
  readonly #clips: RecordingDesk;
  readonly #timeLeft = new TimeLeft();
  #source: RestyleSource | null = null;
  /** The clip being painted. */
  #clip: RestyleClip | null = null;
  /** Counts files that were opened: of two at once the newer one counts. */
  #openings = 0;
  #changeNotice: number | null = null;

  constructor(studio: Studio, clips: RecordingDesk) {
    this.#studio = studio;
    this.#clips = clips;
    studio.subscribe(() => this.#estimate());
  }

  /** How the open file is painted; null while there is none. */
  get paint(): FilePaint | null {
    const view = this.#view;
    // Its clip may still be completed when another source is there already.
    if (!view || !this.#source || this.#studio.session.source !== this.#source) return null;
    const shown = clipSize(view);
    return { tier: view.tier, painted: paintedFor(shown), shown };
  }

  /** True while a clip is being painted, paused or saved. */
  get isBusy(): boolean {
    return this.#view !== null && this.#view.state !== 'ready';
  }

  /**
   * Shows a file's frame and asks how it should be painted, mirrored or as it is. What is on now goes on if the file cannot
   * be painted.
   */
  async open(file: Blob, name: string, mirror: boolean): Promise<void> {
    if (this.isBusy) return this.#tell('warning', BUSY);
    // Its controls would take the place of those that stop the recording.
    if (this.#studio.view.recording.state !== 'off') return this.#tell('warning', RECORDING);
    const opening = ++this.#openings;
    const client = new RestyleClient(
      (message) => void this.#receive(client, message),
      (error) => void this.#died(client, error),
    );
    try {
      const opened = await client.open(file);
      if (opening !== this.#openings || this.isBusy) {
        opened.preview.close();
        client.dispose();
        if (this.isBusy) this.#tell('warning', BUSY);
        return;
      }
      const source = new RestyleSource(
        opened,
        client,
        () => this.#studio.host.client,
        () => void this.#stopped(source),
      );
      await this.#show(source, name, mirror);
    } catch (error) {
      client.dispose();
      const reason = asAppError(error, 'file-unreadable');
      this.#tell('error', refusedSentence(name, reason), reason);
    }
  }

  chooseSize(sizeId: string): void {
    if (this.#view?.state !== 'ready') return;
    this.#update({ sizeId, estimateMs: null });
    this.#studio.session.controls.applySize();
  }

  chooseTier(tier: NetworkTier): void {
    if (this.#view?.state !== 'ready' || tier === this.#view.tier) return;
    this.#update({ tier, estimateMs: null });
    void this.#studio.session.remake();
  }

  async start(): Promise<void> {
    const source = this.#source;
    const view = this.#view;
    if (!source || view?.state !== 'ready' || this.#studio.view.recording.state !== 'off') return;
    this.#timeLeft.forget();
    this.#update({ ...UNSTARTED, state: 'starting' });
    try {
      this.#clip = await RestyleClip.begin(this.#studio, this.#clips, view.name);
      const { id, title, credit, createdAtMs } = this.#clip;
      const { quality } = this.#studio.view.recording;
      const format = await source.client.start({
        id,
        title,
        credit,
        createdAtMs,
        quality,
        size: clipSize(view),
      });
      await this.#clip.note(format);
      source.isRunning = true;
      this.#update({ state: 'running', sound: format.sound });
      if (format.sound === 'lost') this.#tell('warning', SOUND_LOST);
      await this.#studio.session.renewInput();
    } catch (error) {
      const isFull = error instanceof DOMException && error.name === 'QuotaExceededError';
      const reason = asAppError(error, isFull ? 'storage-full' : 'recording-failed');
      await this.#clip?.drop();
      this.#close();
      this.#tell('error', notStartedSentence(reason), reason);
    }
  }

  pause(): void {
    if (this.#view?.state !== 'running') return;
    this.#update({ state: 'paused', leftMs: null });
    this.#timeLeft.forget();
    this.#source?.client.pause().catch(() => undefined);
  }

  resume(): void {
    if (this.#view?.state !== 'paused') return;
    this.#update({ state: 'running' });
    this.#source?.client.resume().catch(() => undefined);
  }

  /** Stops; what is done goes away unless somebody wants to keep it. */
  async cancel(): Promise<void> {
    const painted = await this.#finish();
    await this.#clip?.offer(painted);
    this.#close();
  }

  /** Another painting was chosen: a clip that is being painted changes from here on, and that can be undone. */
  paintingChosen(title: string): void {
    const view = this.#view;
    if (!view || view.doneMs === 0 || (view.state !== 'running' && view.state !== 'paused')) return;
    this.#changeNotice = this.#studio.notices.show({
      tone: 'info',
      text: `“${title}” goes on from ${clockWords(view.doneMs)}.`,
      action: { label: 'Start over with it', run: () => void this.#startOver() },
    });
  }

  async #startOver(): Promise<void> {
    await this.#finish();
    await this.#clip?.drop();
    this.#close();
    await this.start();
  }

  async #show(source: RestyleSource, name: string, mirror: boolean): Promise<void> {
    // The one before it is stopped by the session only after this, and must not take the new view away.
    this.#source = source;
    const { engine, engineChoice, quality } = this.#studio.view;
    const possible = await this.#studio.possible;
    const isGpu = engine
      ? engine.engine === 'ort-webgpu' && !engine.software
      : possible.webgpu && engineChoice !== 'ort-wasm';
    const sizes = sizesFor(source.facts.size);
    this.#studio.update({
      mirror,
      restyle: {
        ...UNSTARTED,
        state: 'ready',
        name,
        facts: source.facts,
        sizes,
        sizeId: proposedSize(sizes, isGpu).id,
        // Nobody waits for single pictures here, so the better network is worth its time.
        tier: quality === 'auto' ? 'studio' : quality,
        estimateMs: null,
      },
    });
    await this.#studio.session.startWith(source);
  }

  get #view(): RestyleView | null {
    return this.#studio.view.restyle;
  }

  #update(change: Partial<RestyleView>): void {
    const view = this.#view;
    if (view) this.#studio.update({ restyle: { ...view, ...change } });
  }

  #tell(tone: 'info' | 'warning' | 'error', text: string, reason?: AppError): void {
    const details = reason ? `${reason.code}: ${reason.message}` : '';
    this.#studio.notices.show({ tone, text, details, ...(tone === 'error' ? { lastsMs: 15_000 } : {}) });
  }

  /** From what the frame on show took, once it was painted at the chosen size. */
  #estimate(): void {
    const { telemetry, restyle } = this.#studio.view;
    if (restyle?.state !== 'ready' || !telemetry?.size || telemetry.tier !== restyle.tier) return;
    if (Math.abs(telemetry.size.width - paintedFor(clipSize(restyle)).width) > ROUNDING) return;
    const frameMs = telemetry.prepareMs + telemetry.networkMs + telemetry.presentMs;
    const estimate = estimateMs(restyle.facts.frames, frameMs);
    if (estimate !== null && estimate !== restyle.estimateMs) this.#update({ estimateMs: estimate });
  }

  async #receive(client: RestyleClient, message: RestyleMessage): Promise<void> {
    if (client !== this.#source?.client) return;
    switch (message.type) {
      case 'progress': {
        const { frames, doneMs, bytes } = message;
        const isRunning = this.#view?.state === 'running';
        if (isRunning) this.#timeLeft.note(performance.now(), doneMs);
        const leftMs = isRunning ? this.#timeLeft.leftMs(this.#source.facts.durationMs) : null;
        this.#update({ frames, doneMs, bytes, leftMs });
        return;
      }
      case 'poster':
        this.#clip?.show(message.poster);
        return;
      case 'ended':
        await this.#ended(message);
    }
  }

  async #ended({ clip, code, message }: RestyleMessage & { type: 'ended' }): Promise<void> {
    const name = this.#view?.name ?? '';
    this.#update({ state: 'saving' });
    await this.#clip?.keep(clip);
    this.#close();
    if (!code) {
      // The finished clip shows itself, but nobody may be there to see it.
      const text = `“${name}” is painted. It is among your clips.`;
      if (document.hidden) this.#studio.notices.show({ tone: 'info', text, lastsMs: 0 });
      return;
    }
    const text = endedSentence(code, clip?.durationMs ?? 0);
    this.#studio.notices.show({ tone: 'warning', text, details: `${code}: ${message}`, lastsMs: 0 });
  }

  /** The worker died: what is on disk is made whole by the shelf. */
  async #died(client: RestyleClient, error: AppError): Promise<void> {
    if (client !== this.#source?.client) return;
    const clip = this.#clip;
    this.#clip = null;
    this.#source = null;
    this.#studio.update({ restyle: null });
    this.#studio.session.stop();
    await clip?.leave();
    this.#tell('error', DIED, error);
  }

  /** Another source was opened, or all was stopped: what is done is kept. */
  async #stopped(source: RestyleSource): Promise<void> {
    if (source !== this.#source) return source.client.dispose();
    const name = this.#view?.name ?? '';
    const clip = this.#clip;
    const painted = clip && (await this.#finish());
    await clip?.keep(painted);
    this.#clip = null;
    source.client.dispose();
    if (source !== this.#source) return;
    this.#source = null;
    this.#studio.update({ restyle: null });
    if (painted) {
      const length = clockWords(painted.durationMs);
      this.#tell('info', `“${name}” was left at ${length}. What was painted is among your clips.`);
    }
  }

  async #finish(): Promise<FinishedClip | null> {
    this.#update({ state: 'saving' });
    return (await this.#source?.client.finish().catch(() => null)) ?? null;
  }

  /** Back to the frame that shows what it will look like. */
  #close(): void {
    this.#clip = null;
    if (this.#changeNotice !== null) this.#studio.notices.dismiss(this.#changeNotice);
    this.#changeNotice = null;
    this.#update({ state: 'ready', leftMs: null });
    const source = this.#source;
    if (!source?.isRunning) return;
    source.isRunning = false;
    this.#studio.session.controls.tell((client) => client.api.tapPictures(null));
    void this.#studio.session.renewInput();
  }
}

function clipSize(view: RestyleView): Size {
  return (view.sizes.find(({ id }) => id === view.sizeId) ?? view.sizes[0]!).size;
}
