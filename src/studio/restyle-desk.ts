import { ClipJournal, newEntry } from '../clips/clip-journal.ts';
import { lockRecording } from '../clips/recording-lock.ts';
import { askToPersist, measureSpace } from '../clips/storage-space.ts';
import { RestyleClient } from '../restyle/restyle-client.ts';
import { estimateMs, paintedFor, proposedSize, sizesFor } from '../restyle/restyle-plan.ts';
import { TimeLeft } from '../restyle/time-left.ts';
import { AppError, asAppError } from '../shared/errors.ts';
import type { NetworkTier } from '../shared/manifest.ts';
import type { FinishedClip } from '../shared/recording.ts';
import type { RestyleMessage } from '../shared/restyle.ts';
import { clock } from './clock.ts';
import type { RecordingDesk } from './recording-desk.ts';
import { endedSentence, notStartedSentence, refusedSentence } from './restyle-sentences.ts';
import { RestyleSource } from './restyle-source.ts';
import type { FilePaint, RestyleView } from './restyle-view.ts';
import type { Studio } from './studio.ts';

/** How long what was stopped can still be kept. */
const KEEP_MS = 20_000;

/** One video file at a time, from the moment it is opened to the clip on the shelf. */
export class RestyleDesk {
  readonly #studio: Studio;
  readonly #clips: RecordingDesk;
  readonly #journal = new ClipJournal();
  readonly #timeLeft = new TimeLeft();
  #source: RestyleSource | null = null;
  /** The clip being painted. */
  #id: string | null = null;
  #unlock: (() => void) | null = null;
  /** Counts files that were opened: of two at once the newer one counts. */
  #openings = 0;

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
    const shown = this.#size(view);
    return { tier: view.tier, painted: paintedFor(shown), shown };
  }

  /** True while a clip is being painted, paused or saved. */
  get isBusy(): boolean {
    return this.#view !== null && this.#view.state !== 'ready';
  }

  /** Shows a file's frame and asks how it should be painted. What is on now goes on if the file cannot be painted. */
  async open(file: Blob, name: string): Promise<void> {
    if (this.isBusy) return this.#tellBusy();
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
        if (this.isBusy) this.#tellBusy();
        return;
      }
      const source = new RestyleSource(
        opened,
        client,
        () => this.#studio.host.client,
        () => void this.#stopped(source),
      );
      await this.#show(source, name);
    } catch (error) {
      client.dispose();
      const reason = asAppError(error, 'file-unreadable');
      const details = `${reason.code}: ${reason.message}`;
      this.#studio.notices.show({
        tone: 'error',
        text: refusedSentence(name, reason),
        details,
        lastsMs: 15_000,
      });
    }
  }

  chooseSize(sizeId: string): void {
    if (this.#view?.state !== 'ready') return;
    this.#update({ sizeId, estimateMs: null });
    this.#studio.session.applySize();
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
    this.#update({ state: 'starting', frames: 0, doneMs: 0, bytes: 0, leftMs: null, sound: null });
    const id = crypto.randomUUID();
    try {
      this.#unlock = await lockRecording();
      if (!this.#unlock) throw new AppError('recording-elsewhere', 'Another tab holds the recording lock');
      this.#id = id;
      const createdAtMs = Date.now();
      const credit = this.#credit();
      await this.#journal.put(newEntry(id, view.name, credit, createdAtMs));
      const { sound, ...format } = await source.client.start({
        id,
        title: view.name,
        credit,
        createdAtMs,
        quality: this.#studio.view.recording.quality,
        size: this.#size(view),
      });
      await this.#journal.change(id, format);
      source.isRunning = true;
      this.#update({ state: 'running', sound });
      if (sound === 'lost') {
        const text = 'This browser cannot read the sound of this file, so the clip has none.';
        this.#studio.notices.show({ tone: 'warning', text });
      }
      await this.#studio.session.renewInput();
    } catch (error) {
      const isFull = error instanceof DOMException && error.name === 'QuotaExceededError';
      const reason = asAppError(error, isFull ? 'storage-full' : 'recording-failed');
      if (this.#id) await this.#journal.remove(this.#id).catch(() => undefined);
      this.#close();
      const details = `${reason.code}: ${reason.message}`;
      this.#studio.notices.show({
        tone: 'error',
        text: notStartedSentence(reason),
        details,
        lastsMs: 15_000,
      });
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
    const id = this.#id;
    const clip = await this.#finish();
    if (!id) return;
    if (!clip) {
      await this.#journal.remove(id).catch(() => undefined);
      this.#close();
      return;
    }
    await this.#journal.change(id, { ...clip, state: 'removed' }).catch(() => undefined);
    this.#close();
    const { shelf } = this.#clips;
    this.#studio.notices.show(
      {
        tone: 'info',
        text: `Stopped at ${clock(clip.durationMs)}. Nothing of it is kept.`,
        lastsMs: KEEP_MS,
        action: {
          label: `Keep ${clock(clip.durationMs)}`,
          run: () => void shelf.putBack(id).catch(() => undefined),
        },
      },
      () => void shelf.deleteRemoved(id).catch(() => undefined),
    );
  }

  /** Another painting was chosen: a clip that is being painted changes from here on, and that can be undone. */
  paintingChosen(title: string): void {
    const view = this.#view;
    if (!view || view.doneMs === 0 || (view.state !== 'running' && view.state !== 'paused')) return;
    this.#studio.notices.show({
      tone: 'info',
      text: `“${title}” goes on from ${clock(view.doneMs)}.`,
      action: { label: 'Start over with it', run: () => void this.#startOver() },
    });
  }

  #tellBusy(): void {
    const text = 'A video is being painted. Let it finish, or stop it, before you open another one.';
    this.#studio.notices.show({ tone: 'warning', text });
  }

  async #startOver(): Promise<void> {
    const id = this.#id;
    await this.#finish();
    if (id) await this.#journal.change(id, { state: 'removed' }).catch(() => undefined);
    this.#close();
    if (id) await this.#clips.shelf.deleteRemoved(id).catch(() => undefined);
    await this.start();
  }

  async #show(source: RestyleSource, name: string): Promise<void> {
    // The one before it is stopped by the session only after this, and must not take the new view away.
    this.#source = source;
    const sizes = sizesFor(source.facts.size);
    const engine = this.#studio.view.engine;
    const onGpu = engine ? engine.engine === 'ort-webgpu' && !engine.software : await this.#hasGpu();
    const { quality } = this.#studio.view;
    this.#studio.update({
      mirror: false,
      restyle: {
        state: 'ready',
        name,
        facts: source.facts,
        sizes,
        sizeId: proposedSize(sizes, onGpu).id,
        // Nobody waits for single pictures here, so the better network is worth its time.
        tier: quality === 'auto' ? 'studio' : quality,
        estimateMs: null,
        frames: 0,
        doneMs: 0,
        bytes: 0,
        leftMs: null,
        sound: null,
      },
    });
    await this.#studio.session.startWith(source);
  }

  async #hasGpu(): Promise<boolean> {
    const { engineChoice } = this.#studio.view;
    return engineChoice !== 'ort-wasm' && (await this.#studio.possible).webgpu;
  }

  get #view(): RestyleView | null {
    return this.#studio.view.restyle;
  }

  #update(change: Partial<RestyleView>): void {
    const view = this.#view;
    if (view) this.#studio.update({ restyle: { ...view, ...change } });
  }

  #size(view: RestyleView): RestyleView['sizes'][number]['size'] {
    return (view.sizes.find(({ id }) => id === view.sizeId) ?? view.sizes[0]!).size;
  }

  #credit(): string {
    const { paintings, paintingId } = this.#studio.view;
    const painting = paintings.find((entry) => entry.id === paintingId);
    if (!painting || painting.kind === 'own') return '';
    return [painting.title, painting.artist, painting.year].filter(Boolean).join(', ');
  }

  /** From what the frame on show took, once it was painted at the chosen size. */
  #estimate(): void {
    const { telemetry, restyle } = this.#studio.view;
    if (restyle?.state !== 'ready' || !telemetry?.size || !this.#source) return;
    const painted = paintedFor(this.#size(restyle));
    if (telemetry.tier !== restyle.tier || Math.abs(telemetry.size.width - painted.width) > 16) return;
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
        if (this.#id) await this.#journal.change(this.#id, { poster: message.poster }).catch(() => undefined);
        return;
      case 'ended':
        await this.#ended(message);
    }
  }

  async #ended({ clip, code, message }: RestyleMessage & { type: 'ended' }): Promise<void> {
    const name = this.#view?.name ?? '';
    this.#update({ state: 'saving' });
    await this.#keep(clip);
    this.#close();
    if (code) {
      const text = endedSentence(code, clip?.durationMs ?? 0);
      this.#studio.notices.show({ tone: 'warning', text, details: `${code}: ${message}`, lastsMs: 0 });
    } else {
      this.#studio.notices.show({ tone: 'info', text: `“${name}” is painted. It is among your clips.` });
    }
  }

  /** The worker died: what is on disk is made whole by the shelf. */
  async #died(client: RestyleClient, error: AppError): Promise<void> {
    const source = this.#source;
    if (client !== source?.client) return;
    const wasBusy = this.isBusy;
    this.#id = null;
    this.#unlock?.();
    this.#unlock = null;
    this.#source = null;
    this.#studio.update({ restyle: null });
    this.#studio.session.stop();
    if (wasBusy) await this.#clips.open();
    this.#studio.notices.show({
      tone: 'error',
      text: 'The video could not be read any further. What was painted of it is among your clips.',
      details: error.message,
    });
  }

  /** Another source was opened, or all was stopped: what is done is kept. */
  async #stopped(source: RestyleSource): Promise<void> {
    if (source !== this.#source) return source.client.dispose();
    const name = this.#view?.name ?? '';
    const wasBusy = this.isBusy;
    const clip = wasBusy ? await this.#finish() : null;
    if (wasBusy) await this.#keep(clip);
    this.#unlock?.();
    this.#unlock = null;
    this.#id = null;
    source.client.dispose();
    if (source !== this.#source) return;
    this.#source = null;
    this.#studio.update({ restyle: null });
    if (!clip) return;
    this.#studio.notices.show({
      tone: 'info',
      text: `“${name}” was left at ${clock(clip.durationMs)}. What was painted is among your clips.`,
    });
  }

  async #finish(): Promise<FinishedClip | null> {
    this.#update({ state: 'saving' });
    return (await this.#source?.client.finish().catch(() => null)) ?? null;
  }

  async #keep(clip: FinishedClip | null): Promise<void> {
    const id = this.#id;
    if (!id) return;
    const isFirst = this.#clips.shelf.list.length === 0;
    if (clip) await this.#journal.change(id, { ...clip, state: 'finished' }).catch(() => undefined);
    else await this.#journal.remove(id).catch(() => undefined);
    await this.#clips.shelf.refresh().catch(() => undefined);
    if (isFirst && clip) await askToPersist();
    this.#studio.update({ storage: await measureSpace() });
  }

  /** Back to the frame that shows what it will look like. */
  #close(): void {
    this.#id = null;
    this.#unlock?.();
    this.#unlock = null;
    const source = this.#source;
    this.#update({ state: 'ready', leftMs: null });
    if (!source?.isRunning) return;
    source.isRunning = false;
    this.#studio.session.tell((client) => client.api.tapPictures(null));
    void this.#studio.session.renewInput();
  }
}
