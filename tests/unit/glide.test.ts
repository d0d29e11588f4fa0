import { describe, expect, test } from 'vitest';
import { CodeGlide, LookGlide } from '../../workers/style/glide.ts';
import { OwnCode } from '../../workers/style/own-code.ts';
import { paintedShare } from '../../workers/style/strength.ts';

describe('a change of painting', () => {
  const a = Float32Array.from([0, 0, 10]);
  const b = Float32Array.from([1, 2, 20]);

  test('the first one is there at once', () => {
    const glide = new CodeGlide(3);
    expect(glide.isSet).toBe(false);
    glide.setOut(a, 1000, 250);
    glide.step(1000);
    expect([...glide.current]).toEqual([...a]);
    expect(glide.arrived).toBe(true);
  });
  test('the next one glides, arrives exactly and then rests', () => {
    const glide = new CodeGlide(3);
    glide.setOut(a, 0, 0);
    glide.step(0);
    glide.setOut(b, 1000, 250);
    expect(glide.step(1125)).toBe(true);
    expect(glide.current[2]).toBeCloseTo(15, 5);
    expect(glide.step(1250)).toBe(true);
    expect([...glide.current]).toEqual([...b]);
    expect(glide.step(1300)).toBe(false);
  });
  test('a new wish on the way sets out from where it is, without a jump', () => {
    const glide = new CodeGlide(3);
    glide.setOut(a, 0, 0);
    glide.step(0);
    glide.setOut(b, 0, 200);
    glide.step(100);
    const before = glide.current[2]!;
    glide.setOut(a, 100, 200);
    glide.step(101);
    expect(Math.abs(glide.current[2]! - before)).toBeLessThan(0.01);
  });
  test('moving allocates nothing: the numbers stay where they are', () => {
    const glide = new CodeGlide(3);
    const { current } = glide;
    glide.setOut(a, 0, 0);
    glide.step(5);
    glide.setOut(b, 5, 10);
    glide.step(9);
    expect(glide.current).toBe(current);
  });
});

test('the look glides with its three values', () => {
  const look = new LookGlide({ alpha: 1, canvas: 0.7, detail: 1 });
  expect(look.alpha).toBe(1);
  look.setOut({ alpha: 0, canvas: 0.7, detail: 0.5 }, 0, 100);
  look.step(50);
  expect(look.alpha).toBeCloseTo(0.5, 5);
  look.step(100);
  expect([look.alpha, look.detail]).toEqual([0, 0.5]);
});

test.each([
  [0, 0],
  [0.125, 0.5],
  [0.25, 1],
  [1, 1],
])('at strength %f the painted picture has a share of %f', (alpha, share) => {
  expect(paintedShare(alpha)).toBe(share);
});

test('the frame’s own code is taken whole at first and smoothed after that', () => {
  const own = new OwnCode(2);
  expect(own.isKnown).toBe(false);
  own.scratch.set([4, 8]);
  own.accept(1000);
  expect([...own.current]).toEqual([4, 8]);
  expect(own.isStale(1500, 1000)).toBe(false);
  expect(own.isStale(2000, 1000)).toBe(true);
  own.scratch.set([8, 8]);
  own.accept(2000);
  expect([...own.current]).toEqual([6, 8]);
  own.forget();
  expect(own.isKnown).toBe(false);
});
