import { DEFAULT_LOOK } from '../shared/protocol.ts';
import type { StudioView } from '../studio/studio-view.ts';
import type { KeyActions } from './key-bindings.ts';
import { tell } from './ui-events.ts';

/** What the keys do to a view: the same events that buttons send, from `host`. */
export function keyActions(host: EventTarget, view: () => StudioView | undefined): KeyActions {
  const setStrength = (alpha: number): void => {
    tell(host, 'look-changed', { alpha: Math.round(Math.min(1, Math.max(0, alpha)) * 100) / 100 });
  };
  return {
    toggleHold: () => {
      const state = view()?.state;
      if (state?.name === 'painting') tell(host, 'hold-switched', { held: true });
      if (state?.name === 'paused' && state.reason === 'held') tell(host, 'hold-switched', { held: false });
    },
    stepPainting: (by) => tell(host, 'painting-stepped', { by }),
    compare: (on) => tell(host, 'compare-switched', { on }),
    takeSnapshot: () => tell(host, 'snapshot-asked', null),
    toggleRecording: () => tell(host, 'record-asked', null),
    toggleWipe: () => tell(host, 'wipe-switched', { on: !view()?.wipe }),
    cancelCountdown: () => {
      if (view()?.recording.countdown != null) tell(host, 'record-asked', null);
    },
    changeStrength: (by) => setStrength((view()?.look.alpha ?? DEFAULT_LOOK.alpha) + by),
    resetStrength: () => setStrength(DEFAULT_LOOK.alpha),
    toggleGallery: () => tell(host, 'sheet-asked', { sheet: 'gallery' }),
    toggleLook: () => tell(host, 'sheet-asked', { sheet: 'look' }),
    toggleMirror: () => tell(host, 'mirror-switched', { mirror: !view()?.mirror }),
    toggleFullscreen: () => tell(host, 'fullscreen-switched', null),
    toggleStats: () => tell(host, 'stats-switched', { open: !view()?.statsOpen }),
    showKeys: () => tell(host, 'sheet-asked', { sheet: 'keys' }),
  };
}
