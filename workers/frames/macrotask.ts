/**
 * Lets everything that is queued for this thread run: messages, stream chunks.
 *
 * A message to oneself goes to the end of the queue; a resolved promise would not let anything in. `setTimeout` is
 * held back to 4 ms when nested.
 */
export class Macrotask {
  readonly #channel = new MessageChannel();
  #resolvers: (() => void)[] = [];

  constructor() {
    this.#channel.port1.onmessage = () => this.#release();
  }

  /** Resolves after what is queued now has run, or when this is closed. */
  turn(): Promise<void> {
    return new Promise((resolve) => {
      this.#resolvers.push(resolve);
      if (this.#resolvers.length === 1) this.#channel.port2.postMessage(null);
    });
  }

  /** Releases whoever waits. No turn may be asked for afterwards. */
  close(): void {
    this.#channel.port1.close();
    this.#release();
  }

  #release(): void {
    const resolvers = this.#resolvers;
    this.#resolvers = [];
    for (const resolve of resolvers) resolve();
  }
}
