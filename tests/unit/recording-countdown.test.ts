import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { RecordingCountdown } from '../../src/studio/recording-countdown.ts';

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

test('counts down a second at a time, then it is over', async () => {
  const seen: number[] = [];
  const result = new RecordingCountdown().run(3, (left) => seen.push(left));
  expect(seen).toEqual([3]);
  await vi.advanceTimersByTimeAsync(2999);
  expect(seen).toEqual([3, 2, 1]);
  await vi.advanceTimersByTimeAsync(1);
  expect(await result).toBe(true);
  expect(vi.getTimerCount()).toBe(0);
});

test('is over at once without seconds', async () => {
  const onSecond = vi.fn();
  expect(await new RecordingCountdown().run(0, onSecond)).toBe(true);
  expect(onSecond).not.toHaveBeenCalled();
});

test('ends when it is cancelled, and may be cancelled for nothing', async () => {
  const countdown = new RecordingCountdown();
  countdown.cancel();
  const seen: number[] = [];
  const result = countdown.run(10, (left) => seen.push(left));
  await vi.advanceTimersByTimeAsync(1500);
  countdown.cancel();
  expect(await result).toBe(false);
  await vi.advanceTimersByTimeAsync(5000);
  expect(seen).toEqual([10, 9]);
});
