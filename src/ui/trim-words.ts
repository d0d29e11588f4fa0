/** Sentences and names about cutting and copying clips; rules as in words.ts. */
import type { ClipView } from '../studio/studio-view.ts';

export const TRIM_WORDS = {
  trim: 'Trim',
  reading: 'Reading the clip',
  start: 'Start',
  end: 'End',
  earlierStart: 'Start earlier',
  laterStart: 'Start later',
  earlierEnd: 'End earlier',
  laterEnd: 'End later',
  play: 'Play the part',
  pause: 'Pause',
  seek: 'Strip of the clip',
  length: 'Length',
  save: 'Save as new clip',
  cancel: 'Cancel',
  saving: 'Saving the new clip',
  waits: 'Another copy is being made just now. This part can be saved after it.',

  more: 'More',
  saveAs: 'Save as…',
  saveAsHint: 'Choose name and folder.',
  restyle: 'Paint again',
  restyleHint: 'Frame by frame, in the painting that is on.',
  compatible: 'Compatible copy',
  copying: 'Making a compatible copy',
} as const;

const CODEC_NAMES: Record<string, string> = { vp8: 'VP8', vp9: 'VP9', av1: 'AV1', opus: 'Opus' };

/** What a compatible copy does to a clip. */
export function compatibleHint(clip: Pick<ClipView, 'videoCodec' | 'audioCodec'>): string {
  const picture =
    clip.videoCodec === 'avc' ? '' : `picture ${CODEC_NAMES[clip.videoCodec] ?? clip.videoCodec} to H.264`;
  const sound =
    clip.audioCodec === '' || clip.audioCodec === 'aac'
      ? ''
      : `sound ${CODEC_NAMES[clip.audioCodec] ?? clip.audioCodec} to AAC`;
  const changes = [picture, sound].filter(Boolean).join(', ');
  return changes
    ? `MP4 for messengers and old players. Converts its ${changes}, if this device can.`
    : 'MP4 for messengers and old players. Nothing is encoded anew.';
}

/** What the two ends can do, for key pictures so many seconds apart. */
export function trimHint(startSeconds: readonly number[]): string {
  const last = startSeconds.at(-1) ?? 0;
  const steps = startSeconds.length - 1;
  if (steps < 1) return 'Copied as it is, without loss. This clip can only be shortened at its end.';
  const apart = (last - startSeconds[0]!) / steps;
  const step = apart < 1.45 ? 'about a second' : `about ${Math.round(apart)} seconds`;
  return `Copied as it is, without loss: so the start moves in steps of ${step}, the end freely.`;
}

/** '0:02.4'. */
export function momentWords(seconds: number): string {
  const tenths = Math.round(seconds * 10);
  const minutes = Math.floor(tenths / 600);
  const rest = ((tenths % 600) / 10).toFixed(1).padStart(4, '0');
  return `${minutes}:${rest}`;
}

/** '2.4 seconds', '3 minutes 5.0 seconds', for screen readers. */
export function secondsWords(seconds: number): string {
  const tenths = Math.round(seconds * 10);
  const minutes = Math.floor(tenths / 600);
  const rest = `${((tenths % 600) / 10).toFixed(1)} seconds`;
  if (minutes === 0) return rest;
  return `${minutes} ${minutes === 1 ? 'minute' : 'minutes'} ${rest}`;
}
