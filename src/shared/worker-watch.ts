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
  readonly #onDeath: (error: AppError) => void;
  /** Ends the calls under way. A promise of the worker's death in a race with each would remember all of them. */
  readonly #waiting = new Set<(error: AppError) => void>();
  /** Why calls are of no use any more. */
  #reason: AppError | null = null;
  #isOver = false;
  #looking: ReturnType<typeof setInterval> | undefined;
  #heardAtMs = 0;

  /** Takes over the worker's `onerror` and `onmessageerror`; ends the worker when it dies. */
  constructor(worker: Worker, of: WatchedWorker, onDeath: (error: AppError) => void) {
    this.#worker = worker;
    this.#of = of;
    this.#onDeath = onDeath;
    worker.onerror = (event) => this.#fail(of.died, event.message || `${of.name} did not load`);
    worker.onmessageerror = () => this.#fail(of.died, `A message of ${of.name.toLowerCase()} was damaged`);
  }

  /** A call's result, unless the worker dies first, or is ended for a reason. */
  alive<T>(call: Promise<T>): Promise<T> {
    return new Promise((resolve, reject) => {
      if (this.#reason) reject(this.#reason);
      this.#waiting.add(reject);
      call.then(resolve, reject).finally(() => this.#waiting.delete(reject));
    });
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

  /**
   * Ends the worker at once; nothing is reported any more. Calls reject with `reason`, those to come too; without one they
   * never settle. May be called twice.
   */
  end(reason?: AppError): void {
    this.#isOver = true;
    clearInterval(this.#looking);
    this.#worker.terminate();
    if (!reason) return;
    this.#reason ??= reason;
    for (const reject of this.#waiting) reject(reason);
    this.#waiting.clear();
  }

  #fail(code: AppErrorCode, message: string): void {
    if (this.#isOver) return;
    const error = new AppError(code, message);
    this.end(error);
    this.#onDeath(error);
  }
}
