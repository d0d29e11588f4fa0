import type { VideoCodec } from 'mediabunny';
import type { Size } from '../../src/shared/frame-size.ts';

/** Pixels of a picture up to which each codec's first string is meant; larger ones get the second. */
const PIXELS_1080P = 1920 * 1088;

/**
 * Codec strings as RFC 6381 has them. AVC: High profile, level 4.0 or 5.1, which is what phones of ten years ago play.
 * VP9: profile 0, level 4.1 or 5.1. AV1: Main, level 4.0 or 5.1.
 */
const CODEC_STRINGS: Partial<Record<VideoCodec, [string, string]>> = {
  avc: ['avc1.640028', 'avc1.640033'],
  vp9: ['vp09.00.41.08', 'vp09.00.51.08'],
  av1: ['av01.0.08M.08', 'av01.0.13M.08'],
  vp8: ['vp8', 'vp8'],
};

/** The full string of a codec for pictures of this size. */
export function codecString(codec: VideoCodec, size: Size): string {
  const strings = CODEC_STRINGS[codec];
  if (!strings) throw new Error(`Clips are not made with ${codec}`);
  return strings[size.width * size.height > PIXELS_1080P ? 1 : 0];
}

/** How clips are encoded: as pictures come, none held back for the sake of better compression. */
export function encoderConfig(codec: VideoCodec, size: Size, bitRate: number): VideoEncoderConfig {
  return {
    codec: codecString(codec, size),
    width: size.width,
    height: size.height,
    bitrate: bitRate,
    bitrateMode: 'variable',
    latencyMode: 'realtime',
    alpha: 'discard',
    ...(codec === 'avc' ? { avc: { format: 'avc' as const } } : {}),
  };
}
