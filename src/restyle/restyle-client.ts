import { transfer, wrap, type Remote } from 'comlink';
import { installErrorTransfer } from '../shared/error-transfer.ts';
import type { AppError } from '../shared/errors.ts';
import type { FinishedClip } from '../shared/recording.ts';
import type {
  OpenedVideo,
  RestyleApi,
  RestyleFormat,
  RestyleMessage,
  RestyleOptions,
} from '../shared/restyle.ts';
import { WorkerWatch, type WatchedWorker } from '../shared/worker-watch.ts';

const READER: WatchedWorker = {
  name: 'The reader of videos',
  died: 'recording-failed',
  silent: 'recording-failed',
  // Progress comes four times a second.
  silentMs: 30_000,
  silence: 'half a minute',
  lookEveryMs: 5000,
};

installErrorTransfer();

/**
 * The restyler's worker, seen from the page: one for each file.
 *
 * Comlink never settles calls to a dead worker, so every call also rejects, with `recording-failed`, when the worker
 * dies, and `onDeath` is called once.
 */
export class RestyleClient {
  readonly #api: Remote<RestyleApi>;
  readonly #watch: WorkerWatch;
  readonly #onMessage: (message: RestyleMessage) => void;

  constructor(onMessage: (message: RestyleMessage) => void, onDeath: (error: AppError) => void) {
    this.#onMessage = onMessage;
    const worker = new Worker(new URL('../../workers/restyle.worker.ts', import.meta.url), {
      type: 'module',
      name: 'restyle',
    });
    this.#watch = new WorkerWatch(worker, READER, onDeath);
    this.#api = wrap<RestyleApi>(worker);
  }

  open(file: Blob): Promise<OpenedVideo> {
    return this.#watch.alive(this.#api.open(file));
  }

  /** See `RestyleApi.start`. */
  async start(options: RestyleOptions): Promise<RestyleFormat> {
    const { port1, port2 } = new MessageChannel();
    port1.onmessage = ({ data }: MessageEvent<RestyleMessage>) => {
      this.#watch.heard();
      if (data.type === 'ended') this.#watch.expectNothing();
      this.#onMessage(data);
    };
    const format = await this.#watch.alive(this.#api.start(options, transfer(port2, [port2])));
    this.#watch.expectNews();
    return format;
  }

  attachFrames(port: MessagePort): Promise<void> {
    return this.#watch.alive(this.#api.attachFrames(transfer(port, [port])));
  }

  attachPictures(port: MessagePort): Promise<void> {
    return this.#watch.alive(this.#api.attachPictures(transfer(port, [port])));
  }

  pause(): Promise<void> {
    return this.#watch.alive(this.#api.pause());
  }

  resume(): Promise<void> {
    return this.#watch.alive(this.#api.resume());
  }

  finish(): Promise<FinishedClip | null> {
    this.#watch.expectNothing();
    return this.#watch.alive(this.#api.finish());
  }

  /** Ends the worker at once; nothing is reported any more. May be called twice. */
  dispose(): void {
    this.#watch.end();
  }
}
