import { expect, test } from 'vitest';
import { HORIZON, WIDTH } from '../../workers/scene/composition.ts';
import {
  DAY_SECONDS,
  MOODS,
  glitterAt,
  moodIndexAt,
  moodMixAt,
  sunXAt,
  sunYAt,
} from '../../workers/scene/light.ts';

const DAWN = 0;
const DAY = DAY_SECONDS / 4;
const EVENING = DAY_SECONDS / 2;
const DUSK = (DAY_SECONDS * 3) / 4;

/** Brightness of the horizon as the mixture of moods has it. */
function horizonAt(timeSeconds: number): number {
  const from = MOODS[moodIndexAt(timeSeconds)]!.sky[3];
  const to = MOODS[(moodIndexAt(timeSeconds) + 1) % MOODS.length]!.sky[3];
  return from[1] + (to[1] - from[1]) * moodMixAt(timeSeconds);
}

test('each quarter of the day is one mood, pure', () => {
  const named = [DAWN, DAY, EVENING, DUSK].map((time) => MOODS[moodIndexAt(time)]!.name);
  expect(named).toEqual(['dawn', 'day', 'evening', 'dusk']);
  for (const time of [DAWN, DAY, EVENING, DUSK]) expect(moodMixAt(time)).toBe(0);
  expect(moodMixAt(DAY / 2)).toBeCloseTo(0.5, 9);
});

test('the day begins again where it ended, and the light never jumps', () => {
  for (const time of [0, 17.2, 61, 119.9])
    for (const clock of [sunXAt, sunYAt, glitterAt, horizonAt])
      expect(clock(time + DAY_SECONDS)).toBeCloseTo(clock(time), 6);
  for (let frame = 0; frame < DAY_SECONDS * 30; frame++) {
    const [now, next] = [frame / 30, (frame + 1) / 30];
    expect(Math.abs(horizonAt(next) - horizonAt(now))).toBeLessThan(1);
    expect(Math.hypot(sunXAt(next) - sunXAt(now), sunYAt(next) - sunYAt(now))).toBeLessThan(1);
    expect(Math.abs(glitterAt(next) - glitterAt(now))).toBeLessThan(0.05);
  }
});

test('the sun stands low at dawn and in the evening, high by day, and is gone at dusk', () => {
  expect(sunYAt(DAY)).toBeLessThan(sunYAt(DAWN) - 100);
  expect(sunYAt(EVENING)).toBeCloseTo(sunYAt(DAWN), 6);
  expect(sunYAt(DUSK)).toBeGreaterThan(HORIZON - 60);
  expect(glitterAt(DUSK)).toBe(0);
  expect(glitterAt(DAWN)).toBeGreaterThan(0.5);
});

test('the sun stays inside an upright 9:16 crop of the picture', () => {
  const half = (720 * 9) / 16 / 2;
  for (let time = 0; time < DAY_SECONDS; time++)
    expect(Math.abs(sunXAt(time) - WIDTH / 2)).toBeLessThan(half - 60);
});
