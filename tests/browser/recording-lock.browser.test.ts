import { afterEach, expect, test } from 'vitest';
import { lockRecording, whenNobodyRecords } from '../../src/clips/recording-lock.ts';

/** Longer than a lock is waited for while somebody records. */
const MENDING_MS = 2500;

let release: (() => void) | null = null;

afterEach(() => {
  release?.();
  release = null;
});

test('one records at a time', async () => {
  release = await lockRecording();
  expect(release).not.toBeNull();
  expect(await lockRecording()).toBeNull();
});

test('clips that are being mended are waited for, however long that takes', async () => {
  let isMended = false;
  const mending = whenNobodyRecords(async () => {
    await new Promise((resolve) => setTimeout(resolve, MENDING_MS));
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
