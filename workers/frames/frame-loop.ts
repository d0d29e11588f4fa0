import { AppError, asAppError } from '../../src/shared/errors.ts';
import type { FrameSource, SourceFrame } from './frame-source.ts';

const MOST_FAILURES_IN_A_ROW = 5;

/**
 * Handles the newest frame, again and again, until `signal` aborts or the source ends.
 *
 * Owns every frame it reads: each is closed here, also when `handle` throws. One frame is handled at a time; frames
 * that arrive meanwhile are closed and counted by the source. Resolves 'aborted' or 'ended'; rejects with
 * `device-lost` at once, or with `internal` after five failures in a row.
 */
export async function runFrameLoop(
  source: FrameSource,
  handle: (frame: SourceFrame) => Promise<void>,
  signal: AbortSignal,
): Promise<'aborted' | 'ended'> {
  let failures = 0;
  while (!signal.aborted) {
    const frame = await source.next(signal);
    if (!frame) return signal.aborted ? 'aborted' : 'ended';
    try {
      if (!signal.aborted) await handle(frame);
      failures = 0;
    } catch (error) {
      const reason = asAppError(error);
      if (reason.code === 'device-lost') throw reason;
      if (++failures === MOST_FAILURES_IN_A_ROW) {
        throw new AppError('internal', `Five pictures in a row failed: ${reason.message}`, { cause: error });
      }
    } finally {
      frame.close();
    }
  }
  return 'aborted';
}
