import { WHOLE } from '../shared/clip-copy.ts';
import type { FinishedClip } from '../shared/recording.ts';
import { ClipCopier } from './clip-copier.ts';
import type { Repair } from './clip-shelf.ts';

/**
 * Makes what a dead recorder has left whole with `repair`, and gives a WebM duration and cues, which only its end would
 * have had; a fragmented MP4 knows them all along. Where there is no room for that copy, the clip stays as it is.
 */
export async function mendClip(fileName: string, repair: Repair): Promise<FinishedClip | null> {
  const clip = await repair(fileName);
  if (clip?.mimeType !== 'video/webm' || clip.fileName.includes(WHOLE)) return clip;
  const copier = new ClipCopier();
  try {
    return await copier.whole(clip.fileName, null);
  } catch (error) {
    console.warn('A recovered clip cannot be given an index', error);
    return clip;
  } finally {
    copier.dispose();
  }
}
