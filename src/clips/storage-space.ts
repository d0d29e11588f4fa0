/** Room for clips on this device. */
export interface StorageSpace {
  usedBytes: number;
  /** What the browser would let us use in addition; an estimate. */
  freeBytes: number;
  /** The browser has promised not to clear our storage by itself. */
  isPersistent: boolean;
}

/** Null where the browser does not say. */
export async function measureSpace(): Promise<StorageSpace | null> {
  try {
    const { quota, usage } = await navigator.storage.estimate();
    if (quota === undefined || usage === undefined) return null;
    return {
      usedBytes: usage,
      freeBytes: Math.max(0, quota - usage),
      isPersistent: await navigator.storage.persisted(),
    };
  } catch {
    return null;
  }
}

/** Asks the browser to keep our storage; some ask the user. Never rejects. */
export async function askToPersist(): Promise<void> {
  try {
    if (!(await navigator.storage.persisted())) await navigator.storage.persist();
  } catch {
    // Then clips stay as long as the browser likes; the shelf says so.
  }
}
