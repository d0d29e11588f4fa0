import { describe, expect, test } from 'vitest';
import { centreCrop, paintedSize, snapSize } from '../../src/shared/frame-size.ts';
import type { Orientation } from '../../src/shared/protocol.ts';
import { createGeometry } from '../../workers/pipeline/geometry.ts';

/** Where the painted point u, v comes from, in pixels of the source. */
function sourceOf(geometry: ReturnType<typeof createGeometry>, u: number, v: number): [number, number] {
  const [a, b, c, d, e, f] = geometry.matrix as unknown as number[];
  return [
    Math.round((a! * u + c! * v + e!) * geometry.source.width),
    Math.round((b! * u + d! * v + f!) * geometry.source.height),
  ];
}

describe('geometry', () => {
  const source = { width: 640, height: 480 };
  const wide = { width: 384, height: 216 };
  const tall = { width: 216, height: 384 };
  const at = (orientation: Orientation, target: typeof wide, u: number, v: number): [number, number] =>
    sourceOf(createGeometry(source, target, orientation), u, v);

  test('a wider shape loses top and bottom', () => {
    expect(at({ mirror: false, rotation: 0 }, wide, 0, 0)).toEqual([0, 60]);
    expect(at({ mirror: false, rotation: 0 }, wide, 1, 1)).toEqual([640, 420]);
  });
  test('the mirror swaps left and right', () => {
    expect(at({ mirror: true, rotation: 0 }, wide, 0, 0)).toEqual([640, 60]);
    expect(at({ mirror: true, rotation: 0 }, wide, 1, 1)).toEqual([0, 420]);
  });
  test('a source turned clockwise shows its bottom left corner at the top left', () => {
    expect(at({ mirror: false, rotation: 90 }, tall, 0, 0)).toEqual([0, 420]);
    expect(at({ mirror: false, rotation: 90 }, tall, 1, 0)).toEqual([0, 60]);
    expect(at({ mirror: true, rotation: 90 }, tall, 0, 0)).toEqual([0, 60]);
  });
  test('upside down', () => {
    expect(at({ mirror: false, rotation: 180 }, wide, 0, 0)).toEqual([640, 420]);
  });
  test('turned the other way, its top right corner is at the top left', () => {
    expect(at({ mirror: false, rotation: 270 }, tall, 0, 0)).toEqual([640, 60]);
  });
});

describe('sizes', () => {
  test('a painted size has the shape and about the area that are asked for, in multiples', () => {
    expect(paintedSize(384 * 216, 16 / 9, 8)).toEqual({ width: 384, height: 216 });
    const { width, height } = paintedSize(384 * 216, 4 / 3, 8);
    expect([width % 8, height % 8]).toEqual([0, 0]);
    expect(Math.abs((width * height) / (384 * 216) - 1)).toBeLessThan(0.05);
  });
  test('absurd sizes are bounded', () => {
    expect(snapSize({ width: 1e9, height: 1 }, 8)).toEqual({ width: 2048, height: 16 });
  });
  test('a crop is centred', () => {
    expect(centreCrop({ width: 100, height: 100 }, { width: 2, height: 1 })).toEqual({
      x: 0,
      y: 25,
      width: 100,
      height: 50,
    });
  });
});
