import { AppError, type AppErrorCode } from './errors.ts';

/** Whose life is watched, and what its end is called. */
export interface WatchedWorker {
  /** As a sentence begins: "The recorder". */
  name: string;
  /** Code of the error that its end is reported with … */
  died: AppErrorCode;
  /** … and where it only fell silent. */
  silent: AppErrorCode;
  /** While news are expected, a worker silent for this long is dead. */
  silentMs: number;
  /** `silentMs` in words: "ten seconds". */
  silence: string;
  /** How often that is looked at. */
  lookEveryMs: number;
}

/**
 * The watch over a worker's life, on the side that started it.
 *
 * Comlink never settles calls to a dead worker, so calls are made through `alive`, which rejects when the worker dies.
 * `onDeath` is called once, unless `end` came first.
 */
export class WorkerWatch {
  readonly #worker: Worker;
  readonly #of: WatchedWorker;
  readonly #death: Promise<never>;
  #die: (error: AppError) => void = () => undefined;
  #isOver = false;
  #looking: ReturnType<typeof setInterval> | undefined;
  #heardAtMs = 0;

  /** Takes over the worker's `onerror` and `onmessageerror`; ends the worker when it dies. */
  constructor(worker: Worker, of: WatchedWorker, onDeath: (error: AppError) => void) {
    this.#worker = worker;
    this.#of = of;
    this.#death = new Promise((_, reject) => {
      this.#die = (error) => {
        if (this.#isOver) return;
        this.end();
        reject(error);
        onDeath(error);
      };
    });
    // Whoever is not in a call hears of it through `onDeath`.
    this.#death.catch(() => undefined);
    worker.onerror = (event) => this.#fail(of.died, event.message || `${of.name} did not load`);
    worker.onmessageerror = () => this.#fail(of.died, `A message of ${of.name.toLowerCase()} was damaged`);
  }

  /** A call's result, unless the worker dies first. */
  alive<T>(call: Promise<T>): Promise<T> {
    return Promise.race([call, this.#death]);
  }

  /** From now on the worker has to be heard. */
  expectNews(): void {
    let lookedAtMs = (this.#heardAtMs = performance.now());
    clearInterval(this.#looking);
    this.#looking = setInterval(() => {
      const nowMs = performance.now();
      // After sleep or a frozen tab the worker was as silent as we were.
      if (nowMs - lookedAtMs > 3 * this.#of.lookEveryMs) this.#heardAtMs = nowMs;
      lookedAtMs = nowMs;
      if (nowMs - this.#heardAtMs > this.#of.silentMs) {
        this.#fail(this.#of.silent, `${this.#of.name} has not answered for ${this.#of.silence}`);
      }
    }, this.#of.lookEveryMs);
  }

  /** The worker was heard. */
  heard(): void {
    this.#heardAtMs = performance.now();
  }

  /** It may be silent again. */
  expectNothing(): void {
    clearInterval(this.#looking);
  }

  /** Ends the worker at once; nothing is reported any more. May be called twice. */
  end(): void {
    this.#isOver = true;
    clearInterval(this.#looking);
    this.#worker.terminate();
  }

  #fail(code: AppErrorCode, message: string): void {
    this.#die(new AppError(code, message));
  }
}
