/** Counts seconds down before a recording starts; one at a time. */
export class RecordingCountdown {
  #cancel: () => void = () => undefined;

  /**
   * Calls `onSecond` with the seconds that are left, at once and then every second, down to 1. Resolves true when they are
   * over and false when `cancel` was called; `seconds` of 0 are over at once.
   */
  run(seconds: number, onSecond: (left: number) => void): Promise<boolean> {
    this.cancel();
    if (seconds <= 0) return Promise.resolve(true);
    let left = seconds;
    onSecond(left);
    return new Promise((resolve) => {
      const end = (isOver: boolean): void => {
        clearInterval(timer);
        this.#cancel = () => undefined;
        resolve(isOver);
      };
      const timer = setInterval(() => {
        left--;
        if (left > 0) onSecond(left);
        else end(true);
      }, 1000);
      this.#cancel = () => end(false);
    });
  }

  /** Ends what is counting, if anything is. */
  cancel(): void {
    this.#cancel();
  }
}
