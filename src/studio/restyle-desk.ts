import { RestyleClient } from '../restyle/restyle-client.ts';
import { paintedFor } from '../restyle/restyle-plan.ts';
import { TimeLeft } from '../restyle/time-left.ts';
import { asAppError, type AppError } from '../shared/errors.ts';
import type { NetworkTier } from '../shared/manifest.ts';
import type { FinishedClip } from '../shared/recording.ts';
import type { RestyleMessage } from '../shared/restyle.ts';
import type { RecordingDesk } from './recording-desk.ts';
import { RestyleClip } from './restyle-clip.ts';
import { RestyleNotices } from './restyle-notices.ts';
import { clipSize, estimateFor, proposal } from './restyle-proposal.ts';
import {
  BUSY,
  RECORDING,
  DIED,
  SOUND_LOST,
  notStartedSentence,
  refusedSentence,
} from './restyle-sentences.ts';
import { RestyleSource } from './restyle-source.ts';
import { UNSTARTED, type FilePaint, type RestyleView } from './restyle-view.ts';
import type { Studio } from './studio.ts';

/** One video file at a time, from the moment it is opened to the clip on the shelf. */
export class RestyleDesk {
  readonly #studio: Studio;
  readonly #clips: RecordingDesk;
  readonly #notices: RestyleNotices;
  readonly #timeLeft = new TimeLeft();
  #source: RestyleSource | null = null;
  /** The clip being painted. */
  #clip: RestyleClip | null = null;
  /** Counts files that were opened: of two at once the newer one counts. */
  #openings = 0;

  constructor(studio: Studio, clips: RecordingDesk) {
    this.#studio = studio;
    this.#clips = clips;
    this.#notices = new RestyleNotices(studio.notices);
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
    if (this.isBusy) return this.#notices.warn(BUSY);
    // Its controls would take the place of those that stop the recording.
    if (this.#studio.view.recording.state !== 'off') return this.#notices.warn(RECORDING);
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
        if (this.isBusy) this.#notices.warn(BUSY);
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
      this.#notices.fail(refusedSentence(name, reason), reason);
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
      if (format.sound === 'lost') this.#notices.warn(SOUND_LOST);
      await this.#studio.session.renewInput();
    } catch (error) {
      const isFull = error instanceof DOMException && error.name === 'QuotaExceededError';
      const reason = asAppError(error, isFull ? 'storage-full' : 'recording-failed');
      await this.#clip?.drop();
      this.#close();
      this.#notices.fail(notStartedSentence(reason), reason);
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
    this.#notices.changed(title, view.doneMs, () => void this.#startOver());
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
    const restyle = proposal(source.facts, name, this.#studio.view, await this.#studio.possible);
    this.#studio.update({ mirror, restyle });
    await this.#studio.session.startWith(source);
  }

  get #view(): RestyleView | null {
    return this.#studio.view.restyle;
  }

  #update(change: Partial<RestyleView>): void {
    const view = this.#view;
    if (view) this.#studio.update({ restyle: { ...view, ...change } });
  }

  #estimate(): void {
    const estimate = estimateFor(this.#studio.view);
    if (estimate !== null && estimate !== this.#view?.estimateMs) this.#update({ estimateMs: estimate });
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

  async #ended(message: RestyleMessage & { type: 'ended' }): Promise<void> {
    const name = this.#view?.name ?? '';
    this.#update({ state: 'saving' });
    await this.#clip?.keep(message.clip);
    this.#close();
    this.#notices.ended(name, message);
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
    this.#notices.fail(DIED, error);
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
    if (painted) this.#notices.left(name, painted.durationMs);
  }

  async #finish(): Promise<FinishedClip | null> {
    this.#update({ state: 'saving' });
    return (await this.#source?.client.finish().catch(() => null)) ?? null;
  }

  /** Back to the frame that shows what it will look like. */
  #close(): void {
    this.#clip = null;
    this.#notices.forgetChange();
    this.#update({ state: 'ready', leftMs: null });
    const source = this.#source;
    if (!source?.isRunning) return;
    source.isRunning = false;
    this.#studio.session.controls.tell((client) => client.api.tapPictures(null));
    void this.#studio.session.renewInput();
  }
}
