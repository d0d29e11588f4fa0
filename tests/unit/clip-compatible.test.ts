import { describe, expect, it } from 'vitest';
import {
  chooseConversions,
  type ClipMake,
  type ConversionProbe,
} from '../../workers/clip-copy/choose-compatible.ts';

const size = { width: 1280, height: 720 };
const sound = { sampleRate: 48_000, channels: 2 };
const probe = (avc: boolean, aac: boolean): ConversionProbe => ({
  avc: () => Promise.resolve(avc),
  aac: () => Promise.resolve(aac),
});

/** Which tracks are encoded anew. */
async function converted(make: Partial<ClipMake>, device: ConversionProbe): Promise<string[]> {
  const { video, audio } = await chooseConversions(
    { videoCodec: 'avc', audioCodec: 'aac', size, sound, ...make },
    device,
  );
  return [video?.codec, audio?.codec].filter((codec) => codec !== undefined);
}

describe('a compatible copy', () => {
  it('copies H.264 and AAC as they are', async () => {
    expect(await converted({}, probe(true, true))).toEqual([]);
  });

  it('converts what does not play everywhere', async () => {
    expect(await converted({ audioCodec: 'opus' }, probe(true, true))).toEqual(['aac']);
    expect(await converted({ videoCodec: 'vp9', audioCodec: 'opus' }, probe(true, true))).toEqual([
      'avc',
      'aac',
    ]);
  });

  it('leaves what the device cannot convert', async () => {
    expect(await converted({ audioCodec: 'opus' }, probe(true, false))).toEqual([]);
    expect(await converted({ videoCodec: 'av1', audioCodec: 'opus' }, probe(false, true))).toEqual(['aac']);
  });

  it('makes no sound of silence', async () => {
    expect(await converted({ audioCodec: '', sound: null }, probe(true, true))).toEqual([]);
  });
});
