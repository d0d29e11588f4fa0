import type { EngineName } from '../shared/protocol.ts';
import type { NetworkTier } from '../shared/manifest.ts';
import type { Rung } from './rungs.ts';

const KEY = 'plein-air.tuning';

/** What a device was found to hold. */
export interface Tuning {
  rung: Rung;
  /** WebAssembly threads. */
  threads: number;
}

/** What a tuning depends on: when any of it changes, the device is timed again. */
export interface TuningKey {
  engine: EngineName;
  quality: NetworkTier | 'auto';
  cores: number;
  isolated: boolean;
  /** Hashes of the networks that ship. */
  networks: string;
  /** … and of the user's own, where it is wanted. */
  pack?: string;
}

/** What was found on this visit: a painter that is opened anew for it must find it, also where nothing can be stored. */
const found = new Map<string, Tuning>();

/** The tuning found on this visit or an earlier one for the same key, else undefined. Never throws. */
export function recallTuning(key: TuningKey): Tuning | undefined {
  const known = found.get(JSON.stringify(key));
  if (known) return known;
  try {
    const stored = JSON.parse(localStorage.getItem(KEY) ?? '{}') as Record<string, Tuning>;
    const tuning = stored[JSON.stringify(key)];
    return tuning && tuning.rung.size.width > 0 && tuning.threads > 0 ? tuning : undefined;
  } catch {
    return undefined;
  }
}

/** Remembers a tuning, and those of other engines and qualities with the same networks. */
export function rememberTuning(key: TuningKey, tuning: Tuning): void {
  found.set(JSON.stringify(key), tuning);
  try {
    const stored = JSON.parse(localStorage.getItem(KEY) ?? '{}') as Record<string, Tuning>;
    const current = Object.entries(stored).filter(([other]) => other.includes(key.networks));
    localStorage.setItem(
      KEY,
      JSON.stringify({ ...Object.fromEntries(current), [JSON.stringify(key)]: tuning }),
    );
  } catch {
    // Without storage the next visit is timed again.
  }
}

/**
 * Numbers of threads worth trying. On two virtual cores two threads were slower than one, so it is measured and never
 * assumed; more than half of the cores starve the page and the camera.
 */
export function threadCandidates(cores: number, isolated: boolean): number[] {
  if (!isolated || cores < 2) return [1];
  return [1, Math.min(4, Math.max(2, Math.ceil(cores / 2)))];
}
