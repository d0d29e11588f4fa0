import { AppError, type AppErrorCode } from '../shared/errors.ts';

/** DOMException names of getUserMedia (Media Capture and Streams, 10.3.11) as our codes and sentences. */
const REASONS: Record<string, [AppErrorCode, string]> = {
  NotAllowedError: ['camera-denied', 'The camera was not allowed. Allow it in the browser’s site settings'],
  // Firefox, where a document may not use the camera at all.
  SecurityError: ['camera-denied', 'The camera was not allowed. Allow it in the browser’s site settings'],
  NotFoundError: ['camera-missing', 'No camera was found. Connect one, or paint a photo or the scene'],
  NotReadableError: ['camera-busy', 'The camera is in use elsewhere. Close the other app and try again'],
  AbortError: ['camera-busy', 'The camera did not start. Close other apps that use it and try again'],
  OverconstrainedError: ['camera-unsuitable', 'The chosen camera is not there any more. Choose another one'],
};

/** Why getUserMedia failed, as one of our errors; the cause keeps the browser's own words. */
export function cameraError(error: unknown): AppError {
  // By its name: OverconstrainedError is no DOMException in every browser.
  const name = error instanceof Error || error instanceof DOMException ? error.name : nameOf(error);
  const [code, sentence] = REASONS[name] ?? ['internal', 'The camera could not be started'];
  const words = error instanceof Error && error.message ? `: ${error.message}` : '';
  return new AppError(code, `${sentence} (${name || 'unknown'}${words})`, { cause: error });
}

function nameOf(error: unknown): string {
  return typeof error === 'object' && error !== null && 'name' in error ? String(error.name) : '';
}
