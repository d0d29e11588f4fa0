import { describe, expect, test } from 'vitest';
import { decodeFloat16, encodeFloat16 } from '../../src/gallery/float16.ts';

const roundTrip = (values: number[]): number[] => [...decodeFloat16(encodeFloat16(new Float32Array(values)))];

describe('half floats', () => {
  test('keep what they can hold exactly', () => {
    const values = [
      0,
      1,
      -1,
      0.5,
      1.5,
      -2.25,
      1024,
      65504,
      -65504,
      2 ** -14,
      2 ** -24,
      1023 * 2 ** -24,
      0.333251953125,
    ];
    expect(roundTrip(values)).toEqual(values);
  });

  test('are little-endian IEEE', () => {
    expect([...encodeFloat16(new Float32Array([1, -2, 65504, 2 ** -24]))]).toEqual([
      0, 0x3c, 0, 0xc0, 0xff, 0x7b, 1, 0,
    ]);
  });

  test('round to the nearest, ties to even', () => {
    expect(roundTrip([1 + 2 ** -11, 1 + 3 * 2 ** -11, 2049, 2051, 2 ** -25, 3 * 2 ** -25])).toEqual([
      1,
      1 + 2 ** -9,
      2048,
      2052,
      0,
      2 ** -23,
    ]);
    expect(roundTrip([2047.9])).toEqual([2048]);
  });

  test('err by at most 2^-11 of a value', () => {
    for (let value = 1e-3; value < 1e4; value *= 1.0137) {
      expect(Math.abs(roundTrip([value])[0]! - value) / value).toBeLessThanOrEqual(2 ** -11 + 1e-7);
    }
  });

  test('refuse what they cannot hold', () => {
    expect(() => encodeFloat16(new Float32Array([1e6]))).toThrow(RangeError);
    expect(() => encodeFloat16(new Float32Array([NaN]))).toThrow(RangeError);
  });
});
