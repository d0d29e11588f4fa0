/**
 * Everything that can go wrong in a way somebody must be told about.
 *
 * Codes are stable names for tests and for `ui/` to pick a sentence and a way out; the message is for
 * the details panel and the console.
 */
export type AppErrorCode =
  // camera
  | 'camera-denied'
  | 'camera-missing'
  | 'camera-busy'
  | 'camera-unsuitable'
  | 'camera-unsupported'
  | 'camera-insecure'
  | 'camera-ended'
  | 'camera-black'
  | 'camera-stalled'
  // loading
  | 'asset-unreachable'
  | 'asset-corrupt'
  | 'storage-full'
  | 'manifest-invalid'
  | 'network-mismatch'
  | 'gallery-invalid'
  | 'pack-invalid'
  // painting
  | 'engine-unavailable'
  | 'device-lost'
  | 'worker-died'
  | 'painter-stalled'
  | 'painter-closed'
  // pictures
  | 'picture-unreadable'
  | 'picture-too-large'
  | 'style-code-invalid'
  | FileErrorCode
  // clips
  | 'recording-unsupported'
  | 'recording-failed'
  | 'recording-elsewhere'
  | 'clip-unreadable'
  | 'copy-failed'
  | 'copy-cancelled'
  | 'microphone-denied'
  | 'microphone-unusable'
  // everything else is a bug
  | 'internal';

/** What can be wrong with a video file that somebody wants painted. */
export type FileErrorCode =
  | 'file-unreadable'
  | 'file-cut-off'
  | 'file-protected'
  | 'file-sound-only'
  | 'file-empty'
  | 'file-codec'
  | 'file-too-large';

/** Why an operation failed, with a code that survives the thread boundary (see error-transfer.ts). */
export class AppError extends Error {
  override readonly name = 'AppError';
  readonly code: AppErrorCode;

  constructor(code: AppErrorCode, message: string, options?: ErrorOptions) {
    super(message, options);
    this.code = code;
  }
}

/** The same error if it is one of ours, else wrapped with `code`. */
export function asAppError(error: unknown, code: AppErrorCode = 'internal'): AppError {
  if (error instanceof AppError) return error;
  const message = error instanceof Error ? `${error.name}: ${error.message}` : String(error);
  return new AppError(code, message, { cause: error });
}
