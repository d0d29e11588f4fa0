const LOCK = 'plein-air-recording';
/** Held beside the other by a tab that looks after its clips, be it this one. */
const TENDING_LOCK = 'plein-air-tending';
/** A lock that nobody records under is free well within this, unless clips are being mended. */
const PATIENCE_MS = 1000;

/**
 * One tab records at a time: two would fight for encoder, disk and camera. The browser gives the lock back when a tab
 * dies. A tab that mends clips, which takes seconds after a crash, is waited for. Resolves with what releases it, or null
 * while another tab records.
 */
export async function lockRecording(): Promise<(() => void) | null> {
  if (!('locks' in navigator)) return () => undefined;
  for (;;) {
    const release = await lockInTime();
    if (release || !(await isTended())) return release;
    await navigator.locks.request(TENDING_LOCK, () => undefined);
  }
}

/** Runs `job` as soon as no tab records, which may be much later. */
export async function whenNobodyRecords(job: () => Promise<void>): Promise<void> {
  if (!('locks' in navigator)) return job();
  await navigator.locks.request(LOCK, () => navigator.locks.request(TENDING_LOCK, job));
}

function lockInTime(): Promise<(() => void) | null> {
  return new Promise((resolve) => {
    navigator.locks
      .request(LOCK, { signal: AbortSignal.timeout(PATIENCE_MS) }, () => {
        return new Promise<void>((release) => resolve(release));
      })
      .catch(() => resolve(null));
  });
}

async function isTended(): Promise<boolean> {
  const { held = [] } = await navigator.locks.query();
  return held.some(({ name }) => name === TENDING_LOCK);
}
