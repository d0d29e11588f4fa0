import { asAppError } from '../shared/errors.ts';
import { createClipCopyActions } from './clip-copy-actions.ts';
import { handOver, saveFileAs, shareOrOffer } from './hand-over.ts';
import type { RecordingDesk } from './recording-desk.ts';
import type { StudioActions } from './studio-actions.ts';
import type { Studio } from './studio.ts';

type ClipActions = Pick<
  StudioActions,
  | keyof ReturnType<typeof createClipCopyActions>
  | 'startRecording'
  | 'stopRecording'
  | 'pauseRecording'
  | 'resumeRecording'
  | 'setSound'
  | 'setMicrophone'
  | 'soundLevel'
  | 'setClipQuality'
  | 'setCountdown'
  | 'setKeepsCamera'
  | 'clipFile'
  | 'saveClip'
  | 'saveClipAs'
  | 'shareClip'
  | 'renameClip'
  | 'removeClip'
>;

/** How long a removed clip can be brought back. */
const UNDO_MS = 10_000;
const READY = 'The clip is ready to be shared.';

/** What records, and what names, removes and hands out clips. */
export function createClipActions(studio: Studio): ClipActions {
  const { notices } = studio;

  const complain = (error: unknown): void => {
    const reason = asAppError(error, 'clip-unreadable');
    notices.show({ tone: 'error', text: `${reason.message}.`, details: reason.code, lastsMs: 10_000 });
  };

  /** The desk's code may still be on its way, or may not come at all. */
  const atDesk = async (job: (desk: RecordingDesk) => Promise<void>): Promise<void> => {
    try {
      await job(await studio.desk);
    } catch (error) {
      complain(error);
    }
  };

  const fileOf = async (id: string): Promise<File | null> => {
    let file: File | null = null;
    await atDesk(async (desk) => void (file = await desk.file(id)));
    return file;
  };

  return {
    ...createClipCopyActions(studio),

    startRecording: () => atDesk((desk) => desk.start()),
    stopRecording: () => atDesk((desk) => desk.stop()),
    pauseRecording: () => studio.loadedDesk?.pause(),
    resumeRecording: () => studio.loadedDesk?.resume(),
    setSound: (on) => atDesk((desk) => desk.sound.switch(on)),
    setMicrophone: (deviceId) => atDesk((desk) => desk.sound.switch(true, deviceId)),
    soundLevel: () => studio.loadedDesk?.sound.level() ?? 0,
    setClipQuality(quality) {
      studio.update({ recording: { ...studio.view.recording, quality } });
      studio.remember({ clipQuality: quality });
    },
    setCountdown(countdownSeconds) {
      studio.update({ recording: { ...studio.view.recording, countdownSeconds } });
      studio.remember({ countdownSeconds });
    },
    setKeepsCamera(keepsCamera) {
      studio.update({ recording: { ...studio.view.recording, keepsCamera } });
      studio.remember({ keepsCamera });
    },

    clipFile: fileOf,

    async saveClip(id) {
      const file = await fileOf(id);
      if (file) await handOver(file, notices, READY);
    },

    async saveClipAs(id) {
      const file = await fileOf(id);
      if (!file) return;
      try {
        if ((await saveFileAs(file)) === 'saved') notices.show({ tone: 'info', text: 'The clip was saved.' });
      } catch (error) {
        const reason = asAppError(error);
        const text = 'The clip could not be written there. It is safe here; choose another place.';
        notices.show({ tone: 'error', text, details: reason.message, lastsMs: 10_000 });
      }
    },

    async shareClip(id) {
      const file = await fileOf(id);
      if (file) await shareOrOffer(file, notices, READY);
    },

    renameClip: (id, title) => atDesk((desk) => desk.shelf.rename(id, title.trim())),

    removeClip: (id) =>
      atDesk(async ({ shelf }) => {
        const clip = studio.view.clips.find((entry) => entry.id === id);
        if (!clip) return;
        await shelf.remove(id);
        notices.show(
          {
            tone: 'info',
            text: `“${clip.title}” was deleted.`,
            lastsMs: UNDO_MS,
            action: { label: 'Undo', run: () => void shelf.putBack(id).catch(complain) },
          },
          // Only now is its file deleted; one that was put back is left alone.
          () => void atDesk((desk) => shelf.deleteRemoved(id).then(() => desk.showSpace())),
        );
      }),
  };
}
