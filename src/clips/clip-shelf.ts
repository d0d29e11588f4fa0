import { WHOLE } from '../shared/clip-copy.ts';
import { AppError } from '../shared/errors.ts';
import type { FinishedClip } from '../shared/recording.ts';
import { clipIdOf, listClipFiles, readClipFile, removeClipFile, removeCopies } from './clip-files.ts';
import { newEntry, type ClipEntry, type ClipJournal } from './clip-journal.ts';
import { ifNobodyCopies } from './copy-lock.ts';
import { whenNobodyRecords } from './recording-lock.ts';

const CHANNEL = 'plein-air-clips';

/** Makes a torn file whole; null if there is nothing in it. */
export type Repair = (fileName: string) => Promise<FinishedClip | null>;

/** Clips that people see, newest first. */
export type ShownClip = ClipEntry & { state: 'finished' | 'recovered' };

/** The clips on this device: shows, names, removes and recovers them. Other tabs hear of changes. */
export class ClipShelf {
  list: readonly ShownClip[] = [];
  readonly #journal: ClipJournal;
  readonly #onChange: () => void;
  readonly #channel = new BroadcastChannel(CHANNEL);
  /** Changes happen in the order in which they were asked for: an undo must not lose against the deletion. */
  #last: Promise<unknown> = Promise.resolve();

  constructor(journal: ClipJournal, onChange: () => void) {
    this.#journal = journal;
    this.#onChange = onChange;
    this.#channel.onmessage = () => void this.#read().catch(() => undefined);
  }

  /** Reads the list anew and tells everybody. */
  async refresh(): Promise<void> {
    await this.#read();
    this.#channel.postMessage('changed');
  }

  /**
   * Reads the list, then, as soon as no tab records, mends what was being recorded when something died, takes in files
   * without an entry, and deletes what was removed and what is left of copies. Resolves with the clips that were recovered.
   */
  async open(repair: Repair): Promise<ShownClip[]> {
    await this.#read();
    await ifNobodyCopies(() => this.#clearCopies());
    const recovered: string[] = [];
    await whenNobodyRecords(async () => {
      for (const entry of await this.#journal.list()) {
        if (entry.state === 'removed') await this.#delete(entry);
        else if (entry.state === 'recording' && (await this.recover(entry.id, repair)))
          recovered.push(entry.id);
      }
      recovered.push(...(await this.#adopt(repair)));
    });
    await this.refresh();
    return this.list.filter((clip) => recovered.includes(clip.id));
  }

  /** Mends one clip whose recorder died. Resolves false where nothing of it could be kept. */
  async recover(id: string, repair: Repair): Promise<boolean> {
    const clip = await this.#repairAny(id, repair);
    if (!clip) {
      await this.#journal.remove(id);
      return false;
    }
    await this.#journal.change(id, { ...clip, state: 'recovered', wasRecovered: true });
    await this.#removeOthers(id, clip.fileName);
    return true;
  }

  /** Lists a copy of a clip that is about to be written to `fileName`, so that a crash cannot leave it there for ever. */
  async beginCopy(of: ShownClip, copy: Pick<ClipEntry, 'id' | 'fileName' | 'title'>): Promise<void> {
    // A part of a camera take stands by itself.
    const { cameraTakeOf: _, ...own } = of;
    const copied = { createdAtMs: Date.now(), bytes: 0, wasRecovered: false, cameraTakeId: null };
    await this.#journal.put({ ...own, ...copied, ...copy, state: 'copying' });
  }

  /** The copy is whole: it is a clip like any other. Without a poster of its own it keeps the one it was copied with. */
  keepCopy(id: string, clip: FinishedClip, poster: Blob | null): Promise<void> {
    return this.#queue(async () => {
      await this.#journal.change(id, { ...clip, ...(poster ? { poster } : {}), state: 'finished' });
      await this.refresh();
    });
  }

  /** The copy came to nothing; its file is gone already. */
  dropCopy(id: string): Promise<void> {
    return this.#queue(() => this.#journal.remove(id));
  }

  /** Rejects with `clip-unreadable`. */
  async file(id: string): Promise<File> {
    return readClipFile(this.list.find((clip) => clip.id === id)?.fileName ?? '');
  }

  rename(id: string, title: string): Promise<void> {
    return this.#queue(async () => {
      await this.#journal.change(id, { title });
      await this.refresh();
    });
  }

  /** Takes a clip off the shelf. Its file stays until `deleteRemoved`, or the next visit. */
  remove(id: string): Promise<void> {
    return this.#queue(async () => {
      await this.#journal.change(id, { state: 'removed' });
      await this.refresh();
    });
  }

  /** Brings a removed clip back. Rejects with `clip-unreadable` where another tab, being opened, has deleted it. */
  putBack(id: string): Promise<void> {
    return this.#queue(async () => {
      const entry = await this.#journal.get(id);
      if (!entry) throw new AppError('clip-unreadable', 'This clip is gone: another tab has deleted it');
      if (entry.state !== 'removed') return;
      await this.#journal.change(id, { state: entry.wasRecovered ? 'recovered' : 'finished' });
      await this.refresh();
    });
  }

  /** Deletes the file of a removed clip; one that was put back is left alone. */
  deleteRemoved(id: string): Promise<void> {
    return this.#queue(async () => {
      const entry = await this.#journal.get(id);
      if (entry?.state === 'removed') await this.#delete(entry);
    });
  }

  /** The recorder's own files first: a whole copy of one may have been cut short while the other was still there. */
  async #repairAny(id: string, repair: Repair): Promise<FinishedClip | null> {
    for (const name of [`${id}.mp4`, `${id}.webm`, `${id}${WHOLE}.mp4`, `${id}${WHOLE}.webm`]) {
      const clip = await repair(name);
      if (clip) return clip;
    }
    return null;
  }

  async #removeOthers(id: string, kept: string): Promise<void> {
    for (const fileName of await listClipFiles()) {
      if (clipIdOf(fileName) === id && fileName !== kept) await removeClipFile(fileName);
    }
  }

  #queue(job: () => Promise<void>): Promise<void> {
    const result = this.#last.then(job);
    this.#last = result.catch(() => undefined);
    return result;
  }

  async #read(): Promise<void> {
    const entries = await this.#journal.list();
    this.list = entries.filter(
      (entry): entry is ShownClip => entry.state === 'finished' || entry.state === 'recovered',
    );
    this.#onChange();
  }

  async #delete(entry: ClipEntry): Promise<void> {
    await removeClipFile(entry.fileName);
    await this.#journal.remove(entry.id);
  }

  async #clearCopies(): Promise<void> {
    await removeCopies();
    for (const entry of await this.#journal.list()) if (entry.state === 'copying') await this.#delete(entry);
  }

  /** Files that no entry speaks of: the database was cleared, or its disk was full. */
  async #adopt(repair: Repair): Promise<string[]> {
    const known = new Map((await this.#journal.list()).map((entry) => [entry.id, entry]));
    const adopted: string[] = [];
    for (const fileName of await listClipFiles()) {
      const id = clipIdOf(fileName);
      const entry = known.get(id);
      // What it was made whole from is left when that was cut short at the very end.
      if (entry && entry.fileName !== fileName && entry.state !== 'recording') await removeClipFile(fileName);
      if (entry) continue;
      const clip = await repair(fileName).catch(() => null);
      if (!clip) continue;
      const file = await readClipFile(fileName);
      const fresh = newEntry(id, 'Recovered clip', '', file.lastModified);
      await this.#journal.put({ ...fresh, ...clip, state: 'recovered', wasRecovered: true });
      adopted.push(id);
    }
    return adopted;
  }
}
