import {
  AudioSampleSink,
  BlobSource,
  CanvasSink,
  EncodedPacketSink,
  Input,
  MP4,
  VideoSampleSink,
  WEBM,
} from 'mediabunny';

/** What an independent reader finds in a clip. */
export interface ClipFacts {
  videoCodec: string | null;
  audioCodec: string | null;
  width: number;
  height: number;
  /** Seconds. */
  durationSeconds: number;
  videoEndSeconds: number;
  audioEndSeconds: number;
  /** Presentation stamps of all pictures in the order of the file, seconds. */
  videoStamps: number[];
  audioStamps: number[];
  title: string | undefined;
  comment: string | undefined;
}

export async function openClip(file: Blob): Promise<ClipFacts> {
  const input = new Input({ source: new BlobSource(file), formats: [MP4, WEBM] });
  try {
    const video = (await input.getPrimaryVideoTrack())!;
    const audio = await input.getPrimaryAudioTrack();
    const stamps = async (track: typeof video | typeof audio): Promise<number[]> => {
      const found: number[] = [];
      if (track)
        for await (const packet of new EncodedPacketSink(track).packets()) found.push(packet.timestamp);
      return found;
    };
    const tags = await input.getMetadataTags();
    return {
      videoCodec: await video.getCodec(),
      audioCodec: (await audio?.getCodec()) ?? null,
      width: await video.getDisplayWidth(),
      height: await video.getDisplayHeight(),
      durationSeconds: await input.computeDuration(),
      videoEndSeconds: await video.computeDuration(),
      audioEndSeconds: (await audio?.computeDuration()) ?? Number.NaN,
      videoStamps: await stamps(video),
      audioStamps: await stamps(audio),
      title: tags.title,
      comment: tags.comment,
    };
  } finally {
    input.dispose();
  }
}

/** The bytes of the first picture, as they are encoded. */
export async function firstPacket(file: Blob): Promise<Uint8Array> {
  const input = new Input({ source: new BlobSource(file), formats: [MP4, WEBM] });
  try {
    const video = (await input.getPrimaryVideoTrack())!;
    return (await new EncodedPacketSink(video).getFirstPacket())!.data;
  } finally {
    input.dispose();
  }
}

/** The picture shown at a time, decoded. */
export async function pictureAt(file: Blob, seconds: number): Promise<ImageData> {
  const input = new Input({ source: new BlobSource(file), formats: [MP4, WEBM] });
  try {
    const video = (await input.getPrimaryVideoTrack())!;
    const wrapped = (await new CanvasSink(video).getCanvas(seconds))!;
    const context = wrapped.canvas.getContext('2d') as CanvasRenderingContext2D;
    return context.getImageData(0, 0, wrapped.canvas.width, wrapped.canvas.height);
  } finally {
    input.dispose();
  }
}

/** Where sound begins that is loud enough to be heard, seconds; NaN where there is none. */
export async function firstSound(file: Blob, fromSeconds = 0): Promise<number> {
  const input = new Input({ source: new BlobSource(file), formats: [MP4, WEBM] });
  try {
    const audio = (await input.getPrimaryAudioTrack())!;
    for await (const sample of new AudioSampleSink(audio).samples(fromSeconds)) {
      const plane = new Float32Array(sample.numberOfFrames);
      sample.copyTo(plane, { planeIndex: 0, format: 'f32-planar' });
      const at = plane.findIndex((value) => Math.abs(value) > 0.2);
      const { timestamp, sampleRate } = sample;
      sample.close();
      if (at >= 0) return timestamp + at / sampleRate;
    }
    return Number.NaN;
  } finally {
    input.dispose();
  }
}

/** When the first white picture is shown, seconds; NaN where there is none. */
export async function firstWhite(file: Blob, fromSeconds = 0): Promise<number> {
  const input = new Input({ source: new BlobSource(file), formats: [MP4, WEBM] });
  try {
    const video = (await input.getPrimaryVideoTrack())!;
    for await (const sample of new VideoSampleSink(video).samples(fromSeconds)) {
      // Decoders give luma first, a byte a pixel; to draw each picture to a canvas takes a software GPU a tenth of a second.
      const bytes = new Uint8Array(sample.allocationSize());
      const [luma] = await sample.copyTo(bytes);
      const row = Math.floor(sample.codedHeight / 2);
      const middle = bytes[luma!.offset + row * luma!.stride + Math.floor(sample.codedWidth / 2)]!;
      const { timestamp } = sample;
      sample.close();
      if (middle > 200) return timestamp;
    }
    return Number.NaN;
  } finally {
    input.dispose();
  }
}

/** What a `<video>` makes of it: duration, and whether it can be sought to the middle (else NaN). */
export async function playClip(
  file: Blob,
  { seeks = true } = {},
): Promise<{ duration: number; soughtTo: number }> {
  const video = document.createElement('video');
  const url = URL.createObjectURL(file);
  const happens = (name: string): Promise<void> =>
    new Promise((resolve, reject) => {
      video.addEventListener(name, () => resolve(), { once: true });
      video.addEventListener('error', () => reject(new Error(video.error?.message)), { once: true });
    });
  try {
    video.muted = true;
    const loaded = happens('loadeddata');
    video.src = url;
    await loaded;
    if (!seeks) return { duration: video.duration, soughtTo: Number.NaN };
    const sought = happens('seeked');
    video.currentTime = video.duration / 2;
    await sought;
    return { duration: video.duration, soughtTo: video.currentTime };
  } finally {
    video.removeAttribute('src');
    URL.revokeObjectURL(url);
  }
}
