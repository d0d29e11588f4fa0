import { COPY_FOLDER } from '../shared/clip-copy.ts';
import { AppError } from '../shared/errors.ts';
import { CLIP_FOLDER } from '../shared/recording.ts';

async function openFolder(): Promise<FileSystemDirectoryHandle> {
  const root = await navigator.storage.getDirectory();
  return root.getDirectoryHandle(CLIP_FOLDER, { create: true });
}

/** A clip's file, read from disk as it is played or saved. Rejects with `clip-unreadable`. */
export async function readClipFile(fileName: string): Promise<File> {
  try {
    return await (await (await openFolder()).getFileHandle(fileName)).getFile();
  } catch (error) {
    throw new AppError('clip-unreadable', 'The file of this clip is gone', { cause: error });
  }
}

/** Deletes a clip's file; missing is as good. */
export async function removeClipFile(fileName: string): Promise<void> {
  try {
    await (await openFolder()).removeEntry(fileName);
  } catch {
    // Gone already, or there is no file system.
  }
}

/** A copy that was made to be saved. Rejects with `clip-unreadable`. */
export async function readCopyFile(fileName: string): Promise<File> {
  try {
    const root = await navigator.storage.getDirectory();
    const folder = await root.getDirectoryHandle(COPY_FOLDER);
    return await (await folder.getFileHandle(fileName)).getFile();
  } catch (error) {
    throw new AppError('clip-unreadable', 'The copy is gone', { cause: error });
  }
}

/** Takes away every copy that was made to be saved. */
export async function removeCopies(): Promise<void> {
  try {
    await (await navigator.storage.getDirectory()).removeEntry(COPY_FOLDER, { recursive: true });
  } catch {
    // There are none, or there is no file system.
  }
}

/** Names of all files in the folder of clips; none where there is no such folder. */
export async function listClipFiles(): Promise<string[]> {
  try {
    const names: string[] = [];
    for await (const name of (await openFolder()).keys()) names.push(name);
    return names;
  } catch {
    return [];
  }
}

/** The clip that a file belongs to, listed or not. */
export function clipIdOf(fileName: string): string {
  return fileName.replace(/\..*$/, '');
}

/** The name to save a clip by: title, time of recording and `note`, nothing that a file system refuses. */
export function savedName(clip: { title: string; createdAtMs: number; fileName: string }, note = ''): string {
  const title = clip.title.replace(/[^\p{L}\p{N}]+/gu, '-').replace(/^-+|-+$/g, '');
  const at = new Date(clip.createdAtMs);
  const two = (part: number): string => String(part).padStart(2, '0');
  const day = `${at.getFullYear()}-${two(at.getMonth() + 1)}-${two(at.getDate())}`;
  const extension = clip.fileName.split('.').at(-1) ?? 'mp4';
  return `${title || 'Clip'}-${day}-${two(at.getHours())}${two(at.getMinutes())}${note && `-${note}`}.${extension}`;
}
