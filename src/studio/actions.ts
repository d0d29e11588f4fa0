import { createCameraActions } from './camera-actions.ts';
import { createClipActions } from './clip-actions.ts';
import { createPaintingActions } from './painting-actions.ts';
import { createSnapshotActions } from './snapshot-actions.ts';
import { DEFAULT_LOOK } from '../shared/protocol.ts';
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
    ...createClipActions(studio),
    ...createSnapshotActions(studio),

    setLook(change) {
      const look = { ...studio.view.look, ...change };
      studio.update({ look });
      studio.remember({ look });
      session.applyLook();
    },
    resetLook() {
      studio.actions.setLook(DEFAULT_LOOK);
    },
    setAspect(aspect) {
      studio.update({ aspect });
      studio.remember({ aspect });
      session.applySize();
    },
    setQuality(quality) {
      if (quality === studio.view.quality) return;
      studio.update({ quality });
      studio.remember({ quality });
      void session.remake();
    },
    setEngine(engine) {
      if (engine === studio.view.engineChoice) return;
      studio.update({ engineChoice: engine });
      studio.remember({ engine });
      void session.remake();
    },
    hold(held) {
      const { state } = studio.view;
      if (held && state.name === 'painting') {
        studio.dispatch({ type: 'held', reason: 'held' });
        session.tell((client) => client.api.pause());
      } else if (!held && state.name === 'paused') {
        void studio.resume();
      }
    },
    compare(on) {
      if (on === studio.view.comparing) return;
      studio.update({ comparing: on });
      session.applyLook(COMPARE_GLIDE_MS);
    },
    setStatsOpen: (statsOpen) => studio.update({ statsOpen }),
    setShortcuts(shortcutsOn) {
      studio.update({ shortcutsOn });
      studio.remember({ shortcutsOn });
    },
    dismissNotice: (id) => notices.dismiss(id),
    install: () => studio.install.install(),
    applyUpdate() {
      // The reload would cut the clip short.
      if (studio.view.recording.state === 'off') studio.updates.applyUpdate();
      else notices.show({ tone: 'info', text: 'The new version waits until the recording is saved.' });
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
