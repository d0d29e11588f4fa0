import { COPY_FOLDER } from '../../src/shared/clip-copy.ts';
import { AppError } from '../../src/shared/errors.ts';

/** The folder of copies, made where it is missing. Rejects with `copy-failed` where there are no files. */
export async function openCopyFolder(): Promise<FileSystemDirectoryHandle> {
  try {
    const root = await navigator.storage.getDirectory();
    return await root.getDirectoryHandle(COPY_FOLDER, { create: true });
  } catch (error) {
    throw new AppError('copy-failed', 'This browser gives the page no files to copy into', { cause: error });
  }
}
