import { TimeLeft } from '../restyle/time-left.ts';
import { asAppError } from '../shared/errors.ts';
import type { FinishedClip } from '../shared/recording.ts';
import type { RestyleMessage } from '../shared/restyle.ts';
import type { RecordingDesk } from './recording-desk.ts';
import { RestyleClip } from './restyle-clip.ts';
import type { RestyleNotices } from './restyle-notices.ts';
import { clipSize } from './restyle-proposal.ts';
import { SOUND_LOST, notStartedSentence } from './restyle-sentences.ts';
import type { RestyleSource } from './restyle-source.ts';
import { UNSTARTED, type RestyleView } from './restyle-view.ts';
import type { Studio } from './studio.ts';

/** Paints the open file into a clip, from the start to the shelf or away; then the file can be painted once more. */
export class RestyleRun {
  readonly #studio: Studio;
  readonly #clips: RecordingDesk;
  readonly #notices: RestyleNotices;
  readonly #source: () => RestyleSource | null;
  readonly #timeLeft = new TimeLeft();
  /** The clip being painted. */
  #clip: RestyleClip | null = null;

  /** `source` tells the open file; null while there is none. */
  constructor(
    studio: Studio,
    clips: RecordingDesk,
    notices: RestyleNotices,
    source: () => RestyleSource | null,
  ) {
    this.#studio = studio;
    this.#clips = clips;
    this.#notices = notices;
    this.#source = source;
  }

  /** Begins where a file waits for it and nothing is recorded. If that fails, people hear why and the file waits again. */
  async start(): Promise<void> {
    const source = this.#source();
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
      // Its worker may have started, and would refuse to do so again.
      if (source === this.#source()) await source.client.finish().catch(() => null);
      await this.#clip?.drop();
      this.#close();
      this.#notices.fail(notStartedSentence(reason), reason);
    }
  }

  pause(): void {
    if (this.#view?.state !== 'running') return;
    this.#update({ state: 'paused', leftMs: null });
    this.#timeLeft.forget();
    this.#source()
      ?.client.pause()
      .catch(() => undefined);
  }

  resume(): void {
    if (this.#view?.state !== 'paused') return;
    this.#update({ state: 'running' });
    this.#source()
      ?.client.resume()
      .catch(() => undefined);
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

  /** What the open file's worker says. */
  async receive(message: RestyleMessage): Promise<void> {
    switch (message.type) {
      case 'progress': {
        const { frames, doneMs, bytes } = message;
        const view = this.#view;
        const isRunning = view?.state === 'running';
        if (isRunning) this.#timeLeft.note(performance.now(), doneMs);
        const leftMs = isRunning ? this.#timeLeft.leftMs(view.facts.durationMs) : null;
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

  /** The file goes: keeps what is done of its clip. Resolves with that; null where there is none. */
  async keep(): Promise<FinishedClip | null> {
    const clip = this.#clip;
    const painted = clip && (await this.#finish());
    await clip?.keep(painted);
    this.#clip = null;
    return painted;
  }

  /** The file's worker is gone: what is on disk is made whole by the shelf. */
  async leave(): Promise<void> {
    const clip = this.#clip;
    this.#clip = null;
    await clip?.leave();
  }

  get #view(): RestyleView | null {
    return this.#studio.view.restyle;
  }

  #update(change: Partial<RestyleView>): void {
    const view = this.#view;
    if (view) this.#studio.update({ restyle: { ...view, ...change } });
  }

  async #startOver(): Promise<void> {
    await this.#finish();
    await this.#clip?.drop();
    this.#close();
    await this.start();
  }

  async #ended(message: RestyleMessage & { type: 'ended' }): Promise<void> {
    const name = this.#view?.name ?? '';
    this.#update({ state: 'saving' });
    await this.#clip?.keep(message.clip);
    this.#close();
    this.#notices.ended(name, message);
  }

  async #finish(): Promise<FinishedClip | null> {
    this.#update({ state: 'saving' });
    return (
      (await this.#source()
        ?.client.finish()
        .catch(() => null)) ?? null
    );
  }

  /** Back to the frame that shows what it will look like. */
  #close(): void {
    this.#clip = null;
    this.#notices.forgetChange();
    this.#update({ state: 'ready', leftMs: null });
    const source = this.#source();
    if (!source?.isRunning) return;
    source.isRunning = false;
    this.#studio.session.controls.tell((client) => client.api.tapPictures(null));
    void this.#studio.session.renewInput();
  }
}
