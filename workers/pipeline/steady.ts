/**
 * The temporal filter: where a picture differs from those before by no more than a sensor's noise, the network is given
 * their running mean, so a wall does not shimmer in the painting. What moves passes as it is, in the same picture.
 *
 * It works in place, on the packed tensor that still holds the picture before, a packed pixel (2×2 pixels, three colours)
 * at a time: nothing is allocated, and the shader needs neither a second buffer nor a second pass. This is its slow twin.
 */

/**
 * Root mean square of a packed pixel's twelve changes, of 0..1: up to the first it is noise, from the second on motion.
 * Noise of 4/255, most of it brightness as cameras have it, rarely comes above the first.
 */
const STILL_RMS = 6 / 255;
const MOVING_RMS = 15 / 255;

/**
 * The new picture's share in the mean where nothing moves: noise is cut to √(a / (2 − a)) = 0.38 of what it was, and what
 * changes slower than that is a few pictures late.
 */
const LEAST_SHARE = 0.25;

/** What prepare.wgsl is told of a picture that no mean is made of. */
export const UNSTEADY: readonly number[] = [1, STILL_RMS, MOVING_RMS];
/** Least share, still RMS, moving RMS, as prepare.wgsl has them. */
export const STEADY: readonly number[] = [LEAST_SHARE, STILL_RMS, MOVING_RMS];

/** Mixes a packed pixel's twelve values with those of the picture before, which lie `plane` apart from `at` on. */
export function steadyBlock(block: Float32Array, before: Float32Array, at: number, plane: number): void {
  let squares = 0;
  for (let channel = 0; channel < 12; channel++) {
    squares += (block[channel]! - before[at + channel * plane]!) ** 2;
  }
  const share = newShare(squares / 12);
  for (let channel = 0; channel < 12; channel++) {
    const old = before[at + channel * plane]!;
    block[channel] = old + (block[channel]! - old) * share;
  }
}

/** Share of the new picture, LEAST_SHARE..1, in a packed pixel whose twelve changes have this mean square. */
function newShare(meanSquare: number): number {
  const t = Math.min(1, Math.max(0, (Math.sqrt(meanSquare) - STILL_RMS) / (MOVING_RMS - STILL_RMS)));
  return LEAST_SHARE + (1 - LEAST_SHARE) * t * t * (3 - 2 * t);
}
