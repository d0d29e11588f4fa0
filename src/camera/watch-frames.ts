import type { AppErrorCode } from '../shared/errors.ts';
import type { Telemetry } from '../shared/protocol.ts';

/** No new frame from the camera for this long, ms, is a stall. */
const STALL_MS = 3000;
/** This dark … (0..1) */
const BLACK_BELOW = 0.02;
/** … for this long, ms: a lens cap, a privacy shutter or a camera that another app holds. */
const BLACK_MS = 4000;

/** What is wrong with the camera's pictures. Neither is a failure: both can pass by themselves. */
export type FrameAlarm = Extract<AppErrorCode, 'camera-stalled' | 'camera-black'>;

/** What was seen so far. Start from `UNWATCHED`; times are in ms of one clock. */
export interface FrameWatch {
  /** Frames that had come from the source, or −1 while not watching. */
  readonly frames: number;
  /** When the last of them was noticed. */
  readonly freshAtMs: number;
  /** Since when the picture is black, or null. */
  readonly blackSinceMs: number | null;
  readonly alarm: FrameAlarm | null;
}

/** What the detector needs of the painter's telemetry. */
export type FrameSighting = Pick<
  Telemetry,
  'paintedFrames' | 'droppedFrames' | 'prepareMs' | 'networkMs' | 'presentMs' | 'brightness'
>;

export const UNWATCHED: FrameWatch = { frames: -1, freshAtMs: 0, blackSinceMs: null, alarm: null };

/**
 * The next state of the detector for stalled and black cameras. Pure; call it with every telemetry message.
 *
 * `isLive`: a camera is being painted and the page is visible. Anything else starts over, since hidden and held
 * pictures do stand still. A slow processor is no stalled camera: it gets three pictures' time.
 */
export function watchFrames(
  watch: FrameWatch,
  sighting: FrameSighting,
  isLive: boolean,
  nowMs: number,
): FrameWatch {
  if (!isLive) return UNWATCHED;
  const frames = sighting.paintedFrames + sighting.droppedFrames;
  const isFresh = frames !== watch.frames;
  const freshAtMs = isFresh ? nowMs : watch.freshAtMs;
  const blackSinceMs = blackSince(watch, sighting.brightness, nowMs);
  const pictureMs = sighting.prepareMs + sighting.networkMs + sighting.presentMs;
  const patienceMs = Math.max(STALL_MS, Number.isFinite(pictureMs) ? 3 * pictureMs : 0);
  const isStalled = nowMs - freshAtMs >= patienceMs;
  const isBlack = blackSinceMs !== null && nowMs - blackSinceMs >= BLACK_MS;
  const alarm = isStalled ? 'camera-stalled' : isBlack ? 'camera-black' : null;
  return { frames, freshAtMs, blackSinceMs, alarm };
}

/** Unknown brightness (below 0) changes nothing. */
function blackSince(watch: FrameWatch, brightness: number, nowMs: number): number | null {
  if (brightness < 0) return watch.blackSinceMs;
  return brightness < BLACK_BELOW ? (watch.blackSinceMs ?? nowMs) : null;
}
