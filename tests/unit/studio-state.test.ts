import { describe, expect, test } from 'vitest';
import { AppError } from '../../src/shared/errors.ts';
import { createCrashGuard } from '../../src/studio/crash-guard.ts';
import { govern, UNGOVERNED, type Governor } from '../../src/studio/governor.ts';
import { Notices } from '../../src/studio/notices.ts';
import { RecoveryLimit } from '../../src/studio/recovery-limit.ts';
import { chooseCpuRung, chooseGpuRung, type Rung } from '../../src/studio/rungs.ts';
import { transition, type StudioEvent, type StudioState } from '../../src/studio/state.ts';
import { threadCandidates } from '../../src/studio/tuning.ts';

describe('the studio’s states', () => {
  const run = (...events: StudioEvent[]): StudioState['name'] =>
    events.reduce(transition, { name: 'idle' } as StudioState).name;
  const error = new AppError('camera-denied', 'no');

  test('from the first click to a painted picture', () => {
    expect(run({ type: 'camera-asked' })).toBe('asking');
    expect(run({ type: 'camera-asked' }, { type: 'source-opened' })).toBe('downloading');
    expect(run({ type: 'source-opened' }, { type: 'first-painted' })).toBe('painting');
  });
  test('progress counts only while something is fetched', () => {
    const progress: StudioEvent = { type: 'progressed', loadedBytes: 1, totalBytes: 2, step: 'loading' };
    expect(transition({ name: 'idle' }, progress)).toEqual({ name: 'idle' });
    expect(run({ type: 'source-opened' }, progress)).toBe('downloading');
  });
  test('only a painted picture can be held', () => {
    expect(run({ type: 'held', reason: 'held' })).toBe('idle');
    const painting: StudioEvent[] = [{ type: 'source-opened' }, { type: 'first-painted' }];
    expect(run(...painting, { type: 'held', reason: 'held' })).toBe('paused');
    expect(run(...painting, { type: 'held', reason: 'held' }, { type: 'resumed' })).toBe('painting');
  });
  test('a picture that comes after a failure does not hide it', () => {
    expect(run({ type: 'failed', error }, { type: 'first-painted' })).toBe('failed');
    expect(run({ type: 'failed', error }, { type: 'closed' })).toBe('idle');
  });
});

describe('the ladder of qualities', () => {
  test('a slow processor gets the small network at a size that it holds', () => {
    const { tier, size } = chooseCpuRung({ sketch: 40, studio: 86 }, 'auto');
    expect(tier).toBe('sketch');
    expect(size.width).toBeGreaterThanOrEqual(256);
  });
  test('a fast one gets studio, and the slowest still gets something', () => {
    expect(chooseCpuRung({ sketch: 10, studio: 22 }, 'auto').tier).toBe('studio');
    expect(chooseCpuRung({ sketch: 900, studio: 2000 }, 'auto').size).toEqual({ width: 160, height: 88 });
  });
  test('a quality that was asked for is kept, at a smaller size if need be', () => {
    expect(chooseCpuRung({ sketch: 40, studio: 86 }, 'studio').tier).toBe('studio');
  });
  test('a GPU that holds it paints studio at 512×288 or more', () => {
    const { tier, size } = chooseGpuRung({ sketch: 2, studio: 4 }, 'auto');
    expect(tier).toBe('studio');
    expect(size.width * size.height).toBeGreaterThanOrEqual(512 * 288);
  });
  test('the classic network is painted with only where it was asked for, however slow it is', () => {
    const timesMs = { sketch: 40, studio: 86, classic: 2200 };
    expect(chooseCpuRung(timesMs, 'auto').tier).toBe('sketch');
    expect(chooseCpuRung(timesMs, 'classic')).toEqual({ tier: 'classic', size: { width: 160, height: 88 } });
    expect(chooseGpuRung({ sketch: 0.5, studio: 1, classic: 12 }, 'classic')).toEqual({
      tier: 'classic',
      size: { width: 320, height: 184 },
    });
  });
  test('threads are tried only where there can be some', () => {
    expect(threadCandidates(8, false)).toEqual([1]);
    expect(threadCandidates(2, true)).toEqual([1, 2]);
    expect(threadCandidates(16, true)).toEqual([1, 4]);
  });
});

describe('the governor', () => {
  const middle: Rung = { tier: 'sketch', size: { width: 320, height: 184 } };
  /** Plays `seconds` of telemetry with pictures of `frameMs`. */
  const play = (governor: Governor, rung: Rung, frameMs: number, fromS: number, seconds: number) => {
    let now = { governor, rung };
    for (let t = fromS * 1000; t <= (fromS + seconds) * 1000; t += 250) {
      now = govern(now.governor, now.rung, 'ort-wasm', frameMs, t);
      if (now.rung !== rung) break;
    }
    return now;
  };

  test('a size that holds stays', () => {
    expect(play(UNGOVERNED, middle, 75, 0, 60).rung).toEqual(middle);
  });
  test('too slow for a while: one step down, and not up again soon', () => {
    const slow = play(UNGOVERNED, middle, 150, 0, 10);
    expect(slow.rung.size.width).toBe(256);
    expect(play(slow.governor, slow.rung, 20, 11, 60).rung).toEqual(slow.rung);
    expect(play(slow.governor, slow.rung, 20, 300, 10).rung).toEqual(middle);
  });
  test('a slow moment is no trend', () => {
    expect(play(UNGOVERNED, middle, 150, 0, 3).rung).toEqual(middle);
  });
  test('room for more: one step up', () => {
    expect(play(UNGOVERNED, middle, 30, 0, 10).rung.size.width).toBe(384);
  });
});

test('three recoveries in three minutes are allowed, a fourth is not, also of painters that fall silent', () => {
  const limit = new RecoveryLimit();
  expect([1, 36, 72, 108].map((second) => limit.allow(second * 1000))).toEqual([true, true, true, false]);
  expect(limit.allow(190_000)).toBe(true);
});

test('two starts that never painted make the third careful; a good one clears that', () => {
  const memory = new Map<string, string>();
  const storage = {
    getItem: (key: string) => memory.get(key) ?? null,
    setItem: (key: string, value: string) => void memory.set(key, value),
    removeItem: (key: string) => void memory.delete(key),
  };
  for (const careful of [false, false, true]) {
    const guard = createCrashGuard(storage);
    expect(guard.isCareful).toBe(careful);
    guard.starting();
  }
  createCrashGuard(storage).survived();
  expect(createCrashGuard(storage).isCareful).toBe(false);
});

test('a sentence is never shown twice, and never more than three at once', () => {
  const notices = new Notices(() => undefined);
  for (const text of ['a', 'b', 'b', 'c', 'd']) notices.show({ tone: 'error', text });
  expect(notices.list.map((notice) => notice.text)).toEqual(['b', 'c', 'd']);
});
