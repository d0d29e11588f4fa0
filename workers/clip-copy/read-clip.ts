import { AppError } from '../../src/shared/errors.ts';
import { openClipFolder } from '../recorder/clip-folder.ts';

/** A clip's file. Rejects with `clip-unreadable`. */
export async function readClip(fileName: string): Promise<File> {
  try {
    return await (await (await openClipFolder()).getFileHandle(fileName)).getFile();
  } catch (error) {
    throw new AppError('clip-unreadable', 'The file of this clip is gone', { cause: error });
  }
}
