import type { Aspect } from '../shared/frame-size.ts';
import type { NetworkTier } from '../shared/manifest.ts';
import type { Look, SnapshotType } from '../shared/protocol.ts';
import type { ClipQuality } from '../shared/recording.ts';
import type { CountdownChoice, EngineChoice, QualityChoice } from '../studio/studio-view.ts';

/** Which sheet lies over the picture. On wide screens the gallery is a panel instead. */
export type SheetName = 'gallery' | 'look' | 'more' | 'clips' | 'pack' | 'keys' | 'about';

/** What elements tell pa-app, in the past tense; it alone knows what to do about it. */
export interface UiEvents {
  /** `file`: a photo or a video, which is asked for. */
  'start-asked': { source: 'camera' | 'scene' | 'file' };
  'stop-asked': null;
  'retry-asked': null;
  'reload-asked': null;
  'camera-switched': { deviceId?: string };
  'mirror-switched': { mirror: boolean };
  'painting-chosen': { id: string };
  'painting-stepped': { by: number };
  'painting-file-asked': null;
  'painting-removed': { id: string };
  'painting-renamed': { id: string; title: string };
  'look-changed': Partial<Look>;
  'look-reset': null;
  'aspect-chosen': { aspect: Aspect };
  'quality-chosen': { quality: QualityChoice };
  'engine-chosen': { engine: EngineChoice };
  'hold-switched': { held: boolean };
  'compare-switched': { on: boolean };
  'wipe-switched': { on: boolean };
  'wipe-moved': { at: number };
  'snapshot-asked': null;
  'snapshot-type-chosen': { type: SnapshotType };
  /** Starts or stops. */
  'record-asked': null;
  'recording-paused': { paused: boolean };
  'sound-switched': { on: boolean };
  'microphone-chosen': { deviceId: string };
  'clip-quality-chosen': { quality: ClipQuality };
  'restyle-size-chosen': { sizeId: string };
  'restyle-tier-chosen': { tier: NetworkTier };
  'restyle-asked': null;
  'restyle-paused': { paused: boolean };
  'restyle-stopped': null;
  /** Opens a clip like a video file. */
  'clip-restyle-asked': { id: string };
  'countdown-chosen': { seconds: CountdownChoice };
  'camera-take-switched': { on: boolean };
  'clip-saved': { id: string };
  'clip-saved-as': { id: string };
  /** A compatible copy is wanted. */
  'clip-copied': { id: string };
  'clip-job-cancelled': null;
  'clip-shared': { id: string };
  'clip-renamed': { id: string; title: string };
  'clip-removed': { id: string };
  'fit-switched': null;
  'stats-switched': { open: boolean };
  'shortcuts-switched': { on: boolean };
  'fullscreen-switched': null;
  'sheet-asked': { sheet: SheetName };
  'sheet-closed': { sheet: SheetName };
  'pack-file-chosen': { file: File };
  'pack-address-given': { address: string };
  'pack-removed': null;
  'notice-dismissed': { id: number };
  'install-asked': null;
  'downloads-removed': null;
}

/** Sends a typed event from an element up through every shadow root. */
export function tell<Name extends keyof UiEvents>(
  from: EventTarget,
  name: Name,
  detail: UiEvents[Name],
): void {
  from.dispatchEvent(new CustomEvent(name, { detail, bubbles: true, composed: true }));
}

declare global {
  // oxlint-disable-next-line typescript/no-empty-object-type -- declaration merging needs an interface
  interface HTMLElementEventMap extends UiEventMap {}
}

type UiEventMap = { [Name in keyof UiEvents]: CustomEvent<UiEvents[Name]> };
