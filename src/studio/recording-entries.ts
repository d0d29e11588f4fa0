import { newEntry, type ClipEntry, type ClipJournal } from '../clips/clip-journal.ts';
import type { ClipShelf } from '../clips/clip-shelf.ts';
import type { FinishedClip, FinishedTake, RecordingOptions, TakeFormat } from '../shared/recording.ts';

/** Makes a torn file whole; null if there is nothing in it. */
export type Repair = (fileName: string) => Promise<FinishedClip | null>;

/** The journal's entries of the take being recorded: the painted clip and perhaps the camera take, which know each other. */
export class RecordingEntries {
  readonly #journal: ClipJournal;
  readonly #shelf: ClipShelf;
  readonly #repair: Repair;
  #id: string | null = null;
  #cameraId: string | null = null;

  constructor(journal: ClipJournal, shelf: ClipShelf, repair: Repair) {
    this.#journal = journal;
    this.#shelf = shelf;
    this.#repair = repair;
  }

  /** Something is being recorded. */
  get isOpen(): boolean {
    return this.#id !== null;
  }

  /** Lists what is about to be recorded, so that a crash cannot leave files that nobody knows. `mirror`: as shown. */
  async open(options: RecordingOptions, mirror: boolean): Promise<void> {
    const { id, cameraTakeId, title, credit, createdAtMs } = options;
    this.#id = id;
    this.#cameraId = cameraTakeId;
    await this.#journal.put({ ...newEntry(id, title, credit, createdAtMs), cameraTakeId });
    if (!cameraTakeId) return;
    // A little older, so that the painted clip is the newest.
    const entry = newEntry(cameraTakeId, `${title} (camera)`, '', createdAtMs - 1);
    await this.#journal.put({ ...entry, cameraTakeOf: id, mirror });
  }

  /** What the recorder has chosen. A camera take that it cannot make is forgotten. */
  async describe(format: TakeFormat): Promise<void> {
    await this.#change(this.#id, format.painted);
    if (format.camera) await this.#change(this.#cameraId, format.camera);
    else await this.#dropCamera();
  }

  async poster(of: 'painted' | 'camera', poster: Blob): Promise<void> {
    await this.#change(of === 'painted' ? this.#id : this.#cameraId, { poster });
  }

  /** Both files are whole. */
  async keep(take: FinishedTake): Promise<void> {
    await this.#change(this.#id, { ...take.painted, state: 'finished' });
    if (take.camera) await this.#change(this.#cameraId, { ...take.camera, state: 'finished' });
    else await this.#dropCamera();
  }

  /** The recorder died: keeps what is on disk. Resolves whether there is anything of the painted clip. */
  async recover(): Promise<boolean> {
    const isKept =
      this.#id !== null && (await this.#shelf.recover(this.#id, this.#repair).catch(() => false));
    if (this.#cameraId) await this.#shelf.recover(this.#cameraId, this.#repair).catch(() => false);
    return isKept;
  }

  /** There is nothing of the painted clip; a camera take is kept where there is one. */
  async giveUp(): Promise<void> {
    if (this.#id) await this.#journal.remove(this.#id).catch(() => undefined);
    if (this.#cameraId) await this.#shelf.recover(this.#cameraId, this.#repair).catch(() => undefined);
  }

  /** Ready for the next take. */
  close(): void {
    this.#id = this.#cameraId = null;
  }

  async #dropCamera(): Promise<void> {
    if (!this.#cameraId) return;
    await this.#journal.remove(this.#cameraId);
    await this.#change(this.#id, { cameraTakeId: null });
    this.#cameraId = null;
  }

  async #change(id: string | null, change: Partial<ClipEntry>): Promise<void> {
    if (id) await this.#journal.change(id, change);
  }
}
