import { afterEach, expect, test, vi } from 'vitest';
import { lockRecording, whenNobodyRecords } from '../../src/clips/recording-lock.ts';

let release: (() => void) | null = null;

afterEach(() => {
  vi.restoreAllMocks();
  release?.();
  release = null;
});

/** Resolves when the lock of the tab that mends is asked for a second time: by whoever has waited long enough to record. */
function patienceEnds(): Promise<void> {
  const request = navigator.locks.request.bind(navigator.locks) as (...values: unknown[]) => Promise<unknown>;
  let asked = 0;
  return new Promise((resolve) => {
    vi.spyOn(navigator.locks, 'request').mockImplementation((...values: unknown[]) => {
      if (values[0] === 'plein-air-tending' && ++asked === 2) resolve();
      return request(...values) as Promise<undefined>;
    });
  });
}

test('one records at a time', async () => {
  release = await lockRecording();
  expect(release).not.toBeNull();
  expect(await lockRecording()).toBeNull();
});

test('clips that are being mended are waited for, however long that takes', async () => {
  const tooLong = patienceEnds();
  let isMended = false;
  const mending = whenNobodyRecords(async () => {
    await tooLong;
    isMended = true;
  });
  release = await lockRecording();
  expect(isMended).toBe(true);
  expect(release).not.toBeNull();
  await mending;
});

test('clips are mended only when nobody records', async () => {
  release = await lockRecording();
  let isMended = false;
  const mending = whenNobodyRecords(async () => void (isMended = true));
  expect(await lockRecording()).toBeNull();
  expect(isMended).toBe(false);
  release!();
  await mending;
  expect(isMended).toBe(true);
});
