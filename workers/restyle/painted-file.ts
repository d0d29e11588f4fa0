import {
  Mp4OutputFormat,
  Output,
  Quality,
  StreamTarget,
  VideoSample,
  VideoSampleSource,
  WebMOutputFormat,
  type AudioCodec,
  type InputAudioTrack,
  type OutputFormat,
} from 'mediabunny';
import { AppError } from '../../src/shared/errors.ts';
import type { FinishedClip, SoundFormat } from '../../src/shared/recording.ts';
import type { RestyleFormat, RestyleOptions } from '../../src/shared/restyle.ts';
import { videoBitRate } from '../recorder/bit-rate.ts';
import { chooseCodecs } from '../recorder/choose-codecs.ts';
import { openClipFolder, openLocked, removeClipFile } from '../recorder/clip-folder.ts';
import { ClipSink } from '../recorder/clip-sink.ts';
import { codecString } from '../recorder/encoder-config.ts';
import { PictureBox } from '../recorder/picture-box.ts';
import type { FramePlace } from './frame-feed.ts';
import { canCopySound, OwnSound } from './own-sound.ts';

/** As in recordings: a key picture starts a fragment, and what is in no finished fragment is lost in a crash. */
const KEY_PICTURE_SECONDS = 1;
const SHORTEST_FRAGMENT_SECONDS = 0.5;
/** Every encoder takes this rate, whatever the file's own is. */
const ENCODED_SAMPLE_RATE = 48_000;

/** The clip that a painted video becomes: written as recordings are, so that it survives what they survive. */
export class PaintedFile {
  readonly format: RestyleFormat;
  readonly #output: Output;
  readonly #sink: ClipSink;
  readonly #video: VideoSampleSource;
  readonly #sound: OwnSound | null;
  readonly #box: PictureBox;
  /** Of the last picture. */
  #endSeconds = 0;

  /**
   * Chooses encoders and opens the file; `originSeconds` of the source is zero in the clip. Rejects with
   * `recording-unsupported`, `clip-unreadable`, and leaves nothing on disk then.
   */
  static async open(
    options: RestyleOptions,
    sound: InputAudioTrack | null,
    originSeconds: number,
  ): Promise<PaintedFile> {
    const bitRate = videoBitRate(options.size, options.quality);
    const copied = sound !== null && (await canCopySound(sound, heldBy('mp4')));
    const encoded = sound && !copied ? await encodedFormat(sound) : null;
    const codecs = await chooseCodecs(options.size, bitRate, encoded);
    const fileName = `${options.id}.${codecs.container}`;
    const folder = await openClipFolder();
    const file = await folder.getFileHandle(fileName, { create: true });
    const sink = new ClipSink(await openLocked(file));
    try {
      const output = new Output({
        format: outputFormat(codecs.container),
        target: new StreamTarget(sink.writable),
      });
      output.setMetadataTags({
        title: options.title,
        date: new Date(options.createdAtMs),
        ...(options.credit ? { comment: `Painted after ${options.credit}` } : {}),
      });
      const video = new VideoSampleSource({
        codec: codecs.video,
        fullCodecString: codecString(codecs.video, options.size),
        quality: new Quality({ bitrate: bitRate }),
        latencyMode: 'quality',
        keyFrameInterval: KEY_PICTURE_SECONDS,
      });
      output.addVideoTrack(video);
      let own: OwnSound | null = null;
      if (sound && copied && heldBy(codecs.container).includes((await sound.getCodec())!)) {
        own = await OwnSound.copied(output, sound, originSeconds);
      } else if (sound && encoded && codecs.audio) {
        own = OwnSound.encoded(output, sound, codecs.audio, encoded, originSeconds);
      }
      const format: RestyleFormat = {
        fileName,
        size: options.size,
        mimeType: `video/${codecs.container}`,
        videoCodec: codecs.video,
        audioCodec: own?.codec ?? '',
        sound: own?.fate ?? (sound ? 'lost' : 'none'),
      };
      const painted = new PaintedFile(format, output, sink, video, own);
      await output.start();
      return painted;
    } catch (error) {
      sink.close();
      await removeClipFile(folder, fileName);
      throw error;
    }
  }

  private constructor(
    format: RestyleFormat,
    output: Output,
    sink: ClipSink,
    video: VideoSampleSource,
    sound: OwnSound | null,
  ) {
    this.format = format;
    this.#output = output;
    this.#sink = sink;
    this.#video = video;
    this.#sound = sound;
    this.#box = new PictureBox(format.size);
  }

  /** Bytes on disk. */
  get bytes(): number {
    return this.#sink.bytes;
  }

  /**
   * Writes a painted picture, and the sound up to its end. Resolves when the encoder takes more. Closes `picture`; `look`
   * sees it before in the clip's size.
   */
  async add(picture: VideoFrame, place: FramePlace, look: (fitted: VideoFrame) => void): Promise<void> {
    const fitted = this.#box.fit(picture);
    look(fitted);
    // Some containers give no length for the last frame.
    const sample = new VideoSample(fitted, { timestamp: place.atSeconds, duration: place.durationSeconds });
    this.#endSeconds = place.atSeconds + place.durationSeconds;
    await this.#video.add(sample).finally(() => sample.close());
    await this.#sound?.writeUntil(this.#endSeconds);
  }

  /** Sound may go on after the last picture. */
  async writeAllSound(): Promise<void> {
    await this.#sound?.writeUntil(Number.POSITIVE_INFINITY);
  }

  /** Completes the clip. Rejects where disk or encoder fail; then `abandon`. */
  async finish(): Promise<FinishedClip> {
    this.#video.close();
    this.#sound?.finish();
    await this.#output.finalize();
    this.#sink.close();
    const { sound: _, ...format } = this.format;
    const endSeconds = Math.max(this.#endSeconds, this.#sound?.endSeconds ?? 0);
    return { ...format, durationMs: Math.round(endSeconds * 1000), bytes: this.#sink.bytes };
  }

  /** Gives up what is not on disk yet and lets the file go; `repairClip` can make the rest whole. */
  abandon(): void {
    this.#sound?.finish();
    this.#sink.close();
    // Not awaited: an encoder whose GPU is gone never ends.
    this.#output.cancel().catch(() => undefined);
  }

  /** Lets go of the file and deletes it. */
  async remove(): Promise<void> {
    this.abandon();
    await removeClipFile(await openClipFolder(), this.format.fileName);
  }
}

function outputFormat(container: 'mp4' | 'webm'): OutputFormat {
  return container === 'mp4'
    ? new Mp4OutputFormat({ fastStart: 'fragmented', minimumFragmentDuration: SHORTEST_FRAGMENT_SECONDS })
    : new WebMOutputFormat();
}

const heldBy = (container: 'mp4' | 'webm'): AudioCodec[] => outputFormat(container).getSupportedAudioCodecs();

/** What sound is encoded as that cannot be copied; null where this browser cannot decode it. */
async function encodedFormat(track: InputAudioTrack): Promise<SoundFormat | null> {
  if (!(await track.canDecode())) return null;
  return { sampleRate: ENCODED_SAMPLE_RATE, channels: Math.min(2, await track.getNumberOfChannels()) };
}

/** Where the clip begins in a file whose first stamps are not zero: at the first that is shown or heard. */
export function clipOrigin(firstPictureSeconds: number, firstSoundSeconds: number | null): number {
  return Math.min(
    Math.max(0, firstPictureSeconds),
    Math.max(0, firstSoundSeconds ?? Number.POSITIVE_INFINITY),
  );
}

/** Fails where there is surely no room for a clip. */
export function expectRoom(
  freeBytes: number,
  size: RestyleOptions['size'],
  quality: RestyleOptions['quality'],
  durationMs: number,
): void {
  const wantedBytes = (videoBitRate(size, quality) / 8) * (durationMs / 1000);
  if (freeBytes >= wantedBytes) return;
  throw new AppError(
    'storage-full',
    `About ${Math.round(wantedBytes / 1e6)} MB are needed, ${Math.max(0, Math.round(freeBytes / 1e6))} MB are free`,
  );
}
