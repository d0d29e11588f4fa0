import { EncodedPacketSink } from 'mediabunny';
import type { ClipCuts } from '../../src/shared/clip-copy.ts';
import { openClip } from './open-clip.ts';

/** Pictures a second where the clip is too short to tell. */
const USUAL_PICTURE_SECONDS = 1 / 30;
/** Packets to judge the length of a picture by. */
const LOOKED_AT = 60;

/** Where a clip can be cut without encoding. Reads its index only. Rejects with `clip-unreadable`. */
export async function findCuts(file: Blob): Promise<ClipCuts> {
  const { input, video } = await openClip(file);
  try {
    const sink = new EncodedPacketSink(video);
    const startSeconds: number[] = [];
    let key = await sink.getFirstKeyPacket({ metadataOnly: true });
    while (key) {
      startSeconds.push(key.timestamp);
      key = await sink.getNextKeyPacket(key, { metadataOnly: true });
    }
    const { averagePacketRate } = await video.computePacketStats(LOOKED_AT);
    return {
      durationSeconds: await input.computeDuration(),
      startSeconds,
      pictureSeconds: averagePacketRate > 0 ? 1 / averagePacketRate : USUAL_PICTURE_SECONDS,
    };
  } finally {
    input.dispose();
  }
}
