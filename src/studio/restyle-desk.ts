import { RestyleClient } from '../restyle/restyle-client.ts';
import { paintedFor } from '../restyle/restyle-plan.ts';
import { asAppError, type AppError } from '../shared/errors.ts';
import type { NetworkTier } from '../shared/manifest.ts';
import type { RecordingDesk } from './recording-desk.ts';
import { RestyleNotices } from './restyle-notices.ts';
import { clipSize, estimateFor, proposal } from './restyle-proposal.ts';
import { RestyleRun } from './restyle-run.ts';
import { BUSY, DIED, RECORDING, refusedSentence } from './restyle-sentences.ts';
import { RestyleSource } from './restyle-source.ts';
import type { FilePaint, RestyleView } from './restyle-view.ts';
import type { Studio } from './studio.ts';

/** One video file at a time: opened, shown, set up and left; `run` paints it. */
export class RestyleDesk {
  /** Paints the open file; does nothing while there is none. */
  readonly run: RestyleRun;
  readonly #studio: Studio;
  readonly #notices: RestyleNotices;
  #source: RestyleSource | null = null;
  /** Counts files that were opened: of two at once the newer one counts. */
  #openings = 0;

  constructor(studio: Studio, clips: RecordingDesk) {
    this.#studio = studio;
    this.#notices = new RestyleNotices(studio.notices);
    this.run = new RestyleRun(studio, clips, this.#notices, () => this.#source);
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
    if (this.#hindrance) return this.#notices.warn(this.#hindrance);
    const opening = ++this.#openings;
    const client = new RestyleClient(
      (message) => {
        if (client === this.#source?.client) void this.run.receive(message);
      },
      (error) => void this.#died(client, error),
    );
    try {
      const opened = await client.open(file);
      // Large files take seconds, in which people go on.
      const hindrance = this.#hindrance;
      if (opening !== this.#openings || hindrance) {
        opened.preview.close();
        client.dispose();
        if (hindrance) this.#notices.warn(hindrance);
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
    this.#studio.showPaintings();
    void this.#studio.session.remake();
  }

  async #show(source: RestyleSource, name: string, mirror: boolean): Promise<void> {
    // The one before it is stopped by the session only after this, and must not take the new view away.
    this.#source = source;
    const restyle = proposal(source.facts, name, this.#studio.view, await this.#studio.possible);
    this.#studio.update({ mirror, restyle });
    this.#studio.showPaintings();
    await this.#studio.session.startWith(source);
  }

  /** Why no file can be opened just now; null where one can. */
  get #hindrance(): string | null {
    if (this.isBusy) return BUSY;
    // Its controls would take the place of those that stop the recording.
    return this.#studio.view.recording.state === 'off' ? null : RECORDING;
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

  /** No file is open any more. */
  #close(): void {
    this.#source = null;
    this.#studio.update({ restyle: null });
    this.#studio.showPaintings();
  }

  /** The worker died: what is on disk is made whole by the shelf. */
  async #died(client: RestyleClient, error: AppError): Promise<void> {
    if (client !== this.#source?.client) return;
    this.#close();
    this.#studio.session.stop();
    await this.run.leave();
    this.#notices.fail(DIED, error);
  }

  /** Another source was opened, or all was stopped: what is done is kept. */
  async #stopped(source: RestyleSource): Promise<void> {
    if (source !== this.#source) return source.client.dispose();
    const name = this.#view?.name ?? '';
    const painted = await this.run.keep();
    source.client.dispose();
    if (source !== this.#source) return;
    this.#close();
    if (painted) this.#notices.left(name, painted.durationMs);
  }
}
