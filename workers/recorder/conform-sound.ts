import type { SoundBlock, SoundFormat } from '../../src/shared/recording.ts';

/** A stretch of an AudioData as planes. Does not close it. */
export function soundBlock(data: AudioData): SoundBlock {
  const planes = Array.from({ length: data.numberOfChannels }, (_, planeIndex) => {
    const plane = new Float32Array(data.numberOfFrames);
    data.copyTo(plane, { planeIndex, format: 'f32-planar' });
    return plane;
  });
  return { planes, sampleRate: data.sampleRate, timestampUs: data.timestamp };
}

/**
 * The same sound in a track's format: another microphone may have other channels and another rate than the one that
 * the track began with. Linear interpolation is enough for that rare case.
 */
export function conformSound(block: SoundBlock, format: SoundFormat): Float32Array<ArrayBuffer>[] {
  const planes = mapChannels(block.planes, format.channels);
  if (block.sampleRate === format.sampleRate) return planes;
  return planes.map((plane) => resample(plane, block.sampleRate / format.sampleRate));
}

function mapChannels(planes: Float32Array<ArrayBuffer>[], channels: number): Float32Array<ArrayBuffer>[] {
  if (planes.length === channels) return planes;
  if (channels > 1)
    return Array.from({ length: channels }, (_, at) => planes[Math.min(at, planes.length - 1)]!);
  const mixed = new Float32Array(planes[0]!.length);
  for (const plane of planes)
    for (let at = 0; at < mixed.length; at++) mixed[at]! += plane[at]! / planes.length;
  return [mixed];
}

function resample(plane: Float32Array, step: number): Float32Array<ArrayBuffer> {
  const out = new Float32Array(Math.round(plane.length / step));
  const last = plane.length - 1;
  for (let at = 0; at < out.length; at++) {
    const from = Math.min(at * step, last);
    const left = Math.floor(from);
    const right = Math.min(left + 1, last);
    out[at] = plane[left]! + (plane[right]! - plane[left]!) * (from - left);
  }
  return out;
}
