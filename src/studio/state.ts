import type { AppError } from '../shared/errors.ts';
import type { Aspect, Size } from '../shared/frame-size.ts';
import type { Tier } from '../shared/manifest.ts';
import type { EngineInfo, EngineName, Look, Telemetry } from '../shared/protocol.ts';
import type { ClipQuality } from '../shared/recording.ts';

/** What is painted. */
export type SourceKind = 'camera' | 'scene' | 'photo';

/** What the studio is doing. `<html data-state>` mirrors `name`. */
export type StudioState =
  | { name: 'idle' }
  /** The browser may be asking for the camera right now. */
  | { name: 'asking' }
  /** The source already shows, unpainted, while files arrive and compile. */
  | { name: 'downloading'; loadedBytes: number; totalBytes: number; step: 'loading' | 'preparing' }
  | { name: 'painting' }
  /** The picture is held: by the user, or because nobody can see it. */
  | { name: 'paused'; reason: 'held' | 'hidden' }
  /** Nothing can be painted until somebody acts. The last picture stays where there is one. */
  | { name: 'failed'; error: AppError };

/** What happened; the only way to change the state is `transition`. */
export type StudioEvent =
  | { type: 'camera-asked' }
  | { type: 'source-opened' }
  | { type: 'progressed'; loadedBytes: number; totalBytes: number; step: 'loading' | 'preparing' }
  | { type: 'first-painted' }
  | { type: 'held'; reason: 'held' | 'hidden' }
  | { type: 'resumed' }
  | { type: 'recovering' }
  | { type: 'failed'; error: AppError }
  | { type: 'closed' };

/** The next state. Pure; events that make no sense in a state leave it as it is. */
export function transition(state: StudioState, event: StudioEvent): StudioState {
  switch (event.type) {
    case 'camera-asked':
      return { name: 'asking' };
    case 'source-opened':
    case 'recovering':
      return { name: 'downloading', loadedBytes: 0, totalBytes: 0, step: 'loading' };
    case 'progressed':
      if (state.name !== 'downloading') return state;
      return {
        name: 'downloading',
        loadedBytes: event.loadedBytes,
        totalBytes: event.totalBytes,
        step: event.step,
      };
    case 'first-painted':
      return state.name === 'downloading' ? { name: 'painting' } : state;
    case 'held':
      return state.name === 'painting' || (state.name === 'paused' && event.reason === 'held')
        ? { name: 'paused', reason: event.reason }
        : state;
    case 'resumed':
      return state.name === 'paused' ? { name: 'painting' } : state;
    case 'failed':
      return { name: 'failed', error: event.error };
    case 'closed':
      return { name: 'idle' };
  }
}

/** A camera that can be chosen. */
export interface CameraChoice {
  deviceId: string;
  label: string;
}

/** One painting in the gallery, built in or the user's own. */
export interface PaintingView {
  id: string;
  title: string;
  artist: string;
  /** As museums write it: '1889', 'ca. 1665', '' for an own picture. */
  year: string;
  museum: string;
  licence: string;
  /** URL of thumbnail or swatch (own paintings: a blob URL that the studio revokes). */
  pictureUrl: string;
  /** `painting`: the picture shows the painting; `swatch`: what our network makes of a test picture with it. */
  kind: 'painting' | 'swatch' | 'own';
  /** CSS colour for the room, 4.5:1 on the wall. */
  accent: string;
}

/** A sentence that passes by, with at most one thing to do about it. */
export interface Notice {
  id: number;
  tone: 'info' | 'warning' | 'error';
  text: string;
  /** More for the curious, behind a disclosure. */
  details: string;
  action: { label: string; run: () => void } | null;
  /** How long it stays, ms; 0 until dismissed. */
  lastsMs: number;
}

/** How far the app is from working without a network. `<html data-offline>` mirrors `pending` and `ready`. */
export interface OfflineView {
  status: 'pending' | 'ready' | 'unsupported';
  loadedBytes: number;
  totalBytes: number;
  /** True while the browser says there is no network. */
  isOffline: boolean;
}

/** The clip that is being recorded. `<html data-recording>` mirrors `state`. */
export interface RecordingView {
  state: 'off' | 'starting' | 'on' | 'paused' | 'saving';
  /** Length of the clip so far, pauses left out. */
  elapsedMs: number;
  bytes: number;
  /** Painted pictures that are not in the clip because encoder or disk were busy. */
  droppedFrames: number;
  /**
   * `off`: no sound is recorded. `asking`: the browser may be asking for the microphone. `on`: this clip or the next
   * one has sound; its level is `actions.soundLevel()`. `silent`: recorded as silence, since none arrives.
   */
  sound: 'off' | 'asking' | 'on' | 'silent';
  /** Microphones to choose from, once one was allowed. */
  microphones: readonly MicrophoneView[];
  microphoneId: string | null;
  quality: ClipQuality;
}

/** Nothing is recorded. */
export const NOT_RECORDING: RecordingView = {
  state: 'off',
  elapsedMs: 0,
  bytes: 0,
  droppedFrames: 0,
  sound: 'off',
  microphones: [],
  microphoneId: null,
  quality: 'good',
};

/** A microphone that can be chosen. */
interface MicrophoneView {
  deviceId: string;
  label: string;
}

/** A clip on the shelf. `<html data-clips>` mirrors their number. */
export interface ClipView {
  id: string;
  title: string;
  /** Of the painting at the start: title, artist, year; '' for an own picture. */
  credit: string;
  createdAtMs: number;
  durationMs: number;
  bytes: number;
  size: Size;
  mimeType: string;
  hasSound: boolean;
  /** A blob URL that the studio revokes, or null. */
  posterUrl: string | null;
  /** Its recording was cut short by a crash or a closed tab. */
  isRecovered: boolean;
}

/** Room for clips. */
export interface StorageView {
  usedBytes: number;
  freeBytes: number;
  /** The browser has promised not to clear it by itself. */
  isPersistent: boolean;
}

export type QualityChoice = 'auto' | Tier;
export type EngineChoice = 'auto' | EngineName;

/** All that the UI shows; replaced, never changed in place. */
export interface StudioView {
  state: StudioState;
  source: SourceKind | null;
  cameras: readonly CameraChoice[];
  cameraId: string | null;
  /** The picture is mirrored (front cameras by default). */
  mirror: boolean;
  paintings: readonly PaintingView[];
  paintingId: string | null;
  /** 0..1 while an own picture is being measured, else null. */
  measuring: number | null;
  look: Look;
  aspect: Aspect;
  quality: QualityChoice;
  engineChoice: EngineChoice;
  /** The tier in use, null before anything is loaded. */
  tier: Tier | null;
  engine: EngineInfo | null;
  telemetry: Telemetry | null;
  /** The telemetry panel is open. */
  statsOpen: boolean;
  /** The camera picture is shown while the picture is held down. */
  comparing: boolean;
  /** A snapshot is being taken. */
  snapping: boolean;
  offline: OfflineView;
  /** The browser offers to install the app. */
  canInstall: boolean;
  /** A new version waits; `applyUpdate` reloads into it. */
  updateReady: boolean;
  notices: readonly Notice[];
  /** An exact painted size asked for by link, else null. */
  fixedSize: Size | null;
  /** Single-key shortcuts are on (WCAG 2.1.4: they can be turned off). */
  shortcutsOn: boolean;
  recording: RecordingView;
  /** Newest first. */
  clips: readonly ClipView[];
  /** Null until it is known, and where the browser does not say. */
  storage: StorageView | null;
}

/** What the UI may ask for. None of them rejects: failures end in the state or a notice. */
export interface StudioActions {
  startCamera(deviceId?: string): Promise<void>;
  startScene(): Promise<void>;
  /** Paints a photo instead of a camera. */
  startPhoto(file: Blob): Promise<void>;
  /** Stops the source (camera light off) and goes back to the first screen. */
  stop(): Promise<void>;
  /** After a failure: tries the same source again. */
  retry(): Promise<void>;
  switchCamera(deviceId?: string): Promise<void>;
  setMirror(mirror: boolean): void;
  choosePainting(id: string): void;
  /** +1 next, −1 previous painting. */
  stepPainting(by: number): void;
  /** Makes a style of the user's own picture, keeps and chooses it. */
  addPainting(file: Blob, name: string): Promise<void>;
  /** Deletes an own painting; a notice offers undo. */
  removePainting(id: string): Promise<void>;
  renamePainting(id: string, title: string): Promise<void>;
  setLook(look: Partial<Look>): void;
  resetLook(): void;
  setAspect(aspect: Aspect): void;
  setQuality(quality: QualityChoice): void;
  setEngine(engine: EngineChoice): void;
  hold(held: boolean): void;
  compare(on: boolean): void;
  /** Saves (or, on touch devices, shares) the picture on show as a file. Only while there is one. */
  takeSnapshot(): Promise<void>;
  setStatsOpen(open: boolean): void;
  setShortcuts(on: boolean): void;
  /** Records what is painted, from the next picture on. Only while painting. */
  startRecording(): Promise<void>;
  /** Resolves when the clip is on the shelf. */
  stopRecording(): Promise<void>;
  pauseRecording(): void;
  resumeRecording(): void;
  /** Switching on asks for the microphone. While recording, sound can be muted so, but not added. */
  setSound(on: boolean): Promise<void>;
  setMicrophone(deviceId: string): Promise<void>;
  /** Loudness at this moment, 0..1; 0 without an open microphone. For a meter, with every picture of the screen. */
  soundLevel(): number;
  /** Of the next clip. */
  setClipQuality(quality: ClipQuality): void;
  /** The clip's file, to play, save or share, with a name to save it by. Null (and a notice) where it is gone. */
  clipFile(id: string): Promise<File | null>;
  /** Makes the browser download a clip's file; an installed app on a touch screen shares it. */
  saveClip(id: string): Promise<void>;
  /** Opens the share sheet with a clip's file. */
  shareClip(id: string): Promise<void>;
  renameClip(id: string, title: string): Promise<void>;
  /** Deletes a clip; a notice offers undo. */
  removeClip(id: string): Promise<void>;
  dismissNotice(id: number): void;
  install(): Promise<void>;
  applyUpdate(): void;
  /** Deletes stored models; they are fetched again when needed. */
  removeDownloads(): Promise<void>;
  /** Hands over the element whose picture the worker paints; called whenever a fresh canvas is needed. */
  attachStage(stage: StageHost): void;
}

/** The one element that the studio asks for canvases and a video element. */
export interface StageHost {
  /**
   * A fresh canvas laid over the old one, which stays until `settleCanvas`: the last picture is kept while an
   * engine is replaced.
   */
  addCanvas(): HTMLCanvasElement;
  /** The newest canvas has painted: the older ones go. */
  settleCanvas(): void;
  /** Takes away every canvas. */
  clearCanvases(): void;
  /** Keeps a copy of the present picture in main memory, so that a GPU reset cannot blank it. Small, now and then. */
  keepPicture(): void;
}
