import { canEncodeAudio, canEncodeVideo, Quality } from 'mediabunny';
import type { Size } from '../../src/shared/frame-size.ts';
import type { SoundFormat } from '../../src/shared/recording.ts';
import { videoBitRate } from '../recorder/bit-rate.ts';
import { loadAacEncoder } from '../recorder/aac-encoder.ts';
import { soundQuality } from '../recorder/choose-codecs.ts';

/** What a clip is made of. */
export interface ClipMake {
  videoCodec: string;
  audioCodec: string;
  size: Size;
  sound: SoundFormat | null;
}

/** What must be encoded anew for an MP4 that plays everywhere; the rest is copied. */
export interface Conversions {
  video: { codec: 'avc'; quality: Quality } | null;
  audio: { codec: 'aac'; quality: Quality } | null;
}

/** Asks the browser; tests ask a made-up one. */
export interface ConversionProbe {
  avc(size: Size, quality: Quality): Promise<boolean>;
  aac(sound: SoundFormat, quality: Quality): Promise<boolean>;
}

const BROWSER: ConversionProbe = {
  avc: (size, quality) => canEncodeVideo('avc', { ...size, quality }),
  // Its own encoder first, then ours in WebAssembly.
  aac: async ({ channels, sampleRate }, quality) =>
    (await canEncodeAudio('aac', { numberOfChannels: channels, sampleRate, quality })) ||
    loadAacEncoder(sampleRate),
};

/** H.264 and AAC are what phones, messengers and old players take; what this device cannot encode stays as it is. */
export async function chooseConversions(
  make: ClipMake,
  probe: ConversionProbe = BROWSER,
): Promise<Conversions> {
  const picture = new Quality({ bitrate: videoBitRate(make.size, 'best') });
  const sound = soundQuality(make.sound?.channels ?? 1);
  const wantsAvc = make.videoCodec !== 'avc';
  const wantsAac = make.sound !== null && make.audioCodec !== 'aac';
  return {
    video: wantsAvc && (await probe.avc(make.size, picture)) ? { codec: 'avc', quality: picture } : null,
    audio: wantsAac && (await probe.aac(make.sound!, sound)) ? { codec: 'aac', quality: sound } : null,
  };
}
