/** Lets a loop sleep until something changes: a still photo is painted again only then. */
export class Change {
  #wake: (() => void) | undefined;

  notify(): void {
    this.#wake?.();
    this.#wake = undefined;
  }

  /** Resolves at the next `notify`, or when `signal` aborts. */
  next(signal: AbortSignal): Promise<void> {
    return new Promise((resolve) => {
      if (signal.aborted) {
        resolve();
        return;
      }
      this.#wake = resolve;
      signal.addEventListener('abort', () => resolve(), { once: true });
    });
  }
}
