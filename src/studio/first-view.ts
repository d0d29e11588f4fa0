import type { DeepLink } from './deep-link.ts';
import type { Settings } from './settings.ts';
import { NOT_RECORDING, type StudioView } from './studio-view.ts';

/** The view before anything has happened: the last visit's settings, and what the link asks for instead of them. */
export function firstView(
  link: DeepLink,
  settings: Settings,
  app: Pick<StudioView, 'offline' | 'canInstall' | 'updateReady'>,
): StudioView {
  return {
    ...app,
    state: { name: 'idle' },
    source: null,
    cameras: [],
    cameraId: settings.cameraId,
    mirror: false,
    paintings: [],
    paintingId: null,
    measuring: null,
    look: {
      ...settings.look,
      ...(link.alpha === null ? {} : { alpha: link.alpha }),
      ...(link.canvas === null ? {} : { canvas: link.canvas }),
    },
    aspect: settings.aspect,
    quality: settings.quality,
    engineChoice: link.engine ?? settings.engine,
    tier: null,
    pack: null,
    packProgress: null,
    engine: null,
    telemetry: null,
    statsOpen: link.stats,
    comparing: false,
    wipe: link.wipe ?? 0,
    snapping: false,
    notices: [],
    fixedSize: link.size,
    shortcutsOn: settings.shortcutsOn,
    recording: {
      ...NOT_RECORDING,
      quality: settings.clipQuality,
      countdownSeconds: settings.countdownSeconds,
      keepsCamera: settings.keepsCamera,
    },
    restyle: null,
    clips: [],
    clipJob: null,
    snapshotType: settings.snapshotType,
    storage: null,
  };
}
