/** Stop while there is still room to finish the file, and for everything else that the app keeps. */
const RESERVED_BYTES = 8 * 1024 * 1024;

/**
 * Bytes that a clip may still grow by; infinite where the browser does not say.
 *
 * Usage is reported late for files that are open, so what was written since the last look is known better by the caller.
 */
export async function freeForClips(): Promise<number> {
  try {
    const { quota, usage } = await navigator.storage.estimate();
    if (quota === undefined || usage === undefined) return Number.POSITIVE_INFINITY;
    return quota - usage - RESERVED_BYTES;
  } catch {
    return Number.POSITIVE_INFINITY;
  }
}
