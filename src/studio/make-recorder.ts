import { hasVideoEncoder, type ClipRecorder } from '../clips/clip-recorder.ts';
import { RecorderClient } from '../clips/recorder-client.ts';
import { SimpleRecorder, type SimpleSource } from '../clips/simple-recorder.ts';
import type { AppError } from '../shared/errors.ts';
import type { RecorderMessage } from '../shared/recording.ts';

/** The recorder that this browser can have. `onDeath`: its worker is gone, and with it what is not on disk. */
export function makeRecorder(
  source: SimpleSource,
  onMessage: (message: RecorderMessage) => void,
  onDeath: (error: AppError) => void,
): ClipRecorder {
  return hasVideoEncoder() ? new RecorderClient(onMessage, onDeath) : new SimpleRecorder(source, onMessage);
}
