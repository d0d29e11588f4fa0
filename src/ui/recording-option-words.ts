/** Names and sentences of what can be chosen about snapshots and clips; rules as in words.ts. */
import type { SnapshotType } from '../shared/protocol.ts';
import type { ClipQuality } from '../shared/recording.ts';
import type { RecordingView } from '../studio/studio-view.ts';

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
