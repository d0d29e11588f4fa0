const LOCK = 'plein-air-copying';

/** Says to other tabs that copies are being made or handed out here. Resolves with what ends that. */
export async function holdCopies(): Promise<() => void> {
  if (!('locks' in navigator)) return () => undefined;
  return new Promise((resolve, reject) => {
    navigator.locks
      .request(LOCK, { mode: 'shared' }, () => new Promise<void>((release) => resolve(release)))
      .catch(reject);
  });
}

/** Runs `job` if no tab has to do with copies just now, else not at all. */
export async function ifNobodyCopies(job: () => Promise<void>): Promise<void> {
  if (!('locks' in navigator)) return job();
  await navigator.locks.request(LOCK, { ifAvailable: true }, async (lock) => {
    if (lock) await job();
  });
}
