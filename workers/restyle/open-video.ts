import {
  ADTS,
  BlobSource,
  FLAC,
  Input,
  MATROSKA,
  MP3,
  MP4,
  MPEG_TS,
  OGG,
  QTFF,
  VideoSampleSink,
  WAVE,
  WEBM,
  type InputVideoTrack,
} from 'mediabunny';
import { AppError } from '../../src/shared/errors.ts';
import type { OpenedVideo, VideoFacts } from '../../src/shared/restyle.ts';

/** All that a device may hold; those of sound only so that it can be said. */
const FORMATS = [MP4, QTFF, MATROSKA, WEBM, MPEG_TS, WAVE, OGG, MP3, FLAC, ADTS];

/** Enough of the first frames to tell their rate. */
const SAMPLED_FRAMES = 240;
/** First frames are often black. */
const PREVIEW_AT_SHARE = 0.1;
const LONGEST_PREVIEW_SIDE = 1920;
/** No decoder of a browser goes further, and one such frame is 400 MB. */
const MOST_PIXELS = 8192 * 8192;

/** An open file and its picture. Whoever opened it disposes `input`. */
export interface VideoFile {
  input: Input;
  track: InputVideoTrack;
  facts: VideoFacts;
}

/**
 * Opens a file, reads what it is and decodes one frame, so that a file that cannot be painted is turned away before
 * anything starts. Rejects with the `file-…` codes.
 */
export async function openVideo(file: Blob): Promise<VideoFile & OpenedVideo> {
  const input = new Input({ source: new BlobSource(file), formats: FORMATS });
  try {
    const track = await findPicture(input, file);
    const facts = await readFacts(input, track);
    return { input, track, facts, preview: await decodePreview(track, facts) };
  } catch (error) {
    input.dispose();
    const isVague = !(error instanceof AppError) || error.code === 'file-codec';
    const isLocked = isVague && (await isProtected(file));
    if (isLocked) throw new AppError('file-protected', 'Its video is encrypted', { cause: error });
    throw fileError(error, 'file-unreadable');
  }
}

/** Any error of reading a file as one of the `file-…` codes; `otherwise` where it does not say. */
export function fileError(error: unknown, otherwise: 'file-unreadable' | 'file-codec'): AppError {
  if (error instanceof AppError) return error;
  const message = error instanceof Error ? error.message : String(error);
  const code = /encrypted|decrypt/i.test(message) ? 'file-protected' : otherwise;
  return new AppError(code, message, { cause: error });
}

async function findPicture(input: Input, file: Blob): Promise<InputVideoTrack> {
  if (!(await input.canRead())) throw new AppError('file-unreadable', `No known video format (${file.type})`);
  const track = await input.getPrimaryVideoTrack();
  if (track) return track;
  if (await input.getPrimaryAudioTrack()) throw new AppError('file-sound-only', 'There is no video track');
  // Recorders write an MP4's table of contents last: without it no track can be found.
  const format = await input.getFormat();
  const isCutOff = format === MP4 || format === QTFF;
  throw new AppError(isCutOff ? 'file-cut-off' : 'file-empty', `There is no track in this ${format.name}`);
}

/** How an MP4 names a video track that is encrypted (ISO/IEC 14496-12, 8.12). */
const ENCRYPTED = [0x65, 0x6e, 0x63, 0x76];
/** The table of contents is at the beginning or at the end, and rarely larger. */
const TABLE_BYTES = 1024 * 1024;

/** Readers stumble over encrypted files in many ways, so the file is asked itself. */
async function isProtected(file: Blob): Promise<boolean> {
  for (const part of [file.slice(0, TABLE_BYTES), file.slice(-TABLE_BYTES)]) {
    const bytes = new Uint8Array(await part.arrayBuffer().catch(() => new ArrayBuffer(0)));
    for (let at = bytes.indexOf(ENCRYPTED[0]!); at >= 0; at = bytes.indexOf(ENCRYPTED[0]!, at + 1)) {
      if (ENCRYPTED.every((letter, index) => bytes[at + index] === letter)) return true;
    }
  }
  return false;
}

async function readFacts(input: Input, track: InputVideoTrack): Promise<VideoFacts> {
  const stats = await track.computePacketStats(SAMPLED_FRAMES);
  if (stats.packetCount === 0) throw new AppError('file-empty', 'The video track has no frames');
  const size = { width: await track.getDisplayWidth(), height: await track.getDisplayHeight() };
  if (size.width * size.height > MOST_PIXELS) {
    throw new AppError('file-too-large', `${size.width} × ${size.height} pixels`);
  }
  const codec = await track.getCodec();
  if (!codec || !(await track.canDecode())) {
    const name = (await track.getCodecParameterString()) ?? codec ?? 'unknown';
    throw new AppError('file-codec', `This browser has no decoder for “${name}”`);
  }
  const audio = await input.getPrimaryAudioTrack();
  const durationSeconds = (await track.computeDuration()) - Math.max(0, await track.getFirstTimestamp());
  return {
    durationMs: Math.round(durationSeconds * 1000),
    size,
    rotation: await track.getRotation(),
    flip: await track.getFlip(),
    frames: Math.max(1, Math.round(durationSeconds * stats.averagePacketRate)),
    framesPerSecond: stats.averagePacketRate,
    isHdr: await track.hasHighDynamicRange(),
    videoCodec: codec,
    audioCodec: audio ? ((await audio.getCodec()) ?? 'unknown') : '',
  };
}

async function decodePreview(track: InputVideoTrack, { durationMs, size }: VideoFacts): Promise<ImageBitmap> {
  const sink = new VideoSampleSink(track);
  const first = await track.getFirstTimestamp();
  let sample;
  try {
    const at = Math.max(0, first) + (durationMs / 1000) * PREVIEW_AT_SHARE;
    sample = (await sink.getSample(at)) ?? (await sink.getSample(first));
  } catch (error) {
    throw fileError(error, 'file-codec');
  }
  if (!sample) throw new AppError('file-empty', 'No frame could be decoded');
  try {
    const scale = Math.min(1, LONGEST_PREVIEW_SIDE / Math.max(size.width, size.height));
    const width = Math.max(1, Math.round(size.width * scale));
    const height = Math.max(1, Math.round(size.height * scale));
    const context = new OffscreenCanvas(width, height).getContext('2d', { alpha: false });
    if (!context) throw new AppError('internal', 'This browser has no 2-D canvas in workers');
    context.imageSmoothingQuality = 'high';
    sample.draw(context, 0, 0, width, height);
    return context.canvas.transferToImageBitmap();
  } finally {
    sample.close();
  }
}
