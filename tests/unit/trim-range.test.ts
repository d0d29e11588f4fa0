import { describe, expect, it } from 'vitest';
import { trimmedTitle } from '../../src/studio/clip-desk.ts';
import { leftSentence } from '../../src/studio/clip-copy-actions.ts';
import { TrimRange } from '../../src/ui/trim-range.ts';
import { compatibleHint, momentWords, secondsWords, trimHint } from '../../src/ui/trim-words.ts';

const CUTS = { durationSeconds: 6.04, startSeconds: [0, 1.2, 2, 3.1, 4.4, 5.8], pictureSeconds: 0.04 };
const whole = TrimRange.whole(CUTS);

describe('the part of a clip', () => {
  it('is all of it at first', () => {
    expect(whole.isWhole).toBe(true);
    expect(whole.range).toEqual({ startSeconds: 0, endSeconds: 6.04 });
  });

  it('starts with the nearest key picture', () => {
    expect(whole.startAt(1.5).startSeconds).toBe(1.2);
    expect(whole.startAt(1.7).startSeconds).toBe(2);
    expect(whole.startAt(-3).startSeconds).toBe(0);
    expect(whole.stepStart(1).stepStart(1).startSeconds).toBe(2);
    expect(whole.stepStart(2).stepStart(-1).startSeconds).toBe(1.2);
    expect(whole.stepStart(-1).startSeconds).toBe(0);
  });

  it('never starts so late that nothing is left', () => {
    expect(whole.startAt(6).startSeconds).toBe(4.4);
    expect(whole.endAt(3).startAt(6).startSeconds).toBe(2);
    expect(whole.stepStart(99).startSeconds).toBe(4.4);
  });

  it('ends between pictures, and at the very end where it is dragged there', () => {
    expect(whole.endAt(3.011).endSeconds).toBeCloseTo(3, 6);
    expect(whole.endAt(6.03).isWhole).toBe(true);
    expect(whole.stepEnd(-1).endSeconds).toBeCloseTo(6, 6);
    expect(whole.stepEnd(-1).stepEnd(1).isWhole).toBe(true);
    expect(whole.startAt(2).endAt(0).lengthSeconds).toBeCloseTo(0.5, 6);
    expect(whole.endAt(99).endSeconds).toBe(6.04);
  });

  it('of a clip that is shorter than the shortest is the clip', () => {
    const tiny = TrimRange.whole({ durationSeconds: 0.2, startSeconds: [0], pictureSeconds: 0.04 });
    expect(tiny.endAt(0).startAt(1).range).toEqual({ startSeconds: 0, endSeconds: 0.2 });
  });
});

describe('words', () => {
  it('say times as people and as screen readers want them', () => {
    expect(momentWords(2.04)).toBe('0:02.0');
    expect(momentWords(59.97)).toBe('1:00.0');
    expect(momentWords(605.25)).toBe('10:05.3');
    expect(secondsWords(2.4)).toBe('2.4 seconds');
    expect(secondsWords(65.04)).toBe('1 minute 5.0 seconds');
  });

  it('say what is possible', () => {
    expect(trimHint([0, 1, 2])).toContain('about a second');
    expect(trimHint([0, 4, 8])).toContain('about 4 seconds');
    expect(trimHint([0])).toContain('only be shortened at its end');
  });

  it('say what a compatible copy converts, and what it could not', () => {
    expect(compatibleHint({ videoCodec: 'avc', audioCodec: 'aac' })).toContain('Nothing is encoded anew');
    expect(compatibleHint({ videoCodec: 'avc', audioCodec: '' })).toContain('Nothing is encoded anew');
    const both = compatibleHint({ videoCodec: 'vp9', audioCodec: 'opus' });
    expect(both).toContain('VP9 to H.264');
    expect(both).toContain('Opus to AAC');
    expect(leftSentence('avc', 'aac')).toBe('');
    expect(leftSentence('avc', '')).toBe('');
    expect(leftSentence('avc', 'opus')).toContain('keeps its Opus sound');
    expect(leftSentence('vp9', 'opus')).toContain('keeps its VP9 picture');
  });
});

it('names a part by the first number that is free', () => {
  expect(trimmedTitle('Kitchen', [{ title: 'Kitchen' }])).toBe('Kitchen, part 1');
  expect(trimmedTitle('Kitchen', [{ title: 'Kitchen, part 1' }])).toBe('Kitchen, part 2');
  expect(trimmedTitle('Kitchen, part 2', [{ title: 'Kitchen, part 1' }])).toBe('Kitchen, part 2');
});
