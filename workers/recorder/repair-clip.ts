import type { FinishedClip } from '../../src/shared/recording.ts';
import { openClipFolder, openLocked, removeClipFile } from './clip-folder.ts';
import { measureClip } from './measure-clip.ts';
import { wholeLength } from './whole-fragments.ts';

/**
 * Makes the clip of a dead recorder whole by cutting its torn end off; needs no space for a copy.
 *
 * Resolves null, and deletes the file, if there is no picture in it. Rejects with `clip-unreadable` while somebody else
 * holds the file.
 */
export async function repairClip(fileName: string): Promise<FinishedClip | null> {
  const folder = await openClipFolder();
  const entry = await folder.getFileHandle(fileName).catch(() => null);
  if (!entry) return null;
  if (fileName.endsWith('.mp4')) await cutTornEnd(entry);
  const clip = await measureClip(await entry.getFile());
  if (!clip) await removeClipFile(folder, fileName);
  return clip;
}

async function cutTornEnd(entry: FileSystemFileHandle): Promise<void> {
  const file = await openLocked(entry);
  try {
    const bytes = file.getSize();
    const whole = wholeLength((at, length) => {
      const part = new Uint8Array(length);
      return part.subarray(0, file.read(part, { at }));
    }, bytes);
    if (whole < bytes) {
      file.truncate(whole);
      file.flush();
    }
  } finally {
    file.close();
  }
}
