const KEY = 'plein-air.starting';
/** So many starts that never got to a picture, and the next one is careful. */
const CAREFUL_AFTER = 2;

/**
 * Finds out whether the last visits died while starting, for instance because the tab ran out of memory: a marker is
 * written before an engine starts and taken away when it has painted for a while.
 */
export interface CrashGuard {
  /** The last starts ended badly: take the engine and size that ask least of the device. */
  isCareful: boolean;
  starting(): void;
  survived(): void;
}

/** Reads the marker. Without storage there is no guard, and nothing else changes. */
export function createCrashGuard(storage: Pick<Storage, 'getItem' | 'setItem' | 'removeItem'>): CrashGuard {
  const attempt = <T>(job: () => T, fallback: T): T => {
    try {
      return job();
    } catch {
      return fallback;
    }
  };
  const deaths = attempt(() => Number(storage.getItem(KEY) ?? 0) || 0, 0);
  return {
    isCareful: deaths >= CAREFUL_AFTER,
    starting: () => attempt(() => storage.setItem(KEY, String(deaths + 1)), undefined),
    survived: () => attempt(() => storage.removeItem(KEY), undefined),
  };
}
