import { fileKind } from '../restyle/file-kind.ts';
import { asAppError } from '../shared/errors.ts';
import type { StudioActions } from './studio-actions.ts';
import type { Studio } from './studio.ts';

type RestyleActions = Pick<
  StudioActions,
  | 'openFile'
  | 'restyleClip'
  | 'chooseRestyleSize'
  | 'chooseRestyleTier'
  | 'startRestyle'
  | 'pauseRestyle'
  | 'resumeRestyle'
  | 'cancelRestyle'
>;

/** What paints photos and videos from files. */
export function createRestyleActions(studio: Studio): RestyleActions {
  const openVideo = async (file: Blob, name: string, mirror = false): Promise<void> => {
    try {
      await (await studio.restyleDesk()).open(file, name, mirror);
    } catch (error) {
      const reason = asAppError(error, 'asset-unreachable');
      studio.notices.show({
        tone: 'error',
        text: 'What reads videos could not be fetched. Try again with a connection.',
        details: reason.message,
      });
    }
  };

  return {
    async openFile(file) {
      if ((await fileKind(file)) === 'video') return openVideo(file, titleOf(file.name) || 'Video');
      if (studio.loadedRestyle?.isBusy) return openVideo(file, file.name);
      return studio.actions.startPhoto(file);
    },
    async restyleClip(id) {
      const clip = studio.view.clips.find((entry) => entry.id === id);
      const file = await studio.actions.clipFile(id);
      // A camera take is stored as the camera saw it, whichever way it was shown.
      const mirror = studio.loadedDesk?.shelf.list.find((entry) => entry.id === id)?.mirror ?? false;
      if (clip && file) await openVideo(file, clip.title, mirror);
    },
    chooseRestyleSize: (sizeId) => studio.loadedRestyle?.chooseSize(sizeId),
    chooseRestyleTier: (tier) => studio.loadedRestyle?.chooseTier(tier),
    startRestyle: async () => studio.loadedRestyle?.run.start(),
    pauseRestyle: () => studio.loadedRestyle?.run.pause(),
    resumeRestyle: () => studio.loadedRestyle?.run.resume(),
    cancelRestyle: async () => studio.loadedRestyle?.run.cancel(),
  };
}

/** 'IMG_2041.mov' → 'IMG 2041'. */
function titleOf(name: string): string {
  return name
    .replace(/\.[^.]+$/, '')
    .replace(/[_\s]+/g, ' ')
    .trim();
}
