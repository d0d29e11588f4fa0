import {
  AudioSampleSource,
  EncodedVideoPacketSource,
  Mp4OutputFormat,
  Output,
  StreamTarget,
  WebMOutputFormat,
} from 'mediabunny';
import type { Size } from '../../src/shared/frame-size.ts';
import type { ClipQuality, FinishedClip, RecordingFormat, SoundFormat } from '../../src/shared/recording.ts';
import { videoBitRate } from './bit-rate.ts';
import { chooseCodecs, soundQuality, type ClipCodecs } from './choose-codecs.ts';
import { openClipFolder, openLocked, removeClipFile } from './clip-folder.ts';
import { ClipSink } from './clip-sink.ts';
import { encoderConfig } from './encoder-config.ts';
import { PictureEncoder } from './picture-encoder.ts';
import { PictureTrack } from './picture-track.ts';
import type { RecordingClock } from './recording-clock.ts';

/** Less than key pictures are apart: they rarely fall on full seconds. */
const SHORTEST_FRAGMENT_SECONDS = 0.5;

/** What one file is and says. */
export interface WriterOptions {
  /** In the folder of clips, without extension. */
  id: string;
  title: string;
  /** '' without. */
  comment: string;
  createdAtMs: number;
  quality: ClipQuality;
  sound: SoundFormat | null;
}

/** One file being written: disk, muxer and encoders. */
export class ClipWriter {
  readonly format: RecordingFormat;
  readonly pictures: PictureTrack;
  /** Null without a sound track. */
  readonly sound: AudioSampleSource | null;
  readonly #encoder: PictureEncoder;
  readonly #output: Output;
  readonly #sink: ClipSink;

  /**
   * Chooses encoders for pictures of `size` and opens the file. Rejects with `recording-unsupported`, `clip-unreadable`,
   * `storage-full`, and leaves nothing on disk then.
   */
  static async open(options: WriterOptions, clock: RecordingClock, size: Size): Promise<ClipWriter> {
    const bitRate = videoBitRate(size, options.quality);
    const codecs = await chooseCodecs(size, bitRate, options.sound);
    const fileName = `${options.id}.${codecs.container}`;
    const folder = await openClipFolder();
    const file = await folder.getFileHandle(fileName, { create: true });
    const sink = new ClipSink(await openLocked(file));
    try {
      const writer = new ClipWriter(options, codecs, { fileName, size, bitRate }, sink, clock);
      await writer.#output.start();
      return writer;
    } catch (error) {
      sink.close();
      await removeClipFile(folder, fileName);
      throw error;
    }
  }

  private constructor(
    options: WriterOptions,
    codecs: ClipCodecs,
    chosen: { fileName: string; size: Size; bitRate: number },
    sink: ClipSink,
    clock: RecordingClock,
  ) {
    const { fileName, size, bitRate } = chosen;
    this.#sink = sink;
    this.format = {
      fileName,
      size,
      mimeType: `video/${codecs.container}`,
      videoCodec: codecs.video,
      audioCodec: codecs.audio ?? '',
    };
    this.#output = new Output({
      format:
        codecs.container === 'mp4'
          ? new Mp4OutputFormat({
              fastStart: 'fragmented',
              minimumFragmentDuration: SHORTEST_FRAGMENT_SECONDS,
            })
          : new WebMOutputFormat(),
      target: new StreamTarget(sink.writable),
    });
    this.#output.setMetadataTags({
      title: options.title,
      date: new Date(options.createdAtMs),
      ...(options.comment ? { comment: options.comment } : {}),
    });
    const video = new EncodedVideoPacketSource(codecs.video);
    this.#output.addVideoTrack(video);
    this.#encoder = new PictureEncoder(encoderConfig(codecs.video, size, bitRate), video);
    this.pictures = new PictureTrack(this.#encoder, clock, size);
    this.sound = codecs.audio ? this.#addSound(codecs.audio, options.sound!) : null;
  }

  get bytes(): number {
    return this.#sink.bytes;
  }

  /** Completes the file when `sound` is closed too. Rejects where disk or encoder fail; then `abandon`. */
  async finish(endMs: number, sound?: Promise<void>): Promise<FinishedClip> {
    await Promise.all([this.pictures.finish(endMs), sound]);
    await this.#output.finalize();
    this.#sink.close();
    this.pictures.dispose();
    return { ...this.format, durationMs: Math.round(endMs), bytes: this.#sink.bytes };
  }

  /** Gives up what is not on disk yet and lets the file go; `repairClip` can make the rest whole. */
  abandon(): void {
    this.pictures.dispose();
    this.#encoder.dispose();
    this.#sink.close();
    // Not awaited: a muxer whose disk is full cannot be cancelled.
    this.#output.cancel().catch(() => undefined);
  }

  #addSound(codec: 'aac' | 'opus', expected: SoundFormat): AudioSampleSource {
    const source = new AudioSampleSource({ codec, quality: soundQuality(expected.channels) });
    this.#output.addAudioTrack(source);
    return source;
  }
}
