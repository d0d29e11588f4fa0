import { afterEach, describe, expect, test, vi } from 'vitest';
import { prefersShare, shareFile, snapshotName } from '../../src/studio/hand-over.ts';
import { snapshotSizes } from '../../workers/snapshot/snapshot-sizes.ts';

const LIMITS = { longSide: 1920, multiple: 8, liveMs: 50, mostMs: 6000 };
const LIVE = { width: 384, height: 216 };
const HD = { width: 1280, height: 720 };

describe('the sizes of a snapshot', () => {
  test('it is saved as large as the camera and painted at most twice as fine as live', () => {
    expect(snapshotSizes(LIVE, HD, LIMITS)).toEqual({ saved: HD, painted: { width: 768, height: 432 } });
  });

  test('it is painted no finer than it is saved', () => {
    const camera = { width: 480, height: 270 };
    expect(snapshotSizes(LIVE, camera, LIMITS)).toEqual({
      saved: camera,
      painted: { width: 480, height: 272 },
    });
    expect(snapshotSizes(LIVE, LIVE, LIMITS)).toEqual({ saved: LIVE, painted: LIVE });
  });

  test('a camera smaller than the live picture does not shrink it', () => {
    expect(snapshotSizes(LIVE, { width: 160, height: 90 }, LIMITS).saved).toEqual(LIVE);
  });

  test('the longest side is bounded, whichever it is', () => {
    const live = { width: 720, height: 1280 };
    const { saved, painted } = snapshotSizes(live, { width: 2160, height: 3840 }, LIMITS);
    expect(saved).toEqual({ width: 1080, height: 1920 });
    expect(painted).toEqual({ width: 1080, height: 1920 });
  });

  test('what the network can do in the time there is bounds what it paints', () => {
    expect(snapshotSizes(LIVE, HD, { ...LIMITS, liveMs: 3000 }).painted).toEqual({ width: 544, height: 304 });
    expect(snapshotSizes(LIVE, HD, { ...LIMITS, liveMs: 60_000 }).painted).toEqual(LIVE);
  });

  test('of an unknown network nothing larger than live is asked', () => {
    expect(snapshotSizes(LIVE, HD, { ...LIMITS, liveMs: NaN })).toEqual({ saved: HD, painted: LIVE });
  });

  test('what is painted is a multiple of what the network needs', () => {
    const { painted } = snapshotSizes({ width: 264, height: 200 }, { width: 347, height: 263 }, LIMITS);
    expect([painted.width % 8, painted.height % 8]).toEqual([0, 0]);
  });
});

describe('the name of a snapshot', () => {
  const at = new Date(2026, 10, 24, 9, 5, 7);

  test('says what it is, in which painting, and when', () => {
    expect(snapshotName('The Starry Night', at, 'image/webp')).toBe(
      'Plein Air – The Starry Night – 2026-11-24 09.05.07.webp',
    );
  });

  test('follows the type that the browser has written', () => {
    expect(snapshotName('', at, 'image/png')).toBe('Plein Air – 2026-11-24 09.05.07.png');
  });

  test('has nothing in it that a file system refuses', () => {
    expect(snapshotName('a/b\\c: "d"\n<e>|?*', at, 'image/png')).toBe(
      'Plein Air – a b c d e – 2026-11-24 09.05.07.png',
    );
  });
});

describe('handing it over', () => {
  const file = new File(['x'], 'picture.webp', { type: 'image/webp' });
  const onDevice = (touch: boolean, sharing: Partial<Navigator>): void => {
    vi.stubGlobal('matchMedia', () => ({ matches: touch }));
    vi.stubGlobal('navigator', sharing);
  };
  afterEach(() => {
    vi.unstubAllGlobals();
  });

  test('by the share sheet only where one touches, and where it takes the file', () => {
    onDevice(true, { canShare: (data) => data?.files?.[0] === file });
    expect(prefersShare(file)).toBe(true);
    onDevice(false, { canShare: () => true });
    expect(prefersShare(file)).toBe(false);
    onDevice(true, { canShare: () => false });
    expect(prefersShare(file)).toBe(false);
    onDevice(true, {});
    expect(prefersShare(file)).toBe(false);
  });

  test('a sheet that was closed is not one that was refused', async () => {
    onDevice(true, { share: () => Promise.resolve() });
    expect(await shareFile(file)).toBe('shared');
    onDevice(true, { share: () => Promise.reject(new DOMException('', 'AbortError')) });
    expect(await shareFile(file)).toBe('cancelled');
    onDevice(true, { share: () => Promise.reject(new DOMException('', 'NotAllowedError')) });
    expect(await shareFile(file)).toBe('refused');
  });
});
