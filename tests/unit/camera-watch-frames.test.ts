import { expect, test } from 'vitest';
import {
  UNWATCHED,
  watchFrames,
  type FrameSighting,
  type FrameWatch,
} from '../../src/camera/watch-frames.ts';

const GOOD: FrameSighting = {
  paintedFrames: 10,
  droppedFrames: 5,
  prepareMs: 4,
  networkMs: 30,
  presentMs: 2,
  brightness: 0.4,
};

/** Feeds telemetry four times a second from `fromMs` up to and including `toMs`. */
function watchFor(
  watch: FrameWatch,
  fromMs: number,
  toMs: number,
  sighting: (nowMs: number) => Partial<FrameSighting>,
): FrameWatch {
  for (let nowMs = fromMs; nowMs <= toMs; nowMs += 250) {
    watch = watchFrames(watch, { ...GOOD, ...sighting(nowMs) }, true, nowMs);
  }
  return watch;
}

test('frames that keep coming raise no alarm', () => {
  const watch = watchFor(UNWATCHED, 0, 20_000, (nowMs) => ({ paintedFrames: nowMs / 250 }));
  expect(watch.alarm).toBeNull();
});

test('no new frame for three seconds is a stall, which the next frame ends', () => {
  let watch = watchFor(UNWATCHED, 0, 2_750, () => ({}));
  expect(watch.alarm).toBeNull();
  watch = watchFor(watch, 3_000, 3_000, () => ({}));
  expect(watch.alarm).toBe('camera-stalled');
  watch = watchFor(watch, 3_250, 3_250, () => ({ paintedFrames: 11 }));
  expect(watch.alarm).toBeNull();
});

test('dropped frames show that the camera is alive while nothing is painted', () => {
  const watch = watchFor(UNWATCHED, 0, 10_000, (nowMs) => ({ droppedFrames: nowMs / 100 }));
  expect(watch.alarm).toBeNull();
});

test('a count that starts over with a new source is a new frame', () => {
  let watch = watchFor(UNWATCHED, 0, 2_750, () => ({}));
  watch = watchFor(watch, 3_000, 5_000, () => ({ droppedFrames: 0 }));
  expect(watch.alarm).toBeNull();
});

test('a slow processor gets three pictures’ time', () => {
  let watch = watchFor(UNWATCHED, 0, 8_750, () => ({ networkMs: 2_994 }));
  expect(watch.alarm).toBeNull();
  watch = watchFor(watch, 9_000, 9_000, () => ({ networkMs: 2_994 }));
  expect(watch.alarm).toBe('camera-stalled');
});

test('times that are not known yet do not silence the alarm', () => {
  const watch = watchFor(UNWATCHED, 0, 3_000, () => ({ networkMs: Number.NaN }));
  expect(watch.alarm).toBe('camera-stalled');
});

test('a hidden page and a held picture stand still without alarm, and start over after', () => {
  let watch = watchFor(UNWATCHED, 0, 2_000, () => ({ brightness: 0 }));
  watch = watchFrames(watch, GOOD, false, 60_000);
  expect(watch).toEqual(UNWATCHED);
  watch = watchFor(watch, 60_250, 62_000, () => ({ brightness: 0 }));
  expect(watch.alarm).toBeNull();
});

test('four dark seconds are a black camera, which light ends', () => {
  const moving = (nowMs: number, brightness: number) => ({ paintedFrames: nowMs, brightness });
  let watch = watchFor(UNWATCHED, 0, 3_750, (nowMs) => moving(nowMs, 0.019));
  expect(watch.alarm).toBeNull();
  watch = watchFor(watch, 4_000, 4_000, (nowMs) => moving(nowMs, 0.019));
  expect(watch.alarm).toBe('camera-black');
  watch = watchFor(watch, 4_250, 4_250, (nowMs) => moving(nowMs, 0.02));
  expect(watch.alarm).toBeNull();
});

test('unknown brightness neither darkens nor lights up', () => {
  const at = (nowMs: number) => ({ paintedFrames: nowMs, brightness: nowMs === 0 ? 0 : -1 });
  expect(watchFor(UNWATCHED, 0, 4_000, at).alarm).toBe('camera-black');
  const never = (nowMs: number) => ({ paintedFrames: nowMs, brightness: -1 });
  expect(watchFor(UNWATCHED, 0, 20_000, never).alarm).toBeNull();
});

test('a stalled camera is called stalled, not black', () => {
  expect(watchFor(UNWATCHED, 0, 5_000, () => ({ brightness: 0 })).alarm).toBe('camera-stalled');
});
