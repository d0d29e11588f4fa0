import { transfer, wrap, type Remote } from 'comlink';
import { installErrorTransfer } from '../shared/error-transfer.ts';
import { AppError } from '../shared/errors.ts';
import type { FinishedClip } from '../shared/recording.ts';
import type {
  OpenedVideo,
  RestyleApi,
  RestyleFormat,
  RestyleMessage,
  RestyleOptions,
} from '../shared/restyle.ts';

/** Progress comes four times a second; a restyler silent for this long is dead. */
const SILENT_MS = 30_000;
const LOOK_EVERY_MS = 5000;

installErrorTransfer();

/**
 * The restyler's worker, seen from the page: one for each file.
 *
 * Comlink never settles calls to a dead worker, so every call also rejects, with `recording-failed`, when the worker
 * dies, and `onDeath` is called once.
 */
export class RestyleClient {
  readonly #worker: Worker;
  readonly #api: Remote<RestyleApi>;
  readonly #death: Promise<never>;
  readonly #onMessage: (message: RestyleMessage) => void;
  #die: (error: AppError) => void = () => undefined;
  #watch: ReturnType<typeof setInterval> | undefined;
  #heardAtMs = 0;

  constructor(onMessage: (message: RestyleMessage) => void, onDeath: (error: AppError) => void) {
    this.#onMessage = onMessage;
    this.#worker = new Worker(new URL('../../workers/restyle.worker.ts', import.meta.url), {
      type: 'module',
      name: 'restyle',
    });
    this.#death = new Promise((_, reject) => {
      this.#die = (error) => {
        this.dispose();
        reject(error);
        onDeath(error);
      };
    });
    // Whoever is not in a call hears of it through `onDeath`.
    this.#death.catch(() => undefined);
    const fail = (message: string): void => this.#die(new AppError('recording-failed', message));
    this.#worker.onerror = (event) => fail(event.message || 'The reader of videos did not load');
    this.#worker.onmessageerror = () => fail('A message of the reader of videos was damaged');
    this.#api = wrap<RestyleApi>(this.#worker);
  }

  open(file: Blob): Promise<OpenedVideo> {
    return this.#alive(this.#api.open(file));
  }

  /** See `RestyleApi.start`. */
  async start(options: RestyleOptions): Promise<RestyleFormat> {
    const { port1, port2 } = new MessageChannel();
    port1.onmessage = ({ data }: MessageEvent<RestyleMessage>) => {
      this.#heardAtMs = performance.now();
      if (data.type === 'ended') clearInterval(this.#watch);
      this.#onMessage(data);
    };
    const format = await this.#alive(this.#api.start(options, transfer(port2, [port2])));
    this.#watchProgress();
    return format;
  }

  attachFrames(port: MessagePort): Promise<void> {
    return this.#alive(this.#api.attachFrames(transfer(port, [port])));
  }

  attachPictures(port: MessagePort): Promise<void> {
    return this.#alive(this.#api.attachPictures(transfer(port, [port])));
  }

  pause(): Promise<void> {
    return this.#alive(this.#api.pause());
  }

  resume(): Promise<void> {
    return this.#alive(this.#api.resume());
  }

  finish(): Promise<FinishedClip | null> {
    clearInterval(this.#watch);
    return this.#alive(this.#api.finish());
  }

  /** Ends the worker at once; nothing is reported any more. May be called twice. */
  dispose(): void {
    clearInterval(this.#watch);
    this.#worker.terminate();
  }

  #alive<T>(call: Promise<T>): Promise<T> {
    return Promise.race([call, this.#death]);
  }

  #watchProgress(): void {
    let lookedAtMs = (this.#heardAtMs = performance.now());
    this.#watch = setInterval(() => {
      const nowMs = performance.now();
      // After sleep or a frozen tab the worker was as silent as we were.
      if (nowMs - lookedAtMs > 3 * LOOK_EVERY_MS) this.#heardAtMs = nowMs;
      lookedAtMs = nowMs;
      if (nowMs - this.#heardAtMs > SILENT_MS) {
        this.#die(
          new AppError('recording-failed', 'The reader of videos has not answered for half a minute'),
        );
      }
    }, LOOK_EVERY_MS);
  }
}
