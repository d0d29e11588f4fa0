/** Counts steps of a known number and says how far it is. */
export interface Progress {
  step(): void;
}

/** Prints a line every ten steps and at the end: how many are done and about how long the rest will take. */
export function createProgress(what: string, total: number): Progress {
  const start = performance.now();
  let done = 0;
  return {
    step() {
      done++;
      if (done % 10 !== 0 && done !== total) return;
      const seconds = (performance.now() - start) / 1000;
      const left = Math.ceil((seconds / done) * (total - done));
      console.log(
        `${what}: ${done} of ${total}, ${done === total ? `${seconds.toFixed(0)} s` : `${left} s left`}`,
      );
    },
  };
}
