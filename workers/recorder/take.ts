import {
  AudioSampleSource,
  Mp4OutputFormat,
  Output,
  Quality,
  StreamTarget,
  VideoSampleSource,
  WebMOutputFormat,
} from 'mediabunny';
import type { Size } from '../../src/shared/frame-size.ts';
import type {
  FinishedClip,
  PaintedPicture,
  RecordingFormat,
  RecordingOptions,
  SoundFormat,
  SoundInput,
} from '../../src/shared/recording.ts';
import { videoBitRate } from './bit-rate.ts';
import { chooseCodecs, soundQuality, type ClipCodecs } from './choose-codecs.ts';
import { openClipFolder, openLocked, removeClipFile } from './clip-folder.ts';
import { ClipSink } from './clip-sink.ts';
import { clipTags } from './clip-tags.ts';
import { PictureTrack } from './picture-track.ts';
import { RecordingClock } from './recording-clock.ts';
import { SoundTrack } from './sound-track.ts';

/** A key picture starts a fragment, and what is in no finished fragment is lost in a crash. */
const KEY_PICTURE_SECONDS = 1;
/** Less than the above: pictures rarely fall on full seconds. */
const SHORTEST_FRAGMENT_SECONDS = 0.5;

/** One clip being written: file, muxer, encoders and their two tracks. */
export class Take {
  readonly clock = new RecordingClock();
  readonly format: RecordingFormat;
  readonly pictures: PictureTrack;
  readonly sound: SoundTrack | null;
  readonly #output: Output;
  readonly #sink: ClipSink;
  #hasBegun = false;

  /**
   * Chooses encoders for pictures of `picture`'s size and opens the file. `onError` hears of an encoder or disk that
   * fails. Rejects with `recording-unsupported`, `clip-unreadable`, and leaves nothing on disk then.
   */
  static async open(options: RecordingOptions, size: Size, onError: (error: unknown) => void): Promise<Take> {
    const bitRate = videoBitRate(size, options.quality);
    const codecs = await chooseCodecs(size, bitRate, options.sound);
    const fileName = `${options.id}.${codecs.container}`;
    const folder = await openClipFolder();
    const file = await folder.getFileHandle(fileName, { create: true });
    const sink = new ClipSink(await openLocked(file));
    try {
      const take = new Take(options, codecs, { fileName, size, bitRate }, sink, onError);
      await take.#output.start();
      return take;
    } catch (error) {
      sink.close();
      await removeClipFile(folder, fileName);
      throw error;
    }
  }

  private constructor(
    options: RecordingOptions,
    codecs: ClipCodecs,
    chosen: { fileName: string; size: Size; bitRate: number },
    sink: ClipSink,
    onError: (error: unknown) => void,
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
    this.#output.setMetadataTags(clipTags(options));
    const video = new VideoSampleSource({
      codec: codecs.video,
      quality: new Quality({ bitrate: bitRate }),
      latencyMode: 'realtime',
      keyFrameInterval: KEY_PICTURE_SECONDS,
    });
    this.#output.addVideoTrack(video);
    this.pictures = new PictureTrack(video, this.clock, size);
    this.sound = codecs.audio ? this.#addSound(codecs.audio, options.sound!, onError) : null;
  }

  get bytes(): number {
    return this.#sink.bytes;
  }

  /** Another microphone, or none. Its sound counts from the first picture on; resolves when that may come. */
  async attachSound(input: SoundInput | null): Promise<void> {
    this.sound?.attach(input);
    if (input && !this.#hasBegun) await this.sound?.settle();
  }

  /** Writes a picture; the first one starts the clip's clock. Resolves false where it came too late. */
  add(picture: PaintedPicture, nowMs: number): Promise<boolean> {
    if (!this.#hasBegun) {
      this.#hasBegun = true;
      this.clock.start(picture.capturedAtMs);
      this.sound?.begin();
    }
    return this.pictures.add(picture, nowMs);
  }

  /** Completes the file: both tracks end at the same place. Rejects where disk or encoder fail; then `abandon`. */
  async finish(nowMs: number): Promise<FinishedClip> {
    const soundEndMs = this.sound?.endMs ?? 0;
    const endMs = Math.max(this.pictures.endMs, soundEndMs, this.clock.placeMs(nowMs));
    await Promise.all([this.pictures.finish(endMs), this.sound?.finish(endMs)]);
    await this.#output.finalize();
    this.#sink.close();
    this.pictures.dispose();
    return { ...this.format, durationMs: Math.round(endMs), bytes: this.#sink.bytes };
  }

  /** Gives up what is not on disk yet and lets the file go; `repairClip` can make the rest whole. */
  abandon(): void {
    this.sound?.dispose();
    this.pictures.dispose();
    this.#sink.close();
    // Not awaited: an encoder whose GPU is gone never ends, and a muxer whose disk is full cannot be cancelled.
    this.#output.cancel().catch(() => undefined);
  }

  #addSound(codec: 'aac' | 'opus', expected: SoundFormat, onError: (error: unknown) => void): SoundTrack {
    const source = new AudioSampleSource({ codec, quality: soundQuality(expected.channels) });
    this.#output.addAudioTrack(source);
    return new SoundTrack(source, this.clock, expected, onError);
  }
}
