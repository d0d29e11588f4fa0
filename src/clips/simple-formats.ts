import type { ClipQuality } from '../shared/recording.ts';

/** A format that `MediaRecorder` may offer, in our words. */
export interface SimpleFormat {
  /** As the browser wants it. */
  type: string;
  container: 'mp4' | 'webm';
  videoCodec: string;
  audioCodec: string;
}

/** Best first: what plays everywhere, then what there is. */
const FORMATS: readonly SimpleFormat[] = [
  { type: 'video/mp4;codecs=avc1.42E01F,mp4a.40.2', container: 'mp4', videoCodec: 'avc', audioCodec: 'aac' },
  { type: 'video/mp4;codecs=avc1.42E01F,opus', container: 'mp4', videoCodec: 'avc', audioCodec: 'opus' },
  { type: 'video/webm;codecs=vp9,opus', container: 'webm', videoCodec: 'vp9', audioCodec: 'opus' },
  { type: 'video/webm;codecs=vp8,opus', container: 'webm', videoCodec: 'vp8', audioCodec: 'opus' },
];

/** Bits a second: half of them are enough for the small sizes that such devices paint at. */
export const SIMPLE_BIT_RATES: Record<ClipQuality, number> = {
  small: 1_000_000,
  good: 2_500_000,
  best: 6_000_000,
};

/** The best format that the browser can record, or null. */
export function chooseSimpleFormat(
  isSupported: (type: string) => boolean = (type) =>
    typeof MediaRecorder === 'function' && MediaRecorder.isTypeSupported(type),
): SimpleFormat | null {
  return FORMATS.find(({ type }) => isSupported(type)) ?? null;
}
