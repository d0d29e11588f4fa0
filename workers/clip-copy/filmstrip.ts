import { CanvasSink, EncodedPacketSink } from 'mediabunny';
import { openClip } from './open-clip.ts';

/**
 * A row of small pictures, evenly spread over a clip, as one JPEG. Null where this browser cannot decode it. Rejects with
 * `clip-unreadable`.
 */
export async function filmstrip(file: Blob, pictures: number, height: number): Promise<Blob | null> {
  const { input, video } = await openClip(file);
  try {
    if (!(await video.canDecode())) return null;
    const shape = (await video.getDisplayWidth()) / (await video.getDisplayHeight());
    const width = Math.max(1, Math.round(height * shape));
    const start = await video.getFirstTimestamp();
    const length = (await video.computeDuration()) - start;
    const packets = new EncodedPacketSink(video);
    const times: number[] = [];
    for (let at = 0; at < pictures; at++) {
      // Key pictures alone can be decoded without those before them.
      const key = await packets.getKeyPacket(start + (length * (at + 0.5)) / pictures, {
        metadataOnly: true,
      });
      times.push(key?.timestamp ?? start);
    }
    const strip = new OffscreenCanvas(width * pictures, height);
    const context = strip.getContext('2d', { alpha: false });
    if (!context) return null;
    const sink = new CanvasSink(video, { width, height, fit: 'fill', poolSize: 2 });
    let at = 0;
    for await (const picture of sink.canvasesAtTimestamps(times)) {
      if (picture) context.drawImage(picture.canvas, at * width, 0);
      at++;
    }
    return await strip.convertToBlob({ type: 'image/jpeg', quality: 0.8 });
  } finally {
    input.dispose();
  }
}
