/** Sentences and names about recording and clips; rules as in words.ts. */
import type { SnapshotType } from '../shared/protocol.ts';
import { clockWords } from '../shared/clock-words.ts';
import type { ClipQuality } from '../shared/recording.ts';
import type { ClipView, RecordingView, StorageView, StudioView } from '../studio/studio-view.ts';

export const CLIP_WORDS = {
  record: 'Record',
  stop: 'Stop recording',
  cancel: 'Do not record',
  pause: 'Pause the recording',
  goOn: 'Go on recording',
  recording: 'Recording',
  paused: 'Paused',
  starting: 'Starting to record',
  saving: 'Saving the clip',

  clips: 'Clips',
  none: 'What you record is kept here, on this device.',
  play: 'Play',
  save: 'Save',
  share: 'Share',
  rename: 'Rename',
  remove: 'Delete',
  newTitle: 'Title of the clip',
  keepTitle: 'Keep this title',
  recovered: 'Recovered',
  newest: 'The clip just recorded',
  showClip: 'Show the clips',

  gone: 'The file of this clip is gone.',
  snapshots: 'Snapshots',
  quality: 'Clips',
  sound: 'Sound',
  level: 'Loudness',
  microphone: 'Microphone',
  countdown: 'Countdown',
  cameraTake: 'Keep the camera take too',
} as const;

export const SNAPSHOT_TYPES: { value: SnapshotType; label: string }[] = [
  { value: 'image/webp', label: 'WebP' },
  { value: 'image/png', label: 'PNG' },
];

export const SNAPSHOT_HINTS: Record<SnapshotType, string> = {
  'image/webp': 'Small files, at a quality that shows no loss.',
  'image/png': 'Without any loss, about ten times as large; for printing and editing.',
};

export const CLIP_QUALITIES: { value: ClipQuality; label: string }[] = [
  { value: 'small', label: 'Small' },
  { value: 'good', label: 'Good' },
  { value: 'best', label: 'Best' },
];

/** About 2, 4 and 8 megabits a second at 1280×720. */
export const CLIP_QUALITY_HINTS: Record<ClipQuality, string> = {
  small: 'About 15 MB a minute, to send around.',
  good: 'About 30 MB a minute.',
  best: 'About 60 MB a minute, for large screens.',
};

export const COUNTDOWNS: { value: string; label: string }[] = [
  { value: '0', label: 'Off' },
  { value: '3', label: '3 s' },
  { value: '10', label: '10 s' },
];

/** What a second file costs; the camera's picture is about as large as the painted one. */
export const CAMERA_TAKE_HINTS: Record<ClipQuality, string> = {
  small: 'A second file, unpainted, to be painted again later: about 15 MB a minute more, and more work.',
  good: 'A second file, unpainted, to be painted again later: about 30 MB a minute more, and more work.',
  best: 'A second file, unpainted, to be painted again later: about 60 MB a minute more, and more work.',
};

/** Said where clips are recorded by `MediaRecorder`. */
export const SIMPLE_SENTENCE =
  'This browser has no video encoder for pages, so clips are recorded in a simpler way: they stand still while this tab is hidden, sound may run a little ahead, and the camera’s own picture cannot be kept.';

export const SOUND_SENTENCES: Record<RecordingView['sound'], string> = {
  off: 'Clips are recorded without sound.',
  asking: 'Your browser asks for the microphone now.',
  on: 'The microphone is recorded too.',
  silent: 'No sound comes from the microphone, so silence is recorded.',
};

/** '3 minutes 5 seconds', for screen readers. */
export function durationWords(durationMs: number): string {
  const seconds = Math.max(1, Math.round(durationMs / 1000));
  const count = (number: number, unit: string): string => `${number} ${unit}${number === 1 ? '' : 's'}`;
  const parts = [
    ...(seconds >= 60 ? [count(Math.floor(seconds / 60), 'minute')] : []),
    ...(seconds % 60 > 0 ? [count(seconds % 60, 'second')] : []),
  ];
  return parts.join(' ');
}

/** '840 kB', '3.1 MB', '12 GB'. */
export function sizeWords(bytes: number): string {
  const shown = (value: number): string => value.toFixed(value < 9.95 ? 1 : 0);
  if (bytes < 999_500) return `${Math.round(bytes / 1e3)}\u00a0kB`;
  if (bytes < 999.5e6) return `${shown(bytes / 1e6)}\u00a0MB`;
  return `${shown(bytes / 1e9)}\u00a0GB`;
}

/** The parts of the pill while a clip is recorded, most important first; none while nothing is. */
export function recordingWords(recording: RecordingView): string[] {
  switch (recording.state) {
    case 'off':
      return [];
    case 'starting':
      return [recording.countdown === null ? CLIP_WORDS.starting : `Recording in ${recording.countdown}`];
    case 'saving':
      return [CLIP_WORDS.saving];
    case 'on':
    case 'paused':
      return [
        ...(recording.state === 'paused' ? [CLIP_WORDS.paused] : []),
        clockWords(recording.elapsedMs),
        sizeWords(recording.bytes),
        ...(recording.sound === 'silent' ? ['no sound'] : []),
      ];
  }
}

/** What a screen reader hears when the recording does something else; '' where nothing need be said. */
export function announceRecording(
  before: Pick<StudioView, 'recording' | 'clips'>,
  now: Pick<StudioView, 'recording' | 'clips'>,
): string {
  const was = before.recording.state;
  const is = now.recording.state;
  const { countdown } = now.recording;
  if (countdown !== null && countdown !== before.recording.countdown) {
    return before.recording.countdown === null ? `Recording in ${countdown}` : String(countdown);
  }
  if (was === is) return '';
  if (is === 'off' && before.recording.countdown !== null) return 'Not recorded';
  if (is === 'on') return was === 'paused' ? 'Recording again' : CLIP_WORDS.recording;
  if (is === 'paused') return 'Recording paused';
  // A notice says why there is nothing to keep.
  return was === 'saving' && now.clips.length > 0 ? 'Saved' : '';
}

/** '24 Nov 2026, 19:05', as the browser's language writes it. */
export const dateWords = (atMs: number): string =>
  new Date(atMs).toLocaleString(undefined, { dateStyle: 'medium', timeStyle: 'short' });

/** '1280 × 720 · 3.1 MB · without sound'. */
export function factsWords(clip: ClipView): string {
  const parts = [`${clip.size.width}\u00a0×\u00a0${clip.size.height}`, sizeWords(clip.bytes)];
  if (!clip.hasSound) parts.push('no\u00a0sound');
  return parts.join(' · ');
}

/** 'Clips', 'Clips: 3'. */
export const clipCountWords = (count: number): string =>
  count === 0 ? CLIP_WORDS.clips : `${CLIP_WORDS.clips}: ${count}`;

/** 'Clips take 3.1 MB; 96 MB are used in all, 12 GB are free. …' */
export function storageWords(storage: StorageView, clipBytes: number): string {
  const room = `Clips take ${sizeWords(clipBytes)}; ${sizeWords(storage.usedBytes)} are used in all, ${sizeWords(storage.freeBytes)} are free.`;
  return storage.isPersistent
    ? `${room} Clips stay until you delete them.`
    : `${room} The browser may clear them if the device runs full: save what you want to keep.`;
}
