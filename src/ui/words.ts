/**
 * Every sentence that people read; those about one matter stand beside this file, as `*-words.ts`.
 *
 * Short, concrete, no exclamation marks, no codes.
 */
import type { NetworkTier } from '../shared/manifest.ts';
import type { EngineInfo } from '../shared/protocol.ts';
import type { StudioState } from '../studio/state.ts';
import type { OfflineView, PaintingView, StudioView } from '../studio/studio-view.ts';
import { TIER_NAMES } from './choice-words.ts';
import { recordingWords } from './recording-words.ts';

/** What stands on the page whatever happens: names of its parts, and lines that never change. */
export const WORDS = {
  name: 'Plein Air',
  promise: ['Your camera, painted live.', 'Nothing leaves this device.'],
  startCamera: 'Start camera',
  useFile: 'Use a photo or video',
  watchScene: 'Watch the demo scene',
  askingTitle: 'May Plein Air use the camera?',
  askingText: 'Your browser asks now. The picture is painted on this device and is never sent anywhere.',
  details: 'Details',
  back: 'Back to the start',
  close: 'Close',

  gallery: 'Paintings',
  showGallery: 'Show the paintings',
  hideGallery: 'Hide the paintings',
  search: 'Artist, title, year',
  searchLabel: 'Search the paintings',
  all: 'All',
  yours: 'Yours',
  which: 'Which paintings',
  addPainting: 'Add a painting',
  addHint: 'Choose a picture, paste it, or drop it here.',
  noneFound: 'No painting has these words.',
  noneYours: 'Any picture can be a painting. It stays on this device.',
  measuring: 'Looking at the painting',
  rename: 'Rename',
  remove: 'Remove',
  newTitle: 'Title of the painting',
  save: 'Save',
  swatch: 'The tile is a picture of our own in its style.',

  strength: 'Strength',
  wipe: 'Before and after',
  compare: 'Compare with the camera',
  hold: 'Hold the picture',
  snapshot: 'Take a snapshot',
  resume: 'Go on painting',
  look: 'How it is painted',
  detail: 'Detail',
  canvas: 'Canvas',
  quality: 'Quality',
  shape: 'Shape',
  engine: 'Painted by',
  mirror: 'Mirror the picture',
  reset: 'Reset',
  settings: 'Picture settings',

  more: 'More',
  source: 'Picture',
  camera: 'Camera',
  switchCamera: 'Switch the camera',
  stopCamera: 'Stop the camera',
  stopSource: 'Stop',
  fullscreen: 'Full screen',
  leaveFullscreen: 'Leave full screen',
  stats: 'Numbers',
  install: 'Install Plein Air',
  installHint: 'Opens without an address bar and works offline.',
  installIos: 'To install: press Share, then Add to Home Screen.',
  keys: 'Keys',
  pack: 'The classic network',
  about: 'About and privacy',
  removeDownloads: 'Remove downloads',
  stage: 'The painted picture',
  fill: 'Fill the screen',
  updateReady: 'A new version is ready.',
  updateNow: 'Use it now',
  undo: 'Undo',
  dismiss: 'Dismiss',
  held: 'Held',
  hidden: 'Resting while out of sight',
  offline: 'Offline',
  preparing: 'Getting the painter ready',
  keysOn: 'Single keys are on',
} as const;

/** What is counted and timed, for the list of numbers. */
export const STATS = {
  engine: 'Engine',
  software: 'in software',
  threads: 'Threads',
  adapter: 'Adapter',
  tier: 'Quality',
  size: 'Painted',
  source: 'Source',
  fps: 'Pictures a second',
  latency: 'Camera to screen',
  prepare: 'Prepare',
  network: 'Network',
  present: 'Present',
  painted: 'Pictures',
  dropped: 'Skipped',
} as const;

/** '70 percent', for sliders. */
export const percent = (share: number): string => `${Math.round(share * 100)} percent`;

/** '12 of 31 MB', or '12 MB' while the total is unknown. */
export function megabytes(loadedBytes: number, totalBytes: number): string {
  const mb = (bytes: number): string => (bytes / 1e6).toFixed(bytes < 9.95e6 ? 1 : 0);
  return totalBytes > 0 ? `${mb(loadedBytes)} of ${mb(totalBytes)} MB` : `${mb(loadedBytes)} MB`;
}

/** Where the painting happens, as people say it; software WebGPU is the processor too. */
export function engineWords(engine: EngineInfo, brief: boolean): string {
  const onGraphics = engine.engine === 'ort-webgpu' && !engine.software;
  if (brief) return onGraphics ? 'On the graphics processor' : 'On the processor';
  return onGraphics ? 'On your graphics processor' : 'On this computer’s processor';
}

/** '12 pictures a second'; '' where nothing moves. */
export function rateWords(fps: number, brief: boolean): string {
  if (!(fps > 0)) return '';
  const count = fps < 1 ? fps.toFixed(1) : String(Math.round(fps));
  return brief
    ? `${count}\u00a0a\u00a0second`
    : `${count} ${count === '1' ? 'picture' : 'pictures'} a second`;
}

/** The parts of the one pill that says what must be known, most important first. */
export function statusWords(view: StudioView, brief: boolean): string[] {
  const parts = recordingWords(view.recording);
  const { state } = view;
  if (state.name === 'downloading') {
    parts.push(
      state.step === 'loading' && state.loadedBytes > 0
        ? `Fetching the painter, ${megabytes(state.loadedBytes, state.totalBytes)}`
        : WORDS.preparing,
    );
  }
  if (state.name === 'paused') parts.push(state.reason === 'held' ? WORDS.held : WORDS.hidden);
  if (state.name === 'painting' && view.engine && parts.length === 0) {
    parts.push(engineWords(view.engine, brief));
    const isStill = view.source === 'photo' || (view.restyle !== null && view.restyle.state !== 'running');
    const rate = isStill ? '' : rateWords(view.telemetry?.paintedFps ?? 0, brief);
    if (rate) parts.push(rate);
  }
  if (view.offline.isOffline) parts.push(WORDS.offline);
  return parts;
}

/** What is stored for use without a network. */
export function offlineWords(offline: OfflineView): string {
  switch (offline.status) {
    case 'ready':
      return `Ready offline${offline.loadedBytes > 0 ? `, ${megabytes(offline.loadedBytes, 0)} stored` : ''}`;
    case 'pending':
      return offline.loadedBytes > 0
        ? `Stored for offline use: ${megabytes(offline.loadedBytes, offline.totalBytes)}`
        : 'Not stored for offline use yet';
    case 'unsupported':
      return 'This browser cannot keep the app for offline use';
  }
}

/** 'Vincent van Gogh, 1889'. */
export const makerWords = (painting: PaintingView): string =>
  [painting.artist, painting.year].filter(Boolean).join(', ');

/** 'The Metropolitan Museum of Art · CC0'. */
export const sourceWords = (painting: PaintingView): string =>
  [painting.museum, painting.licence].filter(Boolean).join(' · ');

/** What a screen reader hears when another painting goes on. */
export function announcePainting(painting: PaintingView): string {
  const maker = makerWords(painting);
  return maker ? `${painting.title}, ${maker}` : painting.title;
}

/** What a screen reader hears when the studio does something else; '' where a screen of its own says it. */
export function announceState(state: StudioState): string {
  switch (state.name) {
    case 'downloading':
      return WORDS.preparing;
    case 'painting':
      return 'Painting';
    case 'paused':
      return state.reason === 'held' ? WORDS.held : WORDS.hidden;
    case 'idle':
    case 'asking':
    case 'failed':
      return '';
  }
}

/** What a screen reader hears when the quality changes. */
export const announceTier = (tier: NetworkTier): string => `${WORDS.quality}: ${TIER_NAMES[tier]}`;
