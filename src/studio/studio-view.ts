import type { Aspect, Size } from '../shared/frame-size.ts';
import type { NetworkTier } from '../shared/manifest.ts';
import type { EngineInfo, EngineName, Look, Telemetry, SnapshotType } from '../shared/protocol.ts';
import type { ClipQuality } from '../shared/recording.ts';
import type { RestyleView } from './restyle-view.ts';
import type { SourceKind, StudioState } from './state.ts';

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
  /** Seconds left before a recording that is `starting` begins; null while nothing is counted down. */
  countdown: number | null;
  /** Seconds to count down before the next recording; 0 for none. */
  countdownSeconds: CountdownChoice;
  /** The next recording keeps the camera's own picture too, in a clip of its own. */
  keepsCamera: boolean;
  /** Recorded by `MediaRecorder`, for want of a video encoder: see SimpleRecorder. */
  isSimple: boolean;
}

/** Seconds to count down before a recording. */
export type CountdownChoice = 0 | 3 | 10;

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
  countdown: null,
  countdownSeconds: 0,
  keepsCamera: false,
  isSimple: false,
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
  /** 'avc', 'vp9', 'av1', 'vp8'. */
  videoCodec: string;
  /** 'aac', 'opus' or ''. */
  audioCodec: string;
  /** A blob URL that the studio revokes, or null. */
  posterUrl: string | null;
  /** Its recording was cut short by a crash or a closed tab. */
  isRecovered: boolean;
  /** The clip with the camera's own picture of this one, if it is on the shelf. */
  cameraTakeId: string | null;
  /** This is the camera's own picture, unpainted, of that clip (which may be gone): it can be painted again. */
  cameraTakeOf: string | null;
}

/** What is being made of a clip on the shelf. */
export interface ClipJobView {
  clipId: string;
  kind: 'trim' | 'compatible';
  /** Done, 0..1. */
  share: number;
}

/** Room for clips. */
export interface StorageView {
  /** By all that the app keeps, clips included. */
  usedBytes: number;
  freeBytes: number;
  /** The browser has promised not to clear it by itself. */
  isPersistent: boolean;
}

/** How near to the picture's edges the line between camera and painting can be moved, of its width. */
export const NEAREST_WIPE = 0.02;
export const FURTHEST_WIPE = 0.98;

export type QualityChoice = 'auto' | NetworkTier;
export type EngineChoice = 'auto' | EngineName;

/** A network that the user added. `<html data-pack>` mirrors its name. */
export interface PackView {
  name: string;
  /** Which public implementation it was converted from. */
  source: string;
  /** Of the graphs that are kept. */
  bytes: number;
  /** Stored on the device; else it goes when the page closes. */
  isStored: boolean;
}

/** How far a pack is on its way in. */
export interface PackProgress {
  /** `fetching` it from this server, `reading` and checking the file, `trying` to paint with it, `storing` it. */
  step: 'fetching' | 'reading' | 'trying' | 'storing';
  /** Of this step, 0..1. */
  share: number;
}

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
  tier: NetworkTier | null;
  engine: EngineInfo | null;
  telemetry: Telemetry | null;
  /** The telemetry panel is open. */
  statsOpen: boolean;
  /** The camera picture is shown while the picture is held down. */
  comparing: boolean;
  /**
   * Before/after: left of this share of the picture's width, `NEAREST_WIPE`..`FURTHEST_WIPE`, the camera shows; 0: all of it
   * is painted. Recorded as it is seen.
   */
  wipe: number;
  /** A snapshot is being taken. */
  snapping: boolean;
  /** The classic network, where the user has added it. */
  pack: PackView | null;
  /** While a pack is being added, else null. */
  packProgress: PackProgress | null;
  offline: OfflineView;
  /** The browser offers to install the app. */
  canInstall: boolean;
  /** A new version waits; `applyUpdate` reloads into it. */
  updateReady: boolean;
  notices: readonly Notice[];
  /** The painted size asked for by link: exact, or its area in pixels once another shape was chosen; else null. */
  fixedSize: Size | number | null;
  /** Single-key shortcuts are on (WCAG 2.1.4: they can be turned off). */
  shortcutsOn: boolean;
  recording: RecordingView;
  /** The video file that is open, if any. */
  restyle: RestyleView | null;
  /** Newest first. */
  clips: readonly ClipView[];
  /** One at a time. */
  clipJob: ClipJobView | null;
  /** Format of the next snapshots. */
  snapshotType: SnapshotType;
  /** Null until it is known, and where the browser does not say. */
  storage: StorageView | null;
}
