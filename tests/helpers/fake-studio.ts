import type { ClipCuts } from '../../src/shared/clip-copy.ts';
import { AppError, type AppErrorCode } from '../../src/shared/errors.ts';
import { DEFAULT_LOOK, type EngineInfo, type Telemetry } from '../../src/shared/protocol.ts';
import type { StudioActions } from '../../src/studio/studio-actions.ts';
import {
  NOT_RECORDING,
  type ClipView,
  type Notice,
  type PaintingView,
  type RecordingView,
  type StudioView,
} from '../../src/studio/studio-view.ts';
import type { StudioPort } from '../../src/studio/studio-controller.ts';

/** Pictures for the gallery: flat gradients, each of another hue. */
function pictureUrl(hue: number): string {
  const svg = `<svg xmlns="http://www.w3.org/2000/svg" width="96" height="96"><linearGradient id="g" x2="1" y2="1"><stop stop-color="hsl(${hue} 60% 60%)"/><stop offset="1" stop-color="hsl(${hue + 70} 60% 25%)"/></linearGradient><rect width="96" height="96" fill="url(#g)"/></svg>`;
  return `data:image/svg+xml,${encodeURIComponent(svg)}`;
}

/** As many paintings as a full gallery has, the last `own` of them the user's. */
export function fakePaintings(count = 90, own = 3): PaintingView[] {
  return Array.from({ length: count }, (_, index) => {
    const isOwn = index >= count - own;
    return {
      id: isOwn ? `own-${index}` : `painting-${index}`,
      title: isOwn ? `Holiday ${index}` : index === 1 ? 'Café Terrace at Night' : `Landscape ${index}`,
      artist: isOwn ? '' : index === 1 ? 'Vincent van Gogh' : `Painter ${index % 7}`,
      year: isOwn ? '' : String(1800 + index),
      museum: isOwn ? '' : 'The Metropolitan Museum of Art',
      licence: isOwn ? '' : 'CC0',
      pictureUrl: pictureUrl(index * 37),
      kind: isOwn ? 'own' : index % 2 ? 'swatch' : 'painting',
      accent: `oklch(0.76 0.11 ${(index * 37) % 360})`,
    };
  });
}

export const fakeEngine: EngineInfo = { engine: 'ort-wasm', software: false, adapter: '', threads: 2 };

export const fakeTelemetry: Telemetry = {
  type: 'telemetry',
  paintedFrames: 1234,
  droppedFrames: 56,
  paintedFps: 12.4,
  latencyMs: 104.2,
  prepareMs: 3.1,
  networkMs: 71.9,
  presentMs: 1.2,
  size: { width: 384, height: 216 },
  sourceSize: { width: 1280, height: 720 },
  tier: 'sketch',
  brightness: 0.42,
};

/** Clips as they come from the shelf, newest first. */
export function fakeClips(count = 3): ClipView[] {
  return Array.from({ length: count }, (_, index) => ({
    id: `clip-${index}`,
    title:
      index === 1
        ? 'A very long title that somebody has typed for a dance in the kitchen'
        : `Landscape ${index}`,
    credit: index === 2 ? '' : `Landscape ${index}, Painter ${index}, 18${index}0`,
    createdAtMs: Date.UTC(2026, 10, 24 - index, 19, 5),
    durationMs: 4200 + index * 61_000,
    bytes: 840_000 * 7 ** index,
    size: index === 1 ? { width: 720, height: 1280 } : { width: 1280, height: 720 },
    mimeType: 'video/mp4',
    hasSound: index === 1,
    videoCodec: 'avc',
    audioCodec: index === 1 ? 'opus' : '',
    posterUrl: index === 2 ? null : pictureUrl(index * 90 + 20),
    isRecovered: index === 1,
    cameraTakeId: null,
    cameraTakeOf: null,
  }));
}

/** A recording under way. */
export const fakeRecording = (recording: Partial<RecordingView> = {}): RecordingView => ({
  ...NOT_RECORDING,
  state: 'on',
  elapsedMs: 42_300,
  bytes: 3_140_000,
  ...recording,
});

/** Before anything has been started. */
export function idleView(): StudioView {
  return {
    state: { name: 'idle' },
    source: null,
    cameras: [],
    cameraId: null,
    mirror: true,
    paintings: fakePaintings(),
    paintingId: 'painting-0',
    measuring: null,
    look: { ...DEFAULT_LOOK },
    aspect: 'as-seen',
    quality: 'auto',
    engineChoice: 'auto',
    tier: null,
    engine: null,
    telemetry: null,
    statsOpen: false,
    comparing: false,
    wipe: 0,
    snapping: false,
    pack: null,
    packProgress: null,
    offline: { status: 'pending', loadedBytes: 0, totalBytes: 0, isOffline: false },
    canInstall: false,
    updateReady: false,
    notices: [],
    fixedSize: null,
    shortcutsOn: true,
    recording: { ...NOT_RECORDING },
    restyle: null,
    clips: [],
    clipJob: null,
    snapshotType: 'image/webp',
    storage: null,
  };
}

/** What differs from `idleView` in each of the states that have a screen. */
export const FAKE_SCREENS: Record<string, Partial<StudioView>> = {
  idle: {},
  asking: { state: { name: 'asking' } },
  downloading: {
    state: { name: 'downloading', loadedBytes: 12_100_000, totalBytes: 31_400_000, step: 'loading' },
    source: 'camera',
  },
  painting: {
    state: { name: 'painting' },
    source: 'camera',
    cameras: [
      { deviceId: 'front', label: 'Front camera' },
      { deviceId: 'back', label: 'Back camera' },
    ],
    cameraId: 'front',
    tier: 'sketch',
    engine: fakeEngine,
    telemetry: fakeTelemetry,
    offline: { status: 'ready', loadedBytes: 31_400_000, totalBytes: 31_400_000, isOffline: false },
  },
  held: {
    state: { name: 'paused', reason: 'held' },
    source: 'camera',
    engine: fakeEngine,
    telemetry: fakeTelemetry,
  },
};

/** A failed studio, for each code. */
export const failedView = (code: AppErrorCode): Partial<StudioView> => ({
  state: { name: 'failed', error: new AppError(code, 'What the browser said') },
});

/** A notice that stays. */
export const fakeNotice = (notice: Partial<Notice> = {}): Notice => ({
  id: 1,
  tone: 'info',
  text: 'Holiday was removed.',
  details: '',
  action: null,
  lastsMs: 0,
  ...notice,
});

/**
 * A studio without camera, worker or network: keeps what it is told in its view, and writes down each call as
 * `[name, ...arguments]`.
 */
export class FakeStudio implements StudioPort {
  view: StudioView;
  readonly calls: unknown[][] = [];
  readonly actions: StudioActions;
  /** Where clips can be cut: a key picture a second. */
  clipCuts: ClipCuts | null = {
    durationSeconds: 10,
    startSeconds: [0, 1, 2, 3, 4, 5, 6, 7, 8, 9],
    pictureSeconds: 0.04,
  };
  /** What is in the file of every clip. */
  clipContent: Blob = new Blob(['clip']);
  /** What trimming ends in. */
  trimmed: (id: string) => Promise<string | null> = () => Promise.resolve(null);
  readonly #listeners = new Set<() => void>();

  constructor(view: Partial<StudioView> = {}) {
    this.view = { ...idleView(), ...view };
    this.actions = this.#makeActions();
  }

  subscribe(listener: () => void): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  set(view: Partial<StudioView>): void {
    this.view = { ...this.view, ...view };
    for (const listener of this.#listeners) listener();
  }

  /** The arguments of the calls of one action, in order. */
  callsOf(name: keyof StudioActions): unknown[][] {
    return this.calls.filter((call) => call[0] === name).map((call) => call.slice(1));
  }

  #makeActions(): StudioActions {
    const note = (...call: unknown[]): void => void this.calls.push(call);
    const later = (...call: unknown[]): Promise<void> => Promise.resolve(note(...call));
    return {
      startCamera: (id) => later('startCamera', id),
      startScene: () => later('startScene'),
      startPhoto: (file) => later('startPhoto', file),
      openFile: (file) => later('openFile', file),
      restyleClip: (id) => later('restyleClip', id),
      chooseRestyleSize: (sizeId) => note('chooseRestyleSize', sizeId),
      chooseRestyleTier: (tier) => note('chooseRestyleTier', tier),
      startRestyle: () => later('startRestyle'),
      pauseRestyle: () => note('pauseRestyle'),
      resumeRestyle: () => note('resumeRestyle'),
      cancelRestyle: () => later('cancelRestyle'),
      stop: () => {
        this.set({ state: { name: 'idle' }, source: null });
        return later('stop');
      },
      retry: () => later('retry'),
      switchCamera: (id) => later('switchCamera', id),
      setMirror: (mirror) => {
        note('setMirror', mirror);
        this.set({ mirror });
      },
      choosePainting: (id) => {
        note('choosePainting', id);
        this.set({ paintingId: id });
      },
      stepPainting: (by) => {
        note('stepPainting', by);
        const { paintings, paintingId } = this.view;
        const at = paintings.findIndex((painting) => painting.id === paintingId) + by;
        this.set({ paintingId: paintings[(at + paintings.length) % paintings.length]!.id });
      },
      addPainting: (file, name) => later('addPainting', file, name),
      removePainting: (id) => {
        this.set({ paintings: this.view.paintings.filter((painting) => painting.id !== id) });
        return later('removePainting', id);
      },
      renamePainting: (id, title) => {
        this.set({ paintings: this.view.paintings.map((p) => (p.id === id ? { ...p, title } : p)) });
        return later('renamePainting', id, title);
      },
      setLook: (look) => {
        note('setLook', look);
        this.set({ look: { ...this.view.look, ...look } });
      },
      resetLook: () => {
        note('resetLook');
        this.set({ look: { ...DEFAULT_LOOK } });
      },
      setAspect: (aspect) => {
        note('setAspect', aspect);
        this.set({ aspect });
      },
      setQuality: (quality) => {
        note('setQuality', quality);
        this.set({ quality });
      },
      setEngine: (engineChoice) => {
        note('setEngine', engineChoice);
        this.set({ engineChoice });
      },
      hold: (held) => {
        note('hold', held);
        this.set({ state: held ? { name: 'paused', reason: 'held' } : { name: 'painting' } });
      },
      compare: (comparing) => {
        note('compare', comparing);
        this.set({ comparing });
      },
      takeSnapshot: () => later('takeSnapshot'),
      setSnapshotType: (snapshotType) => {
        note('setSnapshotType', snapshotType);
        this.set({ snapshotType });
      },
      setStatsOpen: (statsOpen) => {
        note('setStatsOpen', statsOpen);
        this.set({ statsOpen });
      },
      setShortcuts: (shortcutsOn) => {
        note('setShortcuts', shortcutsOn);
        this.set({ shortcutsOn });
      },
      dismissNotice: (id) => {
        note('dismissNotice', id);
        this.set({ notices: this.view.notices.filter((notice) => notice.id !== id) });
      },
      startRecording: () => {
        this.set({ recording: { ...this.view.recording, state: 'on' } });
        return later('startRecording');
      },
      stopRecording: () => {
        this.set({ recording: { ...this.view.recording, state: 'off', countdown: null } });
        return later('stopRecording');
      },
      pauseRecording: () => {
        note('pauseRecording');
        this.set({ recording: { ...this.view.recording, state: 'paused' } });
      },
      resumeRecording: () => {
        note('resumeRecording');
        this.set({ recording: { ...this.view.recording, state: 'on' } });
      },
      setSound: (on) => {
        this.set({ recording: { ...this.view.recording, sound: on ? 'on' : 'off' } });
        return later('setSound', on);
      },
      setMicrophone: (microphoneId) => {
        this.set({ recording: { ...this.view.recording, microphoneId } });
        return later('setMicrophone', microphoneId);
      },
      soundLevel: () => 0.5,
      setWipe: (wipe) => {
        note('setWipe', wipe);
        this.set({ wipe });
      },
      setCountdown: (countdownSeconds) => {
        note('setCountdown', countdownSeconds);
        this.set({ recording: { ...this.view.recording, countdownSeconds } });
      },
      setKeepsCamera: (keepsCamera) => {
        note('setKeepsCamera', keepsCamera);
        this.set({ recording: { ...this.view.recording, keepsCamera } });
      },
      setClipQuality: (quality) => {
        note('setClipQuality', quality);
        this.set({ recording: { ...this.view.recording, quality } });
      },
      clipFile: (id) => {
        note('clipFile', id);
        return Promise.resolve(new File([this.clipContent], `${id}.mp4`, { type: 'video/mp4' }));
      },
      clipCuts: (id) => {
        note('clipCuts', id);
        return Promise.resolve(this.clipCuts);
      },
      clipFilmstrip: (...of) => {
        note('clipFilmstrip', ...of);
        return Promise.resolve(null);
      },
      trimClip: (id, range) => {
        note('trimClip', id, range);
        return this.trimmed(id);
      },
      cancelClipJob: () => note('cancelClipJob'),
      saveClip: (id) => later('saveClip', id),
      saveClipAs: (id) => later('saveClipAs', id),
      saveCompatible: (id) => later('saveCompatible', id),
      shareClip: (id) => later('shareClip', id),
      renameClip: (id, title) => {
        this.set({ clips: this.view.clips.map((clip) => (clip.id === id ? { ...clip, title } : clip)) });
        return later('renameClip', id, title);
      },
      removeClip: (id) => {
        this.set({ clips: this.view.clips.filter((clip) => clip.id !== id) });
        return later('removeClip', id);
      },
      addPack: (file) => later('addPack', file),
      fetchPack: (address) => later('fetchPack', address),
      removePack: () => later('removePack'),
      install: () => later('install'),
      applyUpdate: () => note('applyUpdate'),
      removeDownloads: () => later('removeDownloads'),
      attachStage: (stage) => note('attachStage', stage),
    };
  }
}
