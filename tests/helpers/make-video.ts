import type * as Mediabunny from 'mediabunny';

/** A small video for tests. */
export interface VideoPlan {
  /** When each frame is shown, seconds; the last one lasts as long as the one before. */
  stamps: number[];
  width: number;
  height: number;
  container?: 'mp4' | 'mov' | 'webm';
  /** How it must be turned to be upright, clockwise. */
  rotation?: 0 | 90 | 180 | 270;
  sound?: 'aac' | 'opus' | 'pcm-s16';
  /** How much longer than the pictures it lasts, seconds. */
  soundGoesOn?: number;
  /** Without: the table of contents comes last. */
  faststart?: boolean;
}

/** Frames at an even pace. */
export const evenStamps = (frames: number, fps: number): number[] =>
  Array.from({ length: frames }, (_, at) => at / fps);

/**
 * Makes a video file: its left half (as stored) is dark blue, its right half light yellow, and a bar grows from the top
 * with every frame. Its sound is a tone.
 *
 * Uses nothing but its arguments and the browser, so that tests can send it to any page.
 */
export async function makeVideo(bunny: typeof Mediabunny, plan: VideoPlan): Promise<Uint8Array<ArrayBuffer>> {
  const { width, height, stamps, container = 'mp4', rotation = 0, sound } = plan;
  const target = new bunny.BufferTarget();
  const fastStart = plan.faststart === false ? (false as const) : ('in-memory' as const);
  const formats = {
    mp4: () => new bunny.Mp4OutputFormat({ fastStart }),
    mov: () => new bunny.MovOutputFormat({ fastStart }),
    webm: () => new bunny.WebMOutputFormat(),
  };
  const output = new bunny.Output({ format: formats[container](), target });
  const video = new bunny.VideoSampleSource({
    codec: container === 'webm' ? 'vp9' : 'avc',
    quality: new bunny.Quality({ bitrate: 800_000 }),
    latencyMode: 'realtime',
    keyFrameInterval: 1,
  });
  output.addVideoTrack(video, { rotation });
  const audio = sound
    ? new bunny.AudioSampleSource(
        sound === 'pcm-s16'
          ? { codec: sound }
          : { codec: sound, quality: new bunny.Quality({ bitrate: 96_000 }) },
      )
    : null;
  if (audio) output.addAudioTrack(audio);
  await output.start();
  const canvas = new OffscreenCanvas(width, height);
  const context = canvas.getContext('2d')!;
  const lasts = (at: number): number =>
    at + 1 < stamps.length ? stamps[at + 1]! - stamps[at]! : at > 0 ? stamps[at]! - stamps[at - 1]! : 0.04;
  for (const [at, timestamp] of stamps.entries()) {
    context.fillStyle = '#102060';
    context.fillRect(0, 0, width / 2, height);
    context.fillStyle = '#f0e080';
    context.fillRect(width / 2, 0, width / 2, height);
    context.fillStyle = '#c03020';
    context.fillRect(0, 0, width, (height * (at + 1)) / stamps.length / 2);
    const sample = new bunny.VideoSample(canvas, { timestamp, duration: lasts(at) });
    await video.add(sample);
    sample.close();
  }
  video.close();
  if (audio) {
    const sampleRate = 48_000;
    const seconds = stamps.at(-1)! + lasts(stamps.length - 1) + (plan.soundGoesOn ?? 0);
    const data = new Float32Array(Math.round(seconds * sampleRate));
    for (let at = 0; at < data.length; at++) data[at] = 0.4 * Math.sin((2 * Math.PI * 440 * at) / sampleRate);
    const tone = new bunny.AudioSample({
      data,
      format: 'f32',
      numberOfChannels: 1,
      sampleRate,
      timestamp: 0,
    });
    await audio.add(tone);
    tone.close();
    audio.close();
  }
  await output.finalize();
  return new Uint8Array(target.buffer!);
}
