import { asAppError, type AppErrorCode } from '../shared/errors.ts';
import type { ClipDesk } from './clip-desk.ts';
import { handOver, READING_MS } from './hand-over.ts';
import type { StudioActions } from './studio-actions.ts';
import type { Studio } from './studio.ts';

type ClipCopyActions = Pick<
  StudioActions,
  'clipCuts' | 'clipFilmstrip' | 'trimClip' | 'saveCompatible' | 'cancelClipJob'
>;

const SENTENCES: Partial<Record<AppErrorCode, string>> = {
  'clip-unreadable': 'This clip could not be read. Its file is gone or damaged.',
  'storage-full': 'There is no room for a copy on this device. Delete clips or free some space.',
};
const FAILED = 'The copy could not be made. The clip itself is safe.';

/** What cuts clips and makes copies of them. */
export function createClipCopyActions(studio: Studio): ClipCopyActions {
  const { notices } = studio;
  let desk: Promise<ClipDesk> | null = null;

  /** Its code comes with the first clip that is cut or copied. */
  const loadDesk = async (): Promise<ClipDesk> => {
    const { shelf } = await studio.desk;
    const { ClipDesk } = await import('./clip-desk.ts');
    return new ClipDesk(studio, shelf);
  };

  const atDesk = async <Result>(job: (at: ClipDesk) => Promise<Result>): Promise<Result | null> => {
    try {
      desk ??= loadDesk();
      // The next one tries to load it again.
      desk.catch(() => (desk = null));
      return await job(await desk);
    } catch (error) {
      const reason = asAppError(error, 'copy-failed');
      if (reason.code === 'copy-cancelled') return null;
      const details = `${reason.code}: ${reason.message}`;
      notices.show({ tone: 'error', text: SENTENCES[reason.code] ?? FAILED, details, lastsMs: 10_000 });
      return null;
    }
  };

  return {
    clipCuts: (id) => atDesk((at) => at.cuts(id)),
    clipFilmstrip: (id, pictures, height) => atDesk((at) => at.filmstrip(id, pictures, height)),

    async trimClip(id, range) {
      const copyId = await atDesk((at) => at.trim(id, range));
      await studio.loadedDesk?.showSpace();
      if (copyId !== null) notices.show({ tone: 'info', text: 'The part was saved as a new clip.' });
      return copyId;
    },

    async saveCompatible(id) {
      const copy = await atDesk((at) => at.compatible(id));
      if (!copy) return;
      const { videoCodec, audioCodec, done } = copy;
      await handOver(copy.file, notices, 'The compatible copy is ready.');
      const left = leftSentence(videoCodec, audioCodec);
      if (left) notices.show({ tone: 'warning', text: left, lastsMs: 15_000 });
      setTimeout(done, READING_MS);
    },

    cancelClipJob() {
      void atDesk(async (at) => at.cancel());
    },
  };
}

/** What a copy says of codecs that this device could not convert; '' where all is well. */
export function leftSentence(videoCodec: string, audioCodec: string): string {
  const names: Record<string, string> = { vp8: 'VP8', vp9: 'VP9', av1: 'AV1', opus: 'Opus' };
  const isOddPicture = videoCodec !== 'avc';
  const isOddSound = audioCodec !== '' && audioCodec !== 'aac';
  if (isOddPicture) {
    const wanted = isOddSound ? 'H.264 and AAC' : 'H.264';
    return `The copy keeps its ${names[videoCodec] ?? videoCodec} picture: this device cannot make ${wanted}. Some phones and messengers will not play it.`;
  }
  if (!isOddSound) return '';
  return `The copy keeps its ${names[audioCodec] ?? audioCodec} sound: this device cannot make AAC. Some phones and messengers will play it silently.`;
}
