import type { AppErrorCode } from '../shared/errors.ts';
import type { EndReason } from '../shared/recording.ts';

const REFUSED: Partial<Record<AppErrorCode, string>> = {
  'recording-unsupported': 'This browser cannot record clips. Painting goes on.',
  'recording-elsewhere': 'Another tab is recording. Stop it there first; clips play here meanwhile.',
  'storage-full': 'There is no room for a clip on this device. Delete clips or free some space.',
};
const NOTHING_KEPT = 'The recording failed and nothing of it could be kept.';

/** Why there is no clip. */
export function refusal(code: AppErrorCode): string {
  return REFUSED[code] ?? NOTHING_KEPT;
}

/** Why a clip is shorter than somebody wanted. */
export const ENDED: Record<EndReason, string> = {
  'storage-full': 'The storage is full, so the recording was stopped. The clip is whole.',
  'encoder-changed':
    'The video encoder was replaced, so recording goes on in a second clip. The first one is kept.',
  failed: 'The recorder stopped unexpectedly. The clip is kept up to there.',
};

/** The microphone was unplugged or taken away; `isRecording`: from a clip. */
export function microphoneLost(isRecording: boolean): string {
  return isRecording
    ? 'The microphone went away. Recording goes on without sound.'
    : 'The microphone went away. Clips are recorded without sound.';
}

/** The clip goes on, with a moment missing. */
export const ENCODER_RESTARTED =
  'The video encoder was started again. The clip goes on, with a short still in it.';

/** The painted clip goes on, the camera take does not. */
export function cameraTakeEnded(code: AppErrorCode): string {
  return code === 'storage-full'
    ? 'The storage is full, so the camera take has ended. The painted clip goes on.'
    : 'The camera take has ended. The painted clip goes on.';
}

/** What was found after a crash. */
export function recoveredWords(count: number): string {
  const what = count === 1 ? 'A clip was' : `${count} clips were`;
  return `${what} recovered from a recording cut short.`;
}
