/** Lets a loop sleep until something changes: a still photo is painted again only then. */
export class Change {
  #count = 0;
  #wake: (() => void) | undefined;

  /** How often something has changed. */
  get count(): number {
    return this.#count;
  }

  notify(): void {
    this.#count++;
    this.#wake?.();
    this.#wake = undefined;
  }

  /** Resolves once there were more changes than `count`, or when `signal` aborts. */
  next(count: number, signal: AbortSignal): Promise<void> {
    return new Promise((resolve) => {
      if (signal.aborted || count !== this.#count) {
        resolve();
        return;
      }
      this.#wake = resolve;
      signal.addEventListener('abort', () => resolve(), { once: true });
    });
  }
}
