import type { PainterClient } from '../painter-client/painter-client.ts';
import { AppError, asAppError } from '../shared/errors.ts';
import { prefersShare, saveFile, shareFile, snapshotName } from './hand-over.ts';
import type { StudioActions } from './studio-actions.ts';
import type { Studio } from './studio.ts';

type SnapshotActions = Pick<StudioActions, 'takeSnapshot' | 'setSnapshotType'>;

/** Longest side of snapshots in pixels. */
const LONG_SIDE = 1920;
/** A snapshot that takes longer says so. */
const SLOW_MS = 1000;

/** What takes a picture away as a file. */
export function createSnapshotActions(studio: Studio): SnapshotActions {
  const { notices } = studio;

  const tellSaved = (file: File, width: number, height: number): void => {
    notices.show({
      tone: 'info',
      text: `The snapshot was saved, ${width} × ${height} pixels.`,
      details: file.name,
    });
  };

  const offer = async (file: File, width: number, height: number): Promise<void> => {
    if (!prefersShare(file)) {
      saveFile(file);
      tellSaved(file, width, height);
      return;
    }
    const outcome = await shareFile(file);
    if (outcome === 'shared') return;
    const isReady = outcome === 'refused';
    notices.show({
      tone: 'info',
      text: isReady ? 'The snapshot is ready.' : 'The snapshot was not shared.',
      action: isReady
        ? { label: 'Share', run: () => void offer(file, width, height) }
        : { label: 'Save', run: () => saveFile(file) },
      lastsMs: 20_000,
    });
  };

  return {
    setSnapshotType(snapshotType) {
      studio.update({ snapshotType });
      studio.remember({ snapshotType });
    },

    async takeSnapshot() {
      const client = studio.host.client;
      const { state, snapping, paintings, paintingId } = studio.view;
      if (snapping || (state.name !== 'painting' && state.name !== 'paused')) return;
      if (!client) {
        notices.show({
          tone: 'warning',
          text: 'The painter stopped while the picture was held. Let the picture go on, then take the snapshot.',
        });
        return;
      }
      studio.update({ snapping: true });
      let slowNotice: number | null = null;
      const slow = setTimeout(() => {
        slowNotice = notices.show({
          tone: 'info',
          text: 'Painting the snapshot at its full size…',
          lastsMs: 0,
        });
      }, SLOW_MS);
      try {
        const { blob, size } = await Promise.race([
          client.api.snapshot(LONG_SIDE, studio.view.snapshotType),
          pictureGone(studio, client),
        ]);
        const title = paintings.find((painting) => painting.id === paintingId)?.title ?? '';
        const file = new File([blob], snapshotName(title, new Date(), blob.type), { type: blob.type });
        await offer(file, size.width, size.height);
      } catch (error) {
        const reason = asAppError(error);
        notices.show({
          tone: 'error',
          text: 'The snapshot could not be taken. Painting is not touched by it; try again.',
          details: `${reason.code}: ${reason.message}`,
          lastsMs: 10_000,
        });
      } finally {
        clearTimeout(slow);
        if (slowNotice !== null) notices.dismiss(slowNotice);
        studio.update({ snapping: false });
      }
    },
  };
}

/** Rejects when the picture goes, though its painter may stay. */
function pictureGone(studio: Studio, client: PainterClient): Promise<never> {
  return new Promise((_, reject) => {
    const stop = studio.subscribe(() => {
      const { state, snapping } = studio.view;
      const isThere = studio.host.client === client && (state.name === 'painting' || state.name === 'paused');
      if (snapping && isThere) return;
      stop();
      reject(new AppError('internal', 'The picture went away while the snapshot was taken'));
    });
  });
}
