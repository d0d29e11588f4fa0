import { Conversion, ConversionCanceledError, type Input } from 'mediabunny';
import { copyName, type CopiedClip, type CopyJob } from '../../src/shared/clip-copy.ts';
import { AppError, asAppError } from '../../src/shared/errors.ts';
import { openClipFolder, openLocked, removeClipFile } from '../recorder/clip-folder.ts';
import { ClipSink } from '../recorder/clip-sink.ts';
import { clipTags } from '../recorder/clip-tags.ts';
import { measureClip } from '../recorder/measure-clip.ts';
import { chooseConversions, type ClipMake, type Conversions } from './choose-compatible.ts';
import { openCopyFolder } from './copy-folder.ts';
import { countPackets } from './count-packets.ts';
import { IndexedOutput } from './indexed-output.ts';
import { openClip } from './open-clip.ts';
import { posterOf } from './poster-of.ts';
import { readClip } from './read-clip.ts';

const COPY_EVERYTHING: Conversions = { video: null, audio: null };

/**
 * Makes a new file of a clip; the clip itself is only read. Packet after packet, so in constant memory.
 *
 * Rejects with `clip-unreadable`, `storage-full`, `copy-cancelled` (after `signal`), `copy-failed`, and leaves nothing on
 * disk then.
 */
export async function copyClip(
  job: CopyJob,
  onShare: (share: number) => void,
  signal: AbortSignal,
): Promise<CopiedClip> {
  const source = await readClip(job.fileName);
  const container = job.kind === 'compatible' || job.fileName.endsWith('.mp4') ? 'mp4' : 'webm';
  const folder = await (job.kind === 'compatible' ? openCopyFolder() : openClipFolder());
  const fileName = copyName(job, container);
  const { input } = await openClip(source);
  let sink: ClipSink | null = null;
  try {
    const converted =
      job.kind === 'compatible' ? await chooseConversions(await makeOf(input)) : COPY_EVERYTHING;
    const most = await countPackets(input, job.range);
    const file = await folder.getFileHandle(fileName, { create: true });
    const handle = await openLocked(file);
    // An earlier one may have been cut short.
    handle.truncate(0);
    sink = new ClipSink(handle, 'at-close');
    await convert(input, new IndexedOutput(container, sink.writable, most), job, converted, onShare, signal);
    sink.close();
    const clip = await measureClip(await file.getFile());
    if (!clip) throw new AppError('copy-failed', 'The copy cannot be read');
    return { clip, poster: await posterOf(await file.getFile()) };
  } catch (error) {
    sink?.close();
    await removeClipFile(folder, fileName);
    if (error instanceof ConversionCanceledError)
      throw new AppError('copy-cancelled', 'The copy was cancelled');
    throw asAppError(error, 'copy-failed');
  } finally {
    input.dispose();
  }
}

async function convert(
  input: Input,
  output: IndexedOutput,
  job: CopyJob,
  { video, audio }: Conversions,
  onShare: (share: number) => void,
  signal: AbortSignal,
): Promise<void> {
  const conversion = await Conversion.init({
    input,
    output,
    // A copied beginning is a key picture, so that nothing from before the cut is left in the file.
    copy: { boundaryPolicy: 'shrink', ...(video || audio ? {} : { mode: 'forced' }) },
    ...(job.range ? { trim: { start: job.range.startSeconds, end: job.range.endSeconds } } : {}),
    video: (track) => track.getCodec().then((codec) => (video && codec !== video.codec ? { ...video } : {})),
    audio: (track) => track.getCodec().then((codec) => (audio && codec !== audio.codec ? { ...audio } : {})),
    ...(job.tags ? { tags: clipTags(job.tags) } : {}),
    showWarnings: false,
  });
  const lost = conversion.discardedTracks[0];
  if (!conversion.isValid || lost) {
    throw new AppError('copy-failed', `A track cannot be copied: ${lost?.reason ?? 'no tracks'}`);
  }
  conversion.onProgress = onShare;
  const cancel = (): void => void conversion.cancel();
  if (signal.aborted) throw new AppError('copy-cancelled', 'The copy was cancelled');
  signal.addEventListener('abort', cancel);
  try {
    await conversion.execute();
  } finally {
    signal.removeEventListener('abort', cancel);
  }
}

async function makeOf(input: Input): Promise<ClipMake> {
  const video = await input.getPrimaryVideoTrack();
  const audio = await input.getPrimaryAudioTrack();
  return {
    videoCodec: (await video?.getCodec()) ?? '',
    audioCodec: (await audio?.getCodec()) ?? '',
    size: { width: (await video?.getDisplayWidth()) ?? 0, height: (await video?.getDisplayHeight()) ?? 0 },
    sound: audio && { sampleRate: await audio.getSampleRate(), channels: await audio.getNumberOfChannels() },
  };
}
