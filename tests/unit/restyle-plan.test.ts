import { describe, expect, test } from 'vitest';
import { estimateMs, paintedFor, proposedSize, sizesFor } from '../../src/restyle/restyle-plan.ts';
import { TimeLeft } from '../../src/restyle/time-left.ts';

const idsOf = (width: number, height: number): string[] => sizesFor({ width, height }).map(({ id }) => id);

describe('sizes on offer', () => {
  test('are smaller than the file, and the file’s own', () => {
    expect(idsOf(1280, 720)).toEqual(['360', '540', 'file']);
    expect(idsOf(640, 480)).toEqual(['360', 'file']);
    expect(idsOf(320, 180)).toEqual(['file']);
    expect(sizesFor({ width: 1280, height: 720 })[1]!.size).toEqual({ width: 960, height: 540 });
  });

  test('end where clips get too large', () => {
    expect(sizesFor({ width: 3840, height: 2160 }).at(-1)).toEqual({
      id: '1080',
      size: { width: 1920, height: 1080 },
    });
    // Very wide: the long side counts.
    expect(sizesFor({ width: 3840, height: 1080 }).at(-1)!.size.width).toBe(1920);
    expect(idsOf(1920, 1080)).toEqual(['360', '540', '720', 'file']);
  });

  test('have even sides and the file’s shape, upright ones too', () => {
    expect(sizesFor({ width: 1080, height: 1920 })[0]!.size).toEqual({ width: 360, height: 640 });
    for (const { size } of sizesFor({ width: 1923, height: 1081 })) {
      expect([size.width % 2, size.height % 2]).toEqual([0, 0]);
      expect(size.width / size.height).toBeCloseTo(1923 / 1081, 1);
    }
    // Never larger than the file.
    expect(sizesFor({ width: 321, height: 181 })[0]!.size).toEqual({ width: 320, height: 180 });
  });

  test('one is proposed that the engine can paint in reasonable time', () => {
    const sizes = sizesFor({ width: 1920, height: 1080 });
    expect(proposedSize(sizes, true).id).toBe('720');
    expect(proposedSize(sizes, false).id).toBe('360');
    expect(proposedSize(sizesFor({ width: 320, height: 180 }), false).id).toBe('file');
    expect(proposedSize(sizesFor({ width: 600, height: 540 }), false).id).toBe('360');
  });
});

describe('what the network paints', () => {
  test('is the whole picture up to 640 by 360', () => {
    expect(paintedFor({ width: 640, height: 360 })).toEqual({ width: 640, height: 360 });
    expect(paintedFor({ width: 320, height: 240 })).toEqual({ width: 320, height: 240 });
  });

  test('is never less than half the side, so that strokes stay as wide as they were live', () => {
    expect(paintedFor({ width: 960, height: 540 })).toEqual({ width: 640, height: 360 });
    expect(paintedFor({ width: 1280, height: 720 })).toEqual({ width: 640, height: 360 });
    expect(paintedFor({ width: 1920, height: 1080 })).toEqual({ width: 960, height: 540 });
  });
});

test('the estimate counts every frame, and knows when it knows nothing', () => {
  expect(estimateMs(300, 100)).toBe(30_000);
  expect(estimateMs(300, 1)).toBe(2400);
  expect(estimateMs(300, Number.NaN)).toBeNull();
});

describe('time left', () => {
  test('follows the pace of late', () => {
    const time = new TimeLeft();
    expect(time.leftMs(60_000)).toBeNull();
    time.note(0, 0);
    time.note(1000, 500);
    expect(time.leftMs(60_000)).toBeNull();
    time.note(2000, 1000);
    expect(time.leftMs(61_000)).toBe(120_000);
    // Twice as fast for long enough.
    for (let at = 3; at <= 40; at++) time.note(at * 1000, 1000 + (at - 2) * 1000);
    expect(time.leftMs(139_000)).toBeCloseTo(100_000, -2);
  });

  test('forgets what was before a pause, and the same place twice tells nothing', () => {
    const time = new TimeLeft();
    time.note(0, 0);
    time.note(2000, 1000);
    time.note(9000, 1000);
    expect(time.leftMs(3000)).toBe(4000);
    time.forget();
    expect(time.leftMs(3000)).toBeNull();
  });
});
