import { expect } from 'vitest';

/** Expects every time stamp to be later than the one before. */
export function expectRising(stamps: readonly number[]): void {
  for (let at = 1; at < stamps.length; at++) expect(stamps[at]!).toBeGreaterThan(stamps[at - 1]!);
}
