/** Sentences and names about recording and clips; rules as in words.ts. */
import { clockWords } from '../shared/clock-words.ts';
import type { RecordingView, StudioView } from '../studio/studio-view.ts';

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

/** 'Clips', 'Clips: 3'. */
export const clipCountWords = (count: number): string =>
  count === 0 ? CLIP_WORDS.clips : `${CLIP_WORDS.clips}: ${count}`;
