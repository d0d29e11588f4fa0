const LOCK = 'plein-air-recording';
/** Another tab that only looks after its clips gives the lock back well within this. */
const PATIENCE_MS = 1000;

/**
 * One tab records at a time: two would fight for encoder, disk and camera. The browser gives the lock back when a tab
 * dies. Resolves with what releases it, or null while another tab records.
 */
export async function lockRecording(): Promise<(() => void) | null> {
  if (!('locks' in navigator)) return () => undefined;
  return new Promise((resolve) => {
    navigator.locks
      .request(LOCK, { signal: AbortSignal.timeout(PATIENCE_MS) }, () => {
        return new Promise<void>((release) => resolve(release));
      })
      .catch(() => resolve(null));
  });
}

/** Runs `job` as soon as no tab records, which may be much later. */
export async function whenNobodyRecords(job: () => Promise<void>): Promise<void> {
  if (!('locks' in navigator)) return job();
  await navigator.locks.request(LOCK, job);
}
