import { ClipCopier } from '../clips/clip-copier.ts';
import { readCopyFile, savedName } from '../clips/clip-files.ts';
import type { ClipShelf, ShownClip } from '../clips/clip-shelf.ts';
import { holdCopies } from '../clips/copy-lock.ts';
import type { ClipCuts, ClipRange, CopiedClip, CopyJob } from '../shared/clip-copy.ts';
import { AppError } from '../shared/errors.ts';
import type { ClipJobView } from './studio-view.ts';
import type { Studio } from './studio.ts';

/** Progress is shown in steps of this share: finer ones cannot be seen. */
const SHOWN_STEP = 0.01;

type ShownJob = CopyJob & Pick<ClipJobView, 'kind'>;

/** A copy to be handed out. */
export interface CompatibleCopy {
  /** Read from disk as it is saved. */
  file: File;
  videoCodec: string;
  audioCodec: string;
  /** Call when the file has been saved. */
  done: () => void;
}

/** Cuts and copies clips of the shelf, one at a time, and shows how far it is. */
export class ClipDesk {
  readonly #studio: Studio;
  readonly #shelf: ClipShelf;
  readonly #copier = new ClipCopier();

  constructor(studio: Studio, shelf: ClipShelf) {
    this.#studio = studio;
    this.#shelf = shelf;
  }

  /** Rejects with `clip-unreadable`. */
  async cuts(id: string): Promise<ClipCuts> {
    return this.#copier.cuts(this.#clip(id).fileName);
  }

  /** Null where this browser cannot decode the clip. Rejects with `clip-unreadable`. */
  async filmstrip(id: string, pictures: number, height: number): Promise<Blob | null> {
    return this.#copier.filmstrip(this.#clip(id).fileName, pictures, height);
  }

  /** Puts a part of a clip on the shelf as a clip of its own. Resolves with its id. Rejects as `ClipCopyApi.copy`. */
  async trim(id: string, range: ClipRange): Promise<string> {
    const clip = this.#clip(id);
    const copyId = crypto.randomUUID();
    const title = trimmedTitle(clip.title, this.#shelf.list);
    const fileName = `${copyId}.${clip.fileName.split('.').at(-1)}`;
    const release = await holdCopies();
    try {
      await this.#shelf.beginCopy(clip, { id: copyId, fileName, title });
      try {
        const job: ShownJob = {
          kind: 'trim',
          fileName: clip.fileName,
          id: copyId,
          range,
          tags: { title, credit: clip.credit, createdAtMs: clip.createdAtMs },
        };
        const copy = await this.#copy(id, job);
        await this.#shelf.keepCopy(copyId, copy.clip, copy.poster);
      } catch (error) {
        await this.#shelf.dropCopy(copyId);
        throw error;
      }
    } finally {
      release();
    }
    return copyId;
  }

  /** Makes a copy that plays nearly everywhere, to be saved. Rejects as `ClipCopyApi.copy`. */
  async compatible(id: string): Promise<CompatibleCopy> {
    const clip = this.#clip(id);
    const release = await holdCopies();
    try {
      const { title, credit, createdAtMs } = clip;
      const { clip: copy } = await this.#copy(id, {
        kind: 'compatible',
        fileName: clip.fileName,
        id: crypto.randomUUID(),
        range: null,
        tags: { title, credit, createdAtMs },
      });
      const name = savedName({ ...clip, fileName: copy.fileName }, 'compatible');
      const file = new File([await readCopyFile(copy.fileName)], name, { type: copy.mimeType });
      return { file, videoCodec: copy.videoCodec, audioCodec: copy.audioCodec, done: release };
    } catch (error) {
      release();
      throw error;
    }
  }

  /** What is being made is given up. */
  cancel(): void {
    // A copier that died has nothing to cancel.
    this.#copier.cancel().catch(() => undefined);
  }

  async #copy(clipId: string, job: ShownJob): Promise<CopiedClip> {
    if (this.#studio.view.clipJob) throw new AppError('copy-failed', 'Another clip is being copied just now');
    const { kind } = job;
    this.#studio.update({ clipJob: { clipId, kind, share: 0 } });
    let shown = 0;
    try {
      return await this.#copier.copy(job, (share) => {
        if (share - shown < SHOWN_STEP) return;
        shown = share;
        this.#studio.update({ clipJob: { clipId, kind, share } });
      });
    } finally {
      this.#studio.update({ clipJob: null });
    }
  }

  #clip(id: string): ShownClip {
    const clip = this.#shelf.list.find((entry) => entry.id === id);
    if (!clip) throw new AppError('clip-unreadable', 'There is no such clip');
    return clip;
  }
}

/** 'Kitchen, part 1': the first number that is free. */
export function trimmedTitle(title: string, others: readonly { title: string }[]): string {
  const whole = title.replace(/, part \d+$/, '');
  for (let number = 1; ; number++) {
    const candidate = `${whole}, part ${number}`;
    if (others.every((other) => other.title !== candidate)) return candidate;
  }
}
