import { describe, expect, test } from 'vitest';
import { conformSound } from '../../workers/recorder/conform-sound.ts';
import { SoundLine } from '../../workers/recorder/sound-line.ts';

const RATE = 48_000;
/** 10 ms. */
const FRAMES = 480;

/** Writes stretches of 10 ms as the sound track does and returns what each needed. */
function write(line: SoundLine, placesMs: number[]) {
  return placesMs.map((placeMs) => {
    const plan = line.plan(placeMs, FRAMES);
    line.advance(plan.silence + FRAMES - plan.skip);
    return plan;
  });
}

describe('the line of sound', () => {
  test('takes steady sound as it comes, jitter of stamps included', () => {
    const line = new SoundLine(RATE);
    const plans = write(
      line,
      Array.from({ length: 100 }, (_, at) => at * 10 + (at % 3) * 4),
    );
    expect(plans.every(({ silence, skip }) => silence === 0 && skip === 0)).toBe(true);
    expect(line.endSeconds).toBeCloseTo(1);
  });

  test('fills what was lost with silence, so that the rest keeps its place', () => {
    const line = new SoundLine(RATE);
    write(line, [0, 10, 20]);
    const [plan] = write(line, [130]);
    expect(plan).toEqual({ silence: (100 * RATE) / 1000, skip: 0 });
    expect(line.endSeconds).toBeCloseTo(0.14);
  });

  test('leaves out what overlaps what is there already', () => {
    const line = new SoundLine(RATE);
    line.advance(RATE / 10);
    const [plan] = write(line, [20]);
    expect(plan).toEqual({ silence: 0, skip: FRAMES });
    expect(line.written).toBe(RATE / 10);
  });

  test('begins exactly with the first picture', () => {
    const line = new SoundLine(RATE);
    expect(line.plan(-4, FRAMES)).toEqual({ silence: 0, skip: 192 });
    expect(line.plan(-400, FRAMES)).toEqual({ silence: 0, skip: FRAMES });
    expect(line.plan(250, FRAMES)).toEqual({ silence: 12_000, skip: 0 });
  });

  test('never drifts further than its tolerance, however wrong the microphone’s clock is', () => {
    const line = new SoundLine(RATE);
    // 480 samples every 10.01 ms for ten minutes: a clock that is 1 in 1000 off would be 600 ms out at the end.
    let furthest = 0;
    for (let at = 0; at < 60_000; at++) {
      write(line, [at * 10.01]);
      furthest = Math.max(furthest, Math.abs(line.endSeconds * 1000 - (at + 1) * 10.01));
    }
    expect(furthest).toBeLessThan(31);
  });

  test('says what is missing until a place', () => {
    const line = new SoundLine(RATE);
    line.advance(RATE);
    expect(line.missingUntil(1500)).toBe(RATE / 2);
    expect(line.missingUntil(900)).toBe(0);
  });
});

describe('sound of another format', () => {
  const tone = (frames: number): Float32Array<ArrayBuffer> =>
    Float32Array.from({ length: frames }, (_, at) => Math.sin(at / 50));

  test('is mixed down or spread out', () => {
    const left = new Float32Array([1, 0]);
    const right = new Float32Array([0, 0.5]);
    const block = { planes: [left, right], sampleRate: RATE, timestampUs: 0 };
    expect(conformSound(block, { sampleRate: RATE, channels: 1 })).toEqual([new Float32Array([0.5, 0.25])]);
    const mono = { ...block, planes: [left] };
    expect(conformSound(mono, { sampleRate: RATE, channels: 2 })).toEqual([left, left]);
  });

  test('is resampled to as long a stretch', () => {
    const block = { planes: [tone(441)], sampleRate: 44_100, timestampUs: 0 };
    const [plane] = conformSound(block, { sampleRate: RATE, channels: 1 });
    expect(plane).toHaveLength(480);
    expect(plane![240]).toBeCloseTo(block.planes[0]![Math.round(240 * 0.91875)]!, 1);
  });
});
