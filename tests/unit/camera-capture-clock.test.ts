import { expect, test } from 'vitest';
import { CaptureClock } from '../../workers/frames/capture-clock.ts';

const FRAME_MS = 1000 / 30;

test('the frame that arrived fastest tells the clocks apart, later waiting is seen', () => {
  const clock = new CaptureClock();
  // The camera's clock started 5000 ms after ours; frames take 3 to 40 ms.
  const delaysMs = [40, 12, 3, 25, 33, 7];
  delaysMs.forEach((delayMs, frame) => {
    clock.note(frame * FRAME_MS * 1000, 5000 + frame * FRAME_MS + delayMs);
  });
  const capturedAtMs = clock.capturedAtMs(5 * FRAME_MS * 1000);
  // Right but for the shortest way of 3 ms.
  expect(capturedAtMs).toBeCloseTo(5000 + 5 * FRAME_MS + 3, 0);
});

test('drift between the clocks does not pile up', () => {
  const clock = new CaptureClock();
  let trueMs = 0;
  for (let frame = 0; frame < 30 * 600; frame++) {
    // The camera's clock runs slow by 100 ppm: after ten minutes 60 ms.
    trueMs = frame * FRAME_MS;
    clock.note(trueMs * (1 - 1e-4) * 1000, trueMs + 5);
  }
  expect(Math.abs(clock.capturedAtMs(trueMs * (1 - 1e-4) * 1000) - trueMs)).toBeLessThan(6);
});

test('a camera that starts over with other stamps is followed at once', () => {
  const clock = new CaptureClock();
  clock.note(9e9, 100);
  clock.note(0, 200);
  expect(clock.capturedAtMs(0)).toBe(200);
  clock.note(9e9, 300);
  expect(clock.capturedAtMs(9e9)).toBe(300);
});
