import { transfer, wrap, type Remote } from 'comlink';
import type {
  ClipCopyApi,
  ClipCuts,
  ClipTags,
  CopiedClip,
  CopyJob,
  CopyProgress,
} from '../shared/clip-copy.ts';
import { installErrorTransfer } from '../shared/error-transfer.ts';
import { AppError } from '../shared/errors.ts';
import type { FinishedClip } from '../shared/recording.ts';
import { clipIdOf } from './clip-files.ts';

installErrorTransfer();

/**
 * The copier's worker, seen from the page; started by the first call.
 *
 * Comlink never settles calls to a dead worker, so every call also rejects, with `copy-failed`, when the worker dies; the
 * next call starts another one.
 */
export class ClipCopier {
  #running: { worker: Worker; api: Remote<ClipCopyApi>; death: Promise<never> } | null = null;

  cuts(fileName: string): Promise<ClipCuts> {
    return this.#alive((api) => api.cuts(fileName));
  }

  filmstrip(fileName: string, pictures: number, height: number): Promise<Blob | null> {
    return this.#alive((api) => api.filmstrip(fileName, pictures, height));
  }

  /** See `ClipCopyApi.copy`; `onShare` hears of the share that is done, 0..1. */
  async copy(job: CopyJob, onShare: (share: number) => void): Promise<CopiedClip> {
    const { port1, port2 } = new MessageChannel();
    port1.onmessage = ({ data }: MessageEvent<CopyProgress>) => onShare(data.share);
    try {
      return await this.#alive((api) => api.copy(job, transfer(port2, [port2])));
    } finally {
      port1.close();
    }
  }

  /**
   * Makes what a recorder has left whole: with duration and index. Resolves with the new file, which takes the source's
   * place once it is listed. Rejects as `copy`.
   */
  async whole(fileName: string, tags: ClipTags | null): Promise<FinishedClip> {
    const id = clipIdOf(fileName);
    return (await this.copy({ kind: 'whole', fileName, id, range: null, tags }, () => undefined)).clip;
  }

  async cancel(): Promise<void> {
    await this.#running?.api.cancel();
  }

  /** Ends the worker; a copy under way is given up. May be called twice. */
  dispose(): void {
    this.#running?.worker.terminate();
    this.#running = null;
  }

  #alive<T>(call: (api: Remote<ClipCopyApi>) => Promise<T>): Promise<T> {
    const { api, death } = (this.#running ??= this.#start());
    return Promise.race([call(api), death]);
  }

  #start(): { worker: Worker; api: Remote<ClipCopyApi>; death: Promise<never> } {
    const worker = new Worker(new URL('../../workers/clip-copy.worker.ts', import.meta.url), {
      type: 'module',
      name: 'clip-copy',
    });
    const death = new Promise<never>((_, reject) => {
      worker.onerror = (event) => {
        worker.terminate();
        this.#running = null;
        reject(new AppError('copy-failed', event.message || 'The copier did not load'));
      };
    });
    // Whoever is not in a call has lost nothing.
    death.catch(() => undefined);
    return { worker, api: wrap<ClipCopyApi>(worker), death };
  }
}
