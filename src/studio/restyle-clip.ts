import { ClipJournal, newEntry } from '../clips/clip-journal.ts';
import { lockRecording } from '../clips/recording-lock.ts';
import { askToPersist, measureSpace } from '../clips/storage-space.ts';
import { clockWords } from '../shared/clock-words.ts';
import { AppError, asAppError } from '../shared/errors.ts';
import type { FinishedClip } from '../shared/recording.ts';
import type { RestyleFormat } from '../shared/restyle.ts';
import type { RecordingDesk } from './recording-desk.ts';
import { KEEP_FAILED } from './restyle-sentences.ts';
import type { Studio } from './studio.ts';

/** How long what was stopped can still be kept. */
const KEEP_MS = 20_000;

/**
 * The clip that a video becomes, as the shelf sees it: its lock, its entry in the journal from the first moment, so that it
 * is recovered if the tab dies, and what becomes of it.
 */
export class RestyleClip {
  readonly id = crypto.randomUUID();
  readonly createdAtMs = Date.now();
  readonly title: string;
  readonly credit: string;
  readonly #studio: Studio;
  readonly #desk: RecordingDesk;
  readonly #journal = new ClipJournal();
  readonly #unlock: () => void;

  /** Rejects with `recording-elsewhere` while another tab records or paints a video. */
  static async begin(studio: Studio, desk: RecordingDesk, title: string): Promise<RestyleClip> {
    const unlock = await lockRecording();
    if (!unlock) throw new AppError('recording-elsewhere', 'Another tab holds the recording lock');
    const clip = new RestyleClip(studio, desk, title, unlock);
    try {
      await clip.#journal.put(newEntry(clip.id, title, clip.credit, clip.createdAtMs));
      return clip;
    } catch (error) {
      unlock();
      throw error;
    }
  }

  private constructor(studio: Studio, desk: RecordingDesk, title: string, unlock: () => void) {
    this.#studio = studio;
    this.#desk = desk;
    this.title = title;
    this.#unlock = unlock;
    const { paintings, paintingId } = studio.view;
    const painting = paintings.find((entry) => entry.id === paintingId);
    const isNamed = painting && painting.kind !== 'own';
    this.credit = isNamed ? [painting.title, painting.artist, painting.year].filter(Boolean).join(', ') : '';
  }

  /** Notes what is found on disk if nobody comes back. */
  async note(format: RestyleFormat): Promise<void> {
    const { fileName, mimeType, size, videoCodec, audioCodec } = format;
    await this.#journal.change(this.id, { fileName, mimeType, size, videoCodec, audioCodec });
  }

  show(poster: Blob): void {
    this.#journal.change(this.id, { poster }).catch(() => undefined);
  }

  /** Puts it on the shelf; null where there is nothing to keep. */
  async keep(clip: FinishedClip | null): Promise<void> {
    if (!clip) return this.drop();
    const { shelf } = this.#desk;
    const isFirst = shelf.list.length === 0;
    // A full disk may refuse even this; then the file is taken in on the next visit.
    await this.#journal.change(this.id, { ...clip, state: 'finished' }).catch(() => undefined);
    await shelf.refresh().catch(() => undefined);
    this.#unlock();
    if (isFirst) await askToPersist();
    this.#studio.update({ storage: await measureSpace() });
  }

  /** Throws it away unless somebody presses “Keep” while the notice is there. */
  async offer(clip: FinishedClip | null): Promise<void> {
    if (!clip) return this.drop();
    await this.#journal.change(this.id, { ...clip, state: 'removed' }).catch(() => undefined);
    this.#unlock();
    const { shelf } = this.#desk;
    const { notices } = this.#studio;
    const length = clockWords(clip.durationMs);
    const complain = (error: unknown): void => {
      const details = asAppError(error, 'clip-unreadable').message;
      notices.show({ tone: 'error', text: KEEP_FAILED, details, lastsMs: 10_000 });
    };
    notices.show(
      {
        tone: 'info',
        text: `Stopped at ${length}. Nothing of it is kept.`,
        lastsMs: KEEP_MS,
        action: { label: `Keep ${length}`, run: () => void shelf.putBack(this.id).catch(complain) },
      },
      () => void shelf.deleteRemoved(this.id).catch(() => undefined),
    );
  }

  /** Throws it away. */
  async drop(): Promise<void> {
    await this.#journal.change(this.id, { state: 'removed' }).catch(() => undefined);
    await this.#desk.shelf.deleteRemoved(this.id).catch(() => undefined);
    this.#unlock();
  }

  /** Its file is left as it is, and made whole by the shelf. */
  async leave(): Promise<void> {
    this.#unlock();
    await this.#desk.open();
  }
}
