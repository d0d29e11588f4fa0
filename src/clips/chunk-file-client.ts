import { wrap, type Remote } from 'comlink';
import type { ChunkFileApi } from '../shared/chunk-file.ts';
import { installErrorTransfer } from '../shared/error-transfer.ts';
import { AppError } from '../shared/errors.ts';

installErrorTransfer();

/** A file that chunks are added to, in a worker. Calls reject with `recording-failed` when the worker dies. */
export class ChunkFileClient {
  readonly #worker: Worker;
  readonly #api: Remote<ChunkFileApi>;
  readonly #death: Promise<never>;
  /** Chunks are written in the order in which they came. */
  #last: Promise<unknown> = Promise.resolve();

  constructor() {
    this.#worker = new Worker(new URL('../../workers/chunk-file.worker.ts', import.meta.url), {
      type: 'module',
      name: 'chunk-file',
    });
    this.#death = new Promise((_, reject) => {
      this.#worker.onerror = ({ message }) =>
        reject(new AppError('recording-failed', message || 'The worker that writes did not load'));
    });
    this.#death.catch(() => undefined);
    this.#api = wrap<ChunkFileApi>(this.#worker);
  }

  open(fileName: string): Promise<void> {
    return this.#alive(this.#api.open(fileName));
  }

  append(chunk: Blob): Promise<void> {
    const result = this.#last.then(() => this.#alive(this.#api.append(chunk)));
    this.#last = result.catch(() => undefined);
    return result;
  }

  /** After all that was appended. The worker ends. May be called twice. */
  async close(): Promise<void> {
    await this.#last;
    await this.#alive(this.#api.close()).catch(() => undefined);
    this.#worker.terminate();
  }

  #alive<T>(call: Promise<T>): Promise<T> {
    return Promise.race([call, this.#death]);
  }
}
