import { describe, expect, test } from 'vitest';
import { RecordingClock, StampAnchor } from '../../workers/recorder/recording-clock.ts';

describe('a clip’s clock', () => {
  test('starts at the first picture', () => {
    const clock = new RecordingClock();
    clock.start(10_000);
    expect(clock.placeMs(10_000)).toBe(0);
    expect(clock.placeMs(10_250)).toBe(250);
    expect(clock.placeMs(9_900)).toBe(-100);
  });

  test('stands still in pauses and leaves no gap', () => {
    const clock = new RecordingClock();
    clock.start(1000);
    clock.pause(3000);
    clock.pause(3500);
    expect(clock.isPaused).toBe(true);
    expect(clock.placeMs(9000)).toBe(2000);
    // What was seen before the pause and arrives in it keeps its place.
    expect(clock.placeMs(2900)).toBe(1900);
    clock.resume(10_000);
    clock.resume(11_000);
    expect(clock.isPaused).toBe(false);
    expect(clock.placeMs(10_000)).toBe(2000);
    expect(clock.placeMs(10_500)).toBe(2500);
  });
});

describe('a source’s stamps', () => {
  test('are exact once anchored, however the estimates jitter', () => {
    const anchor = new StampAnchor();
    expect(anchor.timeMs(5_000_000, 1000)).toBe(1000);
    expect(anchor.timeMs(5_033_000, 1090)).toBe(1033);
    expect(anchor.timeMs(5_066_000, 1001)).toBe(1066);
  });

  test('are anchored anew where they jump: another camera counts from elsewhere', () => {
    const anchor = new StampAnchor();
    anchor.timeMs(5_000_000, 1000);
    expect(anchor.timeMs(77_000, 1500)).toBe(1500);
    expect(anchor.timeMs(110_000, 1540)).toBe(1533);
  });

  test('are anchored anew when told so', () => {
    const anchor = new StampAnchor();
    anchor.timeMs(1_000_000, 1000);
    anchor.forget();
    expect(anchor.timeMs(1_033_000, 1100)).toBe(1100);
  });
});
