import { clockWords } from '../shared/clock-words.ts';
import type { AppError, AppErrorCode } from '../shared/errors.ts';

export const BUSY = 'A video is being painted. Let it finish, or stop it, before you open another one.';
export const RECORDING = 'A clip is being recorded. Stop that before you open a video.';
export const SOUND_LOST = 'This browser cannot read the sound of this file, so the clip has none.';
export const DIED = 'The video could not be read any further. What was painted of it is among your clips.';
export const KEEP_FAILED = 'What was painted could not be kept: it has been deleted already.';

/** Why a file cannot be painted at all: what is wrong, and what to do. Whatever was on before goes on. */
const REFUSED: Partial<Record<AppErrorCode, string>> = {
  'file-unreadable': 'is no video that can be read here. MP4, MOV, WebM and MKV work.',
  'file-cut-off': 'is cut off: its end, with the table of contents, is missing. Copy it here once more.',
  'file-protected': 'is protected against copying, so its pictures cannot be read.',
  'file-sound-only': 'holds only sound, no pictures.',
  'file-empty': 'holds no pictures.',
  'file-codec': 'has a kind of video that this browser cannot decode. Save it as H.264 and try again.',
  'file-too-large': 'has larger pictures than any browser can decode.',
};

/** Why it did not start. */
const NOT_STARTED: Partial<Record<AppErrorCode, string>> = {
  'recording-unsupported': 'This browser cannot write videos of this size. Try a smaller one.',
  'recording-elsewhere': 'Another tab is recording or painting a video. Let it finish there first.',
  'storage-full': 'There is no room for this video on the device. Choose a smaller size, or delete clips.',
};

/** Why it ended before the file did; what is done is kept. */
const ENDED: Partial<Record<AppErrorCode, string>> = {
  'file-cut-off': 'The file ends early',
  'storage-full': 'The storage is full',
  'recording-failed': 'The clip could not be written any further',
};

export function refusedSentence(name: string, error: AppError): string {
  return `“${name}” ${REFUSED[error.code] ?? 'could not be opened. Try it once more.'}`;
}

export function notStartedSentence(error: AppError): string {
  return (
    NOT_STARTED[error.code] ?? 'The video could not be painted. Nothing of it is left behind; try again.'
  );
}

/** `doneMs`: what was painted and kept. */
export function endedSentence(code: AppErrorCode, doneMs: number): string {
  const why = ENDED[code] ?? 'The file cannot be read any further';
  return doneMs > 0
    ? `${why}, so the clip ends at ${clockWords(doneMs)}. What was painted is among your clips.`
    : `${why}. Nothing could be painted of it.`;
}
