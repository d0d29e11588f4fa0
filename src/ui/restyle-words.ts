/** Sentences and names about video files that are painted; rules as in words.ts. */
import { clockWords } from '../shared/clock-words.ts';
import type { NetworkTier } from '../shared/manifest.ts';
import type { RestyleView } from '../studio/restyle-view.ts';
import { TIER_NAMES } from './choice-words.ts';
import { sizeWords } from './recording-words.ts';

export const RESTYLE_WORDS = {
  video: 'The video to be painted',
  start: 'Paint the video',
  pause: 'Pause',
  goOn: 'Go on',
  stop: 'Stop',
  leave: 'Close this video',
  size: 'Size of the clip',
  quality: 'Quality',
  qualityFixed: 'The quality of a video is chosen before it is painted.',
  progress: 'Painted so far',
  saving: 'Completing the clip',
  starting: 'Starting',
  painted: 'The video is painted',
  measuring: 'Seeing how long it takes',
  hdr: 'Its bright colours are brought down to what every screen shows.',
  silent: 'It has no sound.',
  dropPainting: 'Let go here to paint in the style of this picture',
  dropPhoto: 'Let go here to paint this picture',
  dropVideo: 'Let go to paint this video',
} as const;

/** The two that ship, and the one that is on where that is another. */
export const restyleTiers = (chosen: NetworkTier): { value: NetworkTier; label: string }[] =>
  (['studio', 'sketch', 'classic'] as const)
    .filter((value) => value !== 'classic' || chosen === value)
    .map((value) => ({ value, label: TIER_NAMES[value] }));

/** '540p', 'As the file'. */
export const restyleSizeWords = (id: string): string => (id === 'file' ? 'As the file' : `${id}p`);

/** 'less than a minute', 'about 3 minutes', 'about 1 hour 20 minutes', 'about 14 hours'. */
export function spanWords(ms: number): string {
  const minutes = Math.round(ms / 60_000);
  const count = (number: number, unit: string): string => `${number} ${unit}${number === 1 ? '' : 's'}`;
  if (ms < 45_000) return 'less than a minute';
  if (minutes < 60) return `about ${count(Math.max(1, minutes), 'minute')}`;
  const hours = Math.floor(minutes / 60);
  const rest = Math.round((minutes % 60) / 10) * 10;
  if (hours >= 10 || rest === 0) return `about ${count(Math.round(minutes / 60), 'hour')}`;
  return rest === 60 ? `about ${count(hours + 1, 'hour')}` : `about ${count(hours, 'hour')} ${rest} minutes`;
}

/** '0:42 · 1280 × 720 · 30 a second'. */
export function videoWords({ facts }: RestyleView): string {
  const { durationMs, size, framesPerSecond } = facts;
  const rate = framesPerSecond < 10 ? Number(framesPerSecond.toFixed(1)) : Math.round(framesPerSecond);
  return [
    clockWords(durationMs),
    `${size.width}\u00a0×\u00a0${size.height}`,
    `${rate}\u00a0a\u00a0second`,
  ].join(' · ');
}

/** Before it starts: 'Takes about 3 minutes.' and what should be known of the file. */
export function planWords(view: RestyleView): string {
  const parts = [
    view.estimateMs === null ? `${RESTYLE_WORDS.measuring}…` : `Takes ${spanWords(view.estimateMs)}.`,
    ...(view.facts.audioCodec === '' ? [RESTYLE_WORDS.silent] : []),
    ...(view.facts.isHdr ? [RESTYLE_WORDS.hdr] : []),
  ];
  return parts.join(' ');
}

/** While it runs: '0:12 of 0:42 · 3.1 MB · about 2 minutes left'. */
export function progressWords(view: RestyleView): string {
  if (view.state === 'starting') return `${RESTYLE_WORDS.starting}…`;
  if (view.state === 'saving') return `${RESTYLE_WORDS.saving}…`;
  const parts = [
    `${clockWords(view.doneMs)} of ${clockWords(view.facts.durationMs)}`,
    ...(view.state === 'paused' ? ['paused'] : []),
    // A file's header alone says nothing.
    ...(view.bytes > 10_000 ? [sizeWords(view.bytes)] : []),
    ...(view.leftMs === null ? [] : [`${spanWords(view.leftMs)} left`]),
    ...(view.sound === 'lost' ? ['no sound'] : []),
  ];
  return parts.join(' · ');
}

/** What a screen reader hears when it does something else; '' where a notice says it. */
export function announceRestyle({ state, doneMs, facts }: RestyleView): string {
  switch (state) {
    case 'ready':
      return doneMs >= 0.97 * facts.durationMs ? RESTYLE_WORDS.painted : '';
    case 'starting':
      return '';
    case 'running':
      return 'Painting the video';
    case 'paused':
      return 'Paused';
    case 'saving':
      return RESTYLE_WORDS.saving;
  }
}
