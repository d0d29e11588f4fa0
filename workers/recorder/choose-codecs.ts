import { canEncodeAudio, canEncodeVideo, Quality, type VideoCodec } from 'mediabunny';
import { AppError } from '../../src/shared/errors.ts';
import type { Size } from '../../src/shared/frame-size.ts';
import type { SoundFormat } from '../../src/shared/recording.ts';
import { SOUND_BIT_RATE } from './bit-rate.ts';
import { loadAacEncoder } from './aac-encoder.ts';
import { codecString } from './encoder-config.ts';

/** What a clip is made with. */
export interface ClipCodecs {
  container: 'mp4' | 'webm';
  video: VideoCodec;
  audio: 'aac' | 'opus' | null;
}

/** AVC plays everywhere and is in hardware nearly everywhere; VP8 keeps a third of the pictures, so it is the last. */
const VIDEO = ['avc', 'vp9', 'av1', 'vp8'] as const;
/**
 * AAC is what phones and messengers take. Chromium has it on Windows, macOS and Android, not on Linux, nor has Firefox;
 * there it is encoded in WebAssembly.
 */
const AUDIO = ['aac', 'aac in WebAssembly', 'opus'] as const;

/**
 * The best that this browser can really encode: MP4 with AVC and AAC (its own, then ours), then AVC and Opus, then VP9
 * or AV1, then WebM.
 *
 * Without an encoder for sound the clip is silent. Rejects with `recording-unsupported` without one for pictures.
 */
export async function chooseCodecs(
  size: Size,
  bitRate: number,
  sound: SoundFormat | null,
  probe: EncoderProbe = BROWSER,
): Promise<ClipCodecs> {
  const video = await first(VIDEO, (codec) => probe.video(codec, size, bitRate));
  if (!video) throw new AppError('recording-unsupported', 'This browser has no video encoder for this size');
  const container = video === 'vp8' ? 'webm' : 'mp4';
  const audioCodecs = container === 'webm' ? (['opus'] as const) : AUDIO;
  const audio = sound ? await first(audioCodecs, (codec) => probe.audio(codec, sound)) : null;
  return { container, video, audio: audio === 'aac in WebAssembly' ? 'aac' : audio };
}

/** Asks the browser; tests ask a made-up one. */
export interface EncoderProbe {
  video(codec: (typeof VIDEO)[number], size: Size, bitRate: number): Promise<boolean>;
  audio(codec: (typeof AUDIO)[number], sound: SoundFormat): Promise<boolean>;
}

const BROWSER: EncoderProbe = {
  video: (codec, size, bitRate) =>
    canEncodeVideo(codec, {
      ...size,
      fullCodecString: codecString(codec, size),
      quality: new Quality({ bitrate: bitRate }),
      latencyMode: 'realtime',
    }),
  audio: (codec, { channels, sampleRate }) =>
    codec === 'aac in WebAssembly'
      ? loadAacEncoder(sampleRate)
      : canEncodeAudio(codec, { numberOfChannels: channels, sampleRate, quality: soundQuality(channels) }),
};

/** For one channel or two. */
export function soundQuality(channels: number): Quality {
  return new Quality({ bitrate: channels > 1 ? SOUND_BIT_RATE.stereo : SOUND_BIT_RATE.mono });
}

async function first<T>(
  candidates: readonly T[],
  works: (candidate: T) => Promise<boolean>,
): Promise<T | null> {
  for (const candidate of candidates) if (await works(candidate)) return candidate;
  return null;
}
