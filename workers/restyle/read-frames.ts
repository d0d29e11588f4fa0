import { EncodedPacketSink, VideoSampleSink, type InputVideoTrack, type VideoSample } from 'mediabunny';

/** More than any decoder has ready. */
const FRAMES_AT_ONCE = 32;

/**
 * A track's frames in the order in which they are shown. Whoever takes one closes it.
 *
 * Decoders run ahead of what is asked for, and where one fails all that it had ready is lost. So then the frames up to the
 * damage are decoded once more, one by one, before the error is thrown.
 */
export async function* readFrames(track: InputVideoTrack): AsyncGenerator<VideoSample, void, unknown> {
  const sink = new VideoSampleSink(track);
  let lastSeconds = Number.NEGATIVE_INFINITY;
  let failure: unknown;
  try {
    for await (const sample of sink.samples()) {
      lastSeconds = sample.timestamp;
      yield sample;
    }
    return;
  } catch (error) {
    failure = error;
  }
  for (const seconds of await nextStamps(track, lastSeconds)) {
    const sample = await sink.getSample(seconds).catch(() => null);
    if (!sample) break;
    if (sample.timestamp <= lastSeconds) {
      sample.close();
      break;
    }
    lastSeconds = sample.timestamp;
    yield sample;
  }
  throw failure;
}

/** When the frames after a time are shown, as far as their packets can be found. */
async function nextStamps(track: InputVideoTrack, afterSeconds: number): Promise<number[]> {
  const sink = new EncodedPacketSink(track);
  const options = { metadataOnly: true };
  const stamps: number[] = [];
  try {
    const first = await sink.getFirstPacket(options);
    const start = Number.isFinite(afterSeconds) ? await sink.getKeyPacket(afterSeconds, options) : first;
    for await (const { timestamp } of sink.packets(start ?? undefined, undefined, options)) {
      if (timestamp > afterSeconds) stamps.push(timestamp);
      if (stamps.length > FRAMES_AT_ONCE) break;
    }
  } catch {
    // The table of the file is damaged too.
  }
  return stamps.sort((a, b) => a - b);
}
