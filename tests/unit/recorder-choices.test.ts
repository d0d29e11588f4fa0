import { describe, expect, test } from 'vitest';
import { videoBitRate } from '../../workers/recorder/bit-rate.ts';
import { chooseCodecs } from '../../workers/recorder/choose-codecs.ts';
import { clipSize, containedIn } from '../../workers/recorder/picture-box.ts';

const SIZE = { width: 1280, height: 720 };
const SOUND = { sampleRate: 48_000, channels: 1 };

function choose(can: string[], sound: typeof SOUND | null = SOUND) {
  return chooseCodecs(SIZE, 4_000_000, sound, {
    video: async (codec) => can.includes(codec),
    audio: async (codec) => can.includes(codec),
  });
}

describe('codecs', () => {
  test.each([
    [['avc', 'vp9', 'av1', 'vp8', 'aac', 'opus'], 'mp4 avc aac'],
    [['avc', 'vp9', 'av1', 'vp8', 'aac in WebAssembly', 'opus'], 'mp4 avc aac'],
    [['avc', 'vp9', 'av1', 'vp8', 'opus'], 'mp4 avc opus'],
    [['vp9', 'av1', 'vp8', 'aac', 'opus'], 'mp4 vp9 aac'],
    [['av1', 'vp8', 'opus'], 'mp4 av1 opus'],
    [['vp8', 'aac', 'opus'], 'webm vp8 opus'],
    [['vp8', 'aac'], 'webm vp8 null'],
    [['avc'], 'mp4 avc null'],
  ])('of %s the best is %s', async (can, expected) => {
    const { container, video, audio } = await choose(can);
    expect(`${container} ${video} ${audio}`).toBe(expected);
  });

  test('without sound there is no sound codec', async () => {
    expect((await choose(['avc', 'aac'], null)).audio).toBeNull();
  });

  test('without any encoder recording is not supported', async () => {
    await expect(choose(['aac'])).rejects.toMatchObject({ code: 'recording-unsupported' });
  });
});

describe('bit rates', () => {
  test('rise with quality and size, and never vanish', () => {
    const of = (quality: 'small' | 'good' | 'best') => videoBitRate(SIZE, quality);
    expect(of('good')).toBeGreaterThan(of('small'));
    expect(of('best')).toBeGreaterThan(of('good'));
    expect(videoBitRate({ width: 1920, height: 1080 }, 'good')).toBeGreaterThan(of('good'));
    expect(videoBitRate({ width: 16, height: 16 }, 'small')).toBeGreaterThanOrEqual(300_000);
  });
});

describe('a clip’s size', () => {
  test('is even', () => {
    expect(clipSize({ width: 641, height: 359 })).toEqual({ width: 640, height: 358 });
    expect(clipSize({ width: 1, height: 1 })).toEqual({ width: 2, height: 2 });
  });

  test('holds pictures of another shape between bars', () => {
    expect(containedIn({ width: 90, height: 160 }, { width: 320, height: 180 })).toEqual({
      x: 110,
      y: 0,
      width: 101,
      height: 180,
    });
    expect(containedIn({ width: 320, height: 180 }, { width: 90, height: 160 })).toEqual({
      x: 0,
      y: 55,
      width: 90,
      height: 51,
    });
  });
});
