import {
  AudioSample,
  AudioSampleSource,
  BufferTarget,
  Mp4OutputFormat,
  Output,
  Quality,
  VideoSample,
  VideoSampleSource,
  WebMOutputFormat,
  type VideoCodec,
} from 'mediabunny';

const BITS = 10;
const SAMPLE_RATE = 48_000;

/** What a clip for tests is like: every picture bears its number, a key picture comes every second. */
export interface NumberedClip {
  container: 'mp4' | 'webm';
  codec?: VideoCodec;
  seconds: number;
  fps?: number;
  sound?: boolean;
  width?: number;
  height?: number;
}

/** A clip as the recorder makes them (fragmented MP4, or WebM), faster than it would be recorded. */
export async function numberedClip(plan: NumberedClip): Promise<Blob> {
  const { fps = 30, width = 320, height = 180 } = plan;
  const target = new BufferTarget();
  const isMp4 = plan.container === 'mp4';
  const output = new Output({
    format: isMp4
      ? new Mp4OutputFormat({ fastStart: 'fragmented', minimumFragmentDuration: 0.5 })
      : new WebMOutputFormat(),
    target,
  });
  const video = new VideoSampleSource({
    codec: plan.codec ?? (isMp4 ? 'avc' : 'vp9'),
    quality: new Quality({ bitrate: 1_000_000 }),
    latencyMode: 'realtime',
    keyFrameInterval: 1,
  });
  output.addVideoTrack(video);
  const audio = plan.sound
    ? new AudioSampleSource({ codec: 'opus', quality: new Quality({ bitrate: 96_000 }) })
    : null;
  if (audio) output.addAudioTrack(audio);
  await output.start();
  const canvas = new OffscreenCanvas(width, height);
  const context = canvas.getContext('2d')!;
  for (let number = 0; number < plan.seconds * fps; number++) {
    drawNumber(context, number);
    const sample = new VideoSample(canvas, { timestamp: number / fps, duration: 1 / fps });
    await video.add(sample);
    sample.close();
    if (audio && number % fps === 0) {
      const tone = toneOf(number / fps);
      await audio.add(tone);
      tone.close();
    }
  }
  video.close();
  audio?.close();
  await output.finalize();
  return new Blob([target.buffer!], { type: `video/${plan.container}` });
}

/** The number that a picture bears. */
export function numberOf({ data, width, height }: ImageData): number {
  let number = 0;
  for (let bit = 0; bit < BITS; bit++) {
    const x = Math.floor(((bit + 0.5) * width) / BITS);
    if (data[(Math.floor(height / 2) * width + x) * 4]! > 128) number |= 1 << bit;
  }
  return number;
}

/** Its bits as stripes, black and white, so that no codec can blur them. */
function drawNumber(context: OffscreenCanvasRenderingContext2D, number: number): void {
  const { width, height } = context.canvas;
  for (let bit = 0; bit < BITS; bit++) {
    context.fillStyle = number & (1 << bit) ? 'white' : 'black';
    context.fillRect((bit * width) / BITS, 0, width / BITS + 1, height);
  }
}

/** A second of sound: loud in its first half, silent in the second. */
function toneOf(seconds: number): AudioSample {
  const data = new Float32Array(SAMPLE_RATE);
  for (let at = 0; at < SAMPLE_RATE / 2; at++)
    data[at] = 0.5 * Math.sin((2 * Math.PI * 440 * at) / SAMPLE_RATE);
  return new AudioSample({
    data,
    format: 'f32-planar',
    numberOfChannels: 1,
    sampleRate: SAMPLE_RATE,
    timestamp: seconds,
  });
}
