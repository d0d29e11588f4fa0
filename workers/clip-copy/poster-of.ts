import { VideoSampleSink } from 'mediabunny';
import { makePoster } from '../recorder/poster.ts';
import { openClip } from './open-clip.ts';

/** A small JPEG of a clip's first picture; null where this browser cannot decode it. */
export async function posterOf(file: Blob): Promise<Blob | null> {
  const { input, video } = await openClip(file);
  try {
    if (!(await video.canDecode())) return null;
    const sample = await new VideoSampleSink(video).getSample(await video.getFirstTimestamp());
    if (!sample) return null;
    const frame = sample.toVideoFrame();
    sample.close();
    try {
      return await makePoster(frame);
    } finally {
      frame.close();
    }
  } catch {
    // A clip without a poster is a clip all the same.
    return null;
  } finally {
    input.dispose();
  }
}
