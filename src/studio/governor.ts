import type { EngineName } from '../shared/protocol.ts';
import { CPU_FRAME_MS, GPU_FRAME_MS, largerRung, rungPixels, smallerRung, type Rung } from './rungs.ts';

const BUDGET_MS: Record<EngineName, number> = { 'ort-wasm': CPU_FRAME_MS, 'ort-webgpu': GPU_FRAME_MS };
/** Only a trend moves the size: a page that is busy for a moment is no reason. */
const TREND_MS = 5000;
/** Too slow is clearly over the budget, and room is clearly under it: between them nothing moves. */
const TOO_SLOW = 1.4;
const ROOM = 0.9;
/** A size that was too slow once is not tried again so soon: a warm device does not cool in a minute. */
const AVOID_MS = 180_000;

/** What the governor remembers between telemetry messages. Start from `UNGOVERNED`. */
export interface Governor {
  /** Since when it has been too slow, or has had room; null while neither. */
  readonly slowSinceMs: number | null;
  readonly roomSinceMs: number | null;
  /** Sizes of this many pixels or more were too slow … */
  readonly avoidPixels: number;
  /** … and are avoided until then. */
  readonly avoidUntilMs: number;
}

export const UNGOVERNED: Governor = {
  slowSinceMs: null,
  roomSinceMs: null,
  avoidPixels: Number.POSITIVE_INFINITY,
  avoidUntilMs: 0,
};

/**
 * Follows how long pictures take and says when another size would be better. Pure.
 *
 * The timing at start may have met a busy or a cold device; this mends it while it paints. `frameMs` is a median over
 * the last pictures; NaN changes nothing.
 */
export function govern(
  governor: Governor,
  rung: Rung,
  engine: EngineName,
  frameMs: number,
  nowMs: number,
): { governor: Governor; rung: Rung } {
  if (Number.isNaN(frameMs)) return { governor, rung };
  const budgetMs = BUDGET_MS[engine];
  const larger = largerRung(rung);
  const largerMs = larger ? (frameMs * rungPixels(larger)) / rungPixels(rung) : Number.POSITIVE_INFINITY;
  const isAvoided = larger && nowMs < governor.avoidUntilMs && rungPixels(larger) >= governor.avoidPixels;
  const isSlow = frameMs > budgetMs * TOO_SLOW;
  const hasRoom = !isAvoided && largerMs < budgetMs * ROOM;
  const slowSinceMs = isSlow ? (governor.slowSinceMs ?? nowMs) : null;
  const roomSinceMs = hasRoom ? (governor.roomSinceMs ?? nowMs) : null;
  const smaller = smallerRung(rung);
  if (slowSinceMs !== null && smaller && nowMs - slowSinceMs >= TREND_MS) {
    const avoid = { avoidPixels: rungPixels(rung), avoidUntilMs: nowMs + AVOID_MS };
    return { governor: { slowSinceMs: null, roomSinceMs: null, ...avoid }, rung: smaller };
  }
  if (roomSinceMs !== null && larger && nowMs - roomSinceMs >= TREND_MS) {
    return { governor: { ...governor, slowSinceMs: null, roomSinceMs: null }, rung: larger };
  }
  return { governor: { ...governor, slowSinceMs, roomSinceMs }, rung };
}
