import { AppError, asAppError } from '../shared/errors.ts';
import type { ReadPack } from '../packs/read-pack.ts';
import { runtimeVariant } from '../painter-client/choose-engine.ts';
import type { StudioActions } from './studio-actions.ts';
import type { PackProgress } from './studio-view.ts';
import type { Studio } from './studio.ts';

type PackActions = Pick<StudioActions, 'addPack' | 'fetchPack' | 'removePack'>;

/** How long a removed network can be brought back. */
const UNDO_MS = 10_000;

/** What adds and removes the user's own network. The code that reads packs comes with the first one. */
export function createPackActions(studio: Studio): PackActions {
  const { notices } = studio;
  const progress = (step: PackProgress['step'], share: number): void =>
    studio.update({ packProgress: { step, share } });

  const add = async (open: () => Promise<Blob>): Promise<void> => {
    // One at a time: two would fight for the same place.
    if (studio.view.packProgress) return;
    progress('reading', 0);
    try {
      const file = await open();
      const { readPack } = await import('../packs/read-pack.ts');
      const read = await readPack(file, (share) => progress('reading', share));
      await paintOnce(studio, read, (share) => progress('trying', share));
      progress('storing', 0);
      await keep(studio, read);
    } catch (error) {
      const reason = asAppError(error);
      const kept = studio.view.pack ? 'The classic network that is here stays.' : 'Nothing was changed.';
      notices.show({
        tone: 'error',
        text: `${reason.message}. ${kept}`,
        details: reason.cause instanceof Error ? reason.cause.message : reason.code,
        lastsMs: 15_000,
      });
    } finally {
      studio.update({ packProgress: null });
    }
  };

  return {
    addPack: (file) => add(() => Promise.resolve(file)),

    fetchPack: (address) =>
      add(async () => {
        const { fetchPack } = await import('../packs/fetch-pack.ts');
        return fetchPack(address, (share) => progress('fetching', share));
      }),

    async removePack() {
      const store = await studio.packs;
      const { pack } = store;
      if (!pack) return;
      const wasUsed = studio.view.quality === 'classic';
      // The painter lets go of it first, and paints on with what ships.
      if (wasUsed) studio.actions.setQuality('auto');
      if (studio.view.restyle?.tier === 'classic') studio.actions.chooseRestyleTier('studio');
      try {
        const putBack = await store.remove();
        await showPack(studio);
        notices.show({
          tone: 'info',
          text: `“${pack.name}” was removed from this device.`,
          lastsMs: UNDO_MS,
          action: {
            label: 'Undo',
            run: () => {
              void putBack().then(async () => {
                await showPack(studio);
                if (wasUsed) studio.actions.setQuality('classic');
              });
            },
          },
        });
      } catch (error) {
        const reason = asAppError(error);
        notices.show({ tone: 'error', text: `${reason.message}.`, details: reason.code });
      }
    },
  };
}

/** Shows what the device holds. Without it a quality of the last visit is none. */
export async function watchPack(studio: Studio): Promise<void> {
  await showPack(studio);
  if (!studio.view.pack)
    packFailed(studio, new AppError('pack-invalid', 'This browser does not keep it any more'));
}

/** The user's network cannot be used: the networks that ship paint on. */
export function packFailed(studio: Studio, error: AppError): void {
  if (studio.view.quality !== 'classic') return;
  studio.notices.show({
    tone: 'warning',
    text: 'The classic network could not be used, so the app’s own networks paint. Adding the pack again may help.',
    details: error.message,
    lastsMs: 15_000,
  });
  studio.actions.setQuality('auto');
}

async function showPack(studio: Studio): Promise<void> {
  const store = await studio.packs;
  const { pack, bytes, isStored } = store;
  studio.update({ pack: pack && { name: pack.name, source: pack.source, bytes, isStored } });
}

async function paintOnce(studio: Studio, read: ReadPack, onProgress: (share: number) => void): Promise<void> {
  onProgress(0);
  const possible = await studio.possible;
  const variant = studio.host.variant ?? runtimeVariant('ort-wasm', possible);
  const [{ tryPack }, files] = await Promise.all([import('./try-pack.ts'), studio.offline.runtime(variant)]);
  await tryPack(read, files, onProgress);
}

async function keep(studio: Studio, read: ReadPack): Promise<void> {
  const store = await studio.packs;
  await store.put(read);
  // A promise of the browser not to clear it by itself; painting does not wait for the answer.
  void navigator.storage?.persist?.().catch(() => false);
  await showPack(studio);
  const hidden = studio.book ? studio.book.list.length - studio.book.listFor('classic').length : 0;
  const paints = `“${read.pack.name}” is here and paints.`;
  const stored = store.isStored ? '' : ' This browser could not store it, so it stays until the page closes.';
  const without =
    hidden > 0
      ? ` It measures paintings itself: ${hidden} whose pictures may not be shown here are left out.`
      : '';
  studio.notices.show({
    tone: store.isStored ? 'info' : 'warning',
    text: paints + stored + without,
    lastsMs: 12_000,
  });
  if (studio.view.quality === 'classic') await studio.session.remake();
  else studio.actions.setQuality('classic');
}
