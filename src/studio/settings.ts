import type { Aspect } from '../shared/frame-size.ts';
import { DEFAULT_LOOK, type Look, type SnapshotType } from '../shared/protocol.ts';
import type { ClipQuality } from '../shared/recording.ts';
import type { CountdownChoice, EngineChoice, QualityChoice } from './studio-view.ts';

const KEY = 'plein-air.settings';

/** What is remembered from one visit to the next. Nothing of it leaves the device. */
export interface Settings {
  look: Look;
  paintingId: string | null;
  cameraId: string | null;
  aspect: Aspect;
  quality: QualityChoice;
  engine: EngineChoice;
  shortcutsOn: boolean;
  clipQuality: ClipQuality;
  countdownSeconds: CountdownChoice;
  keepsCamera: boolean;
  snapshotType: SnapshotType;
}

const DEFAULTS: Settings = {
  look: DEFAULT_LOOK,
  paintingId: null,
  cameraId: null,
  aspect: 'as-seen',
  quality: 'auto',
  engine: 'auto',
  shortcutsOn: true,
  clipQuality: 'good',
  countdownSeconds: 0,
  keepsCamera: false,
  snapshotType: 'image/webp',
};

const ASPECTS: readonly unknown[] = ['as-seen', '16:9', '4:3', '1:1', '9:16'] satisfies Aspect[];
const QUALITIES: readonly unknown[] = ['auto', 'studio', 'sketch', 'classic'] satisfies QualityChoice[];
const ENGINES: readonly unknown[] = ['auto', 'ort-webgpu', 'ort-wasm'] satisfies EngineChoice[];

const COUNTDOWNS: readonly unknown[] = [0, 3, 10] satisfies CountdownChoice[];
const CLIP_QUALITIES: readonly unknown[] = ['small', 'good', 'best'] satisfies ClipQuality[];
const SNAPSHOT_TYPES: readonly unknown[] = ['image/webp', 'image/png'] satisfies SnapshotType[];

/** The settings of the last visit; whatever is missing, damaged or unreadable is as new. Never throws. */
export function loadSettings(): Settings {
  const stored = read();
  const share = (value: unknown, fallback: number): number =>
    typeof value === 'number' && value >= 0 && value <= 1 ? value : fallback;
  const text = (value: unknown): string | null => (typeof value === 'string' ? value : null);
  const look = (stored['look'] ?? {}) as Partial<Look>;
  return {
    look: {
      alpha: share(look.alpha, DEFAULTS.look.alpha),
      canvas: share(look.canvas, DEFAULTS.look.canvas),
      detail: share(look.detail, DEFAULTS.look.detail),
    },
    paintingId: text(stored['paintingId']),
    cameraId: text(stored['cameraId']),
    aspect: ASPECTS.includes(stored['aspect']) ? (stored['aspect'] as Aspect) : DEFAULTS.aspect,
    quality: QUALITIES.includes(stored['quality']) ? (stored['quality'] as QualityChoice) : DEFAULTS.quality,
    engine: ENGINES.includes(stored['engine']) ? (stored['engine'] as EngineChoice) : DEFAULTS.engine,
    shortcutsOn: stored['shortcutsOn'] !== false,
    clipQuality: CLIP_QUALITIES.includes(stored['clipQuality'])
      ? (stored['clipQuality'] as ClipQuality)
      : DEFAULTS.clipQuality,
    countdownSeconds: COUNTDOWNS.includes(stored['countdownSeconds'])
      ? (stored['countdownSeconds'] as CountdownChoice)
      : DEFAULTS.countdownSeconds,
    keepsCamera: stored['keepsCamera'] === true,
    snapshotType: SNAPSHOT_TYPES.includes(stored['snapshotType'])
      ? (stored['snapshotType'] as SnapshotType)
      : DEFAULTS.snapshotType,
  };
}

/** Remembers the settings where the browser lets us; without storage the visit works just the same. */
export function saveSettings(settings: Settings): void {
  write(KEY, JSON.stringify(settings));
}

function read(): Record<string, unknown> {
  try {
    const parsed: unknown = JSON.parse(localStorage.getItem(KEY) ?? '{}');
    return typeof parsed === 'object' && parsed !== null ? (parsed as Record<string, unknown>) : {};
  } catch {
    return {};
  }
}

function write(key: string, value: string): void {
  try {
    localStorage.setItem(key, value);
  } catch {
    // Private windows and full disks: nothing is remembered, nothing is lost.
  }
}
