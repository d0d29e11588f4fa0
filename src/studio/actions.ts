import { createCameraActions } from './camera-actions.ts';
import { createClipActions } from './clip-actions.ts';
import { createPackActions } from './pack-actions.ts';
import { createPaintingActions } from './painting-actions.ts';
import { createSnapshotActions } from './snapshot-actions.ts';
import { createRestyleActions } from './restyle-actions.ts';
import { DEFAULT_LOOK } from '../shared/protocol.ts';
import { FURTHEST_WIPE, NEAREST_WIPE } from './studio-view.ts';
import { whyUpdateWaits } from './update-sentences.ts';
import type { Studio } from './studio.ts';
import type { StudioActions } from './studio-actions.ts';

/** Showing the camera while the picture is held down should feel immediate. */
const COMPARE_GLIDE_MS = 120;

/** Everything that the UI may ask for. None of it rejects: failures end in the state or in a notice. */
export function createActions(studio: Studio): StudioActions {
  const { session, notices } = studio;
  return {
    ...createCameraActions(studio),
    ...createPaintingActions(studio),
    ...createPackActions(studio),
    ...createClipActions(studio),
    ...createSnapshotActions(studio),
    ...createRestyleActions(studio),

    setLook(change) {
      studio.update({ look: { ...studio.view.look, ...change } });
      // Only what was changed: the rest may be the link's, which is for this visit.
      studio.remember({ look: { ...studio.settings.look, ...change } });
      session.controls.applyLook();
    },
    resetLook() {
      studio.actions.setLook(DEFAULT_LOOK);
    },
    setAspect(aspect) {
      const given = studio.view.fixedSize;
      // A link's size has a shape of its own; what the hand chooses goes before it.
      const fixedSize = given && typeof given !== 'number' ? given.width * given.height : given;
      studio.update({ aspect, fixedSize });
      studio.remember({ aspect });
      session.controls.applySize();
    },
    setQuality(quality) {
      if (quality === studio.view.quality) return;
      studio.update({ quality });
      studio.remember({ quality });
      studio.showPaintings();
      // A file has a quality of its own.
      if (studio.view.source !== 'video') void session.remake();
    },
    setEngine(engine) {
      if (engine === studio.view.engineChoice) return;
      studio.update({ engineChoice: engine });
      studio.remember({ engine });
      void session.remake();
    },
    hold(held) {
      const { state } = studio.view;
      if (studio.loadedRestyle?.isBusy) {
        // Space and the button press both go one way and back.
        if (studio.view.restyle?.state === 'paused') studio.loadedRestyle.run.resume();
        else studio.loadedRestyle.run.pause();
        return;
      }
      if (held && state.name === 'painting') {
        studio.dispatch({ type: 'held', reason: 'held' });
        session.controls.tell((client) => client.api.pause());
      } else if (!held && state.name === 'paused') {
        void studio.resume();
      }
    },
    compare(on) {
      // Frames that go into a clip now would stay unpainted in it.
      if (on === studio.view.comparing || (on && studio.loadedRestyle?.isBusy)) return;
      studio.update({ comparing: on });
      session.controls.applyLook(COMPARE_GLIDE_MS);
    },
    setWipe(at) {
      const wipe = at <= 0 ? 0 : Math.min(FURTHEST_WIPE, Math.max(NEAREST_WIPE, at));
      if (wipe === studio.view.wipe) return;
      studio.update({ wipe });
      session.controls.tell((client) => client.api.setWipe(wipe));
    },
    setStatsOpen: (statsOpen) => studio.update({ statsOpen }),
    setShortcuts(shortcutsOn) {
      studio.update({ shortcutsOn });
      studio.remember({ shortcutsOn });
    },
    dismissNotice: (id) => notices.dismiss(id),
    install: () => studio.install.install(),
    applyUpdate() {
      const reason = whyUpdateWaits(studio.view);
      if (reason === null) studio.updates.applyUpdate();
      else notices.show({ tone: 'info', text: reason });
    },
    async removeDownloads() {
      await studio.offline.removeDownloads();
      notices.show({
        tone: 'info',
        text: 'The downloads are gone. They are fetched again when they are needed.',
      });
    },
    attachStage: (stage) => session.attachStage(stage),
  };
}
