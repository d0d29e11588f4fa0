/**
 * Strength (alpha) ends at the camera picture exactly: a stride-8 network reproduces its input at some 20 dB only, so
 * below this alpha the present stage fades to the camera picture itself.
 */
const FADE_BELOW_ALPHA = 0.25;

/** Share of the painted picture in what is shown, 0..1, for a strength 0..1. */
export function paintedShare(alpha: number): number {
  return Math.min(1, Math.max(0, alpha) / FADE_BELOW_ALPHA);
}
