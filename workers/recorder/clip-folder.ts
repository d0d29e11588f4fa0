import { AppError } from '../../src/shared/errors.ts';
import { CLIP_FOLDER } from '../../src/shared/recording.ts';

/** A worker that was terminated gives its file back a moment later. */
const LOCKED_FOR_MS = 5000;
const TRY_EVERY_MS = 50;

/** The folder of clips, made where it is missing. Rejects with `recording-unsupported` where there are no files. */
export async function openClipFolder(): Promise<FileSystemDirectoryHandle> {
  try {
    const root = await navigator.storage.getDirectory();
    return await root.getDirectoryHandle(CLIP_FOLDER, { create: true });
  } catch (error) {
    throw new AppError('recording-unsupported', 'This browser gives the page no files to record into', {
      cause: error,
    });
  }
}

/** Opens a clip's file for reading and writing, alone; waits a little for one that is still locked. */
export async function openLocked(file: FileSystemFileHandle): Promise<FileSystemSyncAccessHandle> {
  const start = performance.now();
  for (;;) {
    try {
      return await file.createSyncAccessHandle();
    } catch (error) {
      const reason = error instanceof DOMException ? error.name : '';
      if (reason === 'QuotaExceededError') throw new AppError('storage-full', 'There is no room for a clip');
      const isLocked = reason === 'NoModificationAllowedError';
      if (!isLocked || performance.now() - start > LOCKED_FOR_MS) {
        throw new AppError('clip-unreadable', 'The file of this clip cannot be opened', { cause: error });
      }
      await new Promise((resolve) => setTimeout(resolve, TRY_EVERY_MS));
    }
  }
}

/** Deletes a clip's file; missing is as good. */
export async function removeClipFile(folder: FileSystemDirectoryHandle, name: string): Promise<void> {
  await folder.removeEntry(name).catch(() => undefined);
}
