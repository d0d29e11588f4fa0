import { EncodedPacketSink, type Input, type InputTrack } from 'mediabunny';
import type { ClipRange } from '../../src/shared/clip-copy.ts';
import type { PacketCounts } from './indexed-output.ts';

/** Of AAC, the shortest packets that we write: samples in each. */
const AAC_SAMPLES = 1024;
/** Encoders may begin and end with a little more. */
const SPARE = 64;

/** How many packets a copy of this part of a clip has at most, also if its sound becomes AAC. Reads the index only. */
export async function countPackets(input: Input, range: ClipRange | null): Promise<PacketCounts> {
  const video = await input.getPrimaryVideoTrack();
  const audio = await input.getPrimaryAudioTrack();
  const start = range?.startSeconds ?? Number.NEGATIVE_INFINITY;
  const end = range?.endSeconds ?? Number.POSITIVE_INFINITY;
  const copied = audio ? await countOf(audio, start, end) : 0;
  const seconds = audio ? Math.min(end, await audio.computeDuration()) - Math.max(0, start) : 0;
  const encoded = audio ? Math.ceil((seconds * (await audio.getSampleRate())) / AAC_SAMPLES) : 0;
  return {
    video: (video ? await countOf(video, start, end) : 0) + SPARE,
    audio: Math.max(copied, encoded) + SPARE,
  };
}

async function countOf(track: InputTrack, start: number, end: number): Promise<number> {
  const sink = new EncodedPacketSink(track);
  const from = (await sink.getKeyPacket(start, { metadataOnly: true })) ?? undefined;
  let count = 0;
  for await (const packet of sink.packets(from, undefined, { metadataOnly: true })) {
    if (packet.timestamp >= end) break;
    count++;
  }
  return count;
}
