import { BlobSource, Input, MP4, WEBM } from 'mediabunny';
import type { FinishedClip } from '../../src/shared/recording.ts';

/** Reads what a clip on disk is. Null if it holds no picture or cannot be read. */
export async function measureClip(file: File): Promise<FinishedClip | null> {
  const input = new Input({ source: new BlobSource(file), formats: [MP4, WEBM] });
  try {
    const video = await input.getPrimaryVideoTrack();
    if (!video) return null;
    const audio = await input.getPrimaryAudioTrack();
    const durationMs = Math.round((await input.computeDuration()) * 1000);
    if (!(durationMs > 0)) return null;
    return {
      fileName: file.name,
      mimeType: file.name.endsWith('.webm') ? 'video/webm' : 'video/mp4',
      durationMs,
      bytes: file.size,
      size: { width: await video.getDisplayWidth(), height: await video.getDisplayHeight() },
      videoCodec: (await video.getCodec()) ?? '',
      audioCodec: (await audio?.getCodec()) ?? '',
    };
  } catch {
    return null;
  } finally {
    input.dispose();
  }
}
