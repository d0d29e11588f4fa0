import { AppError, asAppError } from '../shared/errors.ts';
import { GLIDE_MS, type MeasuredPainting } from '../shared/protocol.ts';
import type { StudioActions } from './studio-actions.ts';
import type { Studio } from './studio.ts';

type PaintingActions = Pick<
  StudioActions,
  'choosePainting' | 'stepPainting' | 'addPainting' | 'removePainting' | 'renamePainting'
>;

/** How long a removed painting can be brought back. */
const UNDO_MS = 10_000;

/** What chooses paintings, and what adds, names and removes the user's own. */
export function createPaintingActions(studio: Studio): PaintingActions {
  const { session, notices } = studio;
  /** The newest choice: codes that arrive for an older one are dropped. */
  let turn = 0;

  const complain = (error: unknown): void => {
    const reason = asAppError(error);
    notices.show({ tone: 'error', text: `${reason.message}.`, details: reason.code, lastsMs: 10_000 });
  };

  const choose = async (id: string): Promise<void> => {
    const mine = ++turn;
    studio.update({ paintingId: id });
    studio.remember({ paintingId: id });
    const client = studio.host.client;
    const network = studio.host.network;
    // Without a network the choice is taken up when one is loaded.
    if (!client || !network) return;
    try {
      const code = await studio.codeFor(network);
      if (mine !== turn || network !== studio.host.network) return;
      await client.api.setStyle(code, GLIDE_MS);
      studio.loadedRestyle?.run.paintingChosen(
        studio.view.paintings.find((entry) => entry.id === id)?.title ?? '',
      );
    } catch (error) {
      // A painter that is opened meanwhile takes the choice up.
      if (mine === turn && asAppError(error).code !== 'painter-closed') complain(error);
    }
  };

  /** Measures a picture, by the next painter where one is replaced meanwhile. */
  const measure = async (file: Blob): Promise<MeasuredPainting> => {
    for (;;) {
      await studio.openPainterForMeasuring();
      try {
        return await session.measure(file, (measuring) => studio.update({ measuring }));
      } catch (error) {
        const { name } = studio.view.state;
        if (asAppError(error).code !== 'painter-closed') throw error;
        if (name === 'idle' || name === 'failed') {
          const sentence = 'The picture was not added, because painting ended. Add it once more';
          throw new AppError('painter-closed', sentence, { cause: error });
        }
      }
    }
  };

  return {
    choosePainting: (id) => void choose(id),

    stepPainting(by) {
      const { paintings, paintingId } = studio.view;
      if (paintings.length === 0) return;
      const at = paintings.findIndex((painting) => painting.id === paintingId);
      const next = (((at + by) % paintings.length) + paintings.length) % paintings.length;
      void choose(paintings[next]!.id);
    },

    async addPainting(file, name) {
      if (studio.view.measuring !== null) return;
      studio.update({ measuring: 0 });
      try {
        const book = await studio.gallery();
        const measured = await measure(file);
        const title = name.replace(/\.[a-z0-9]{2,5}$/i, '').trim() || 'My painting';
        const { id, isStored } = await book.add(measured, studio.host.network!, title);
        studio.showPaintings();
        if (!isStored) {
          notices.show({
            tone: 'warning',
            text: 'This painting could not be stored. It stays until the page closes.',
          });
        }
        await choose(id);
      } catch (error) {
        complain(error);
      } finally {
        studio.update({ measuring: null });
      }
    },

    async removePainting(id) {
      const book = studio.book;
      const painting = book?.list.find((entry) => entry.id === id);
      if (!book || !painting) return;
      try {
        const wasChosen = studio.view.paintingId === id;
        const putBack = await book.remove(id);
        if (wasChosen) await choose(book.firstFor(studio.paintsWith).id);
        studio.showPaintings();
        notices.show({
          tone: 'info',
          text: `“${painting.title}” was removed.`,
          lastsMs: UNDO_MS,
          action: {
            label: 'Undo',
            run: () => {
              void putBack?.().then(() => {
                studio.showPaintings();
                if (wasChosen) return choose(id);
                return undefined;
              });
            },
          },
        });
      } catch (error) {
        complain(error);
      }
    },

    async renamePainting(id, title) {
      try {
        await studio.book?.rename(id, title);
        if (studio.book) studio.showPaintings();
      } catch (error) {
        complain(error);
      }
    },
  };
}
