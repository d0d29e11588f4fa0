import type { ClipCopyApi, ClipCuts, CopiedClip, CopyJob, CopyProgress } from '../../src/shared/clip-copy.ts';
import { AppError } from '../../src/shared/errors.ts';
import { copyClip } from './copy-clip.ts';
import { filmstrip } from './filmstrip.ts';
import { findCuts } from './find-cuts.ts';
import { readClip } from './read-clip.ts';

const PROGRESS_EVERY_MS = 100;

/** Implements the copier: reads clips, and makes one copy at a time. */
export class ClipCopier implements ClipCopyApi {
  #copying: AbortController | null = null;

  async cuts(fileName: string): Promise<ClipCuts> {
    return findCuts(await readClip(fileName));
  }

  async filmstrip(fileName: string, pictures: number, height: number): Promise<Blob | null> {
    return filmstrip(await readClip(fileName), pictures, height);
  }

  async copy(job: CopyJob, progress: MessagePort): Promise<CopiedClip> {
    if (this.#copying) throw new AppError('copy-failed', 'A copy is being made already');
    const copying = (this.#copying = new AbortController());
    let toldAtMs = 0;
    try {
      return await copyClip(
        job,
        (share) => {
          if (performance.now() - toldAtMs < PROGRESS_EVERY_MS) return;
          toldAtMs = performance.now();
          progress.postMessage({ share } satisfies CopyProgress);
        },
        copying.signal,
      );
    } finally {
      this.#copying = null;
      progress.close();
    }
  }

  async cancel(): Promise<void> {
    this.#copying?.abort();
  }
}
