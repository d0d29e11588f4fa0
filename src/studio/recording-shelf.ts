import { savedName } from '../clips/clip-files.ts';
import type { ClipJournal } from '../clips/clip-journal.ts';
import { ClipShelf } from '../clips/clip-shelf.ts';
import { measureSpace } from '../clips/storage-space.ts';
import { AppError } from '../shared/errors.ts';
import { ClipViews } from './clip-views.ts';
import type { Repair } from './recording-entries.ts';
import { recoveredWords } from './recording-sentences.ts';
import type { Studio } from './studio.ts';

/** The shelf as the view shows it, with the room that is left for more. */
export class RecordingShelf {
  readonly clips: ClipShelf;
  readonly #studio: Studio;
  readonly #views = new ClipViews();

  constructor(studio: Studio, journal: ClipJournal) {
    this.#studio = studio;
    this.clips = new ClipShelf(journal, () => studio.update({ clips: this.#views.of(this.clips.list) }));
  }

  /** Shows what is there and mends what was being recorded when a tab or the browser died. */
  async open(repair: Repair): Promise<void> {
    try {
      const recovered = await this.clips.open(repair);
      if (recovered.length > 0)
        this.#studio.notices.show({ tone: 'info', text: recoveredWords(recovered.length) });
    } catch (error) {
      // Some private windows have no storage: everything but clips works.
      console.warn('Clips cannot be kept here', error);
    }
    await this.showSpace();
  }

  /** A clip's file under the name to save it by. Rejects with `clip-unreadable`. */
  async file(id: string): Promise<File> {
    const clip = this.clips.list.find((entry) => entry.id === id);
    if (!clip) throw new AppError('clip-unreadable', 'There is no such clip');
    return new File([await this.clips.file(id)], savedName(clip), { type: clip.mimeType });
  }

  /** Measures the room for clips anew. */
  async showSpace(): Promise<void> {
    this.#studio.update({ storage: await measureSpace() });
  }
}
