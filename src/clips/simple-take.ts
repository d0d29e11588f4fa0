import { AppError, asAppError } from '../shared/errors.ts';
import type { Size } from '../shared/frame-size.ts';
import type { FinishedClip, RecorderMessage, RecordingOptions } from '../shared/recording.ts';
import type { ChunkFileClient } from './chunk-file-client.ts';
import { ClipCopier } from './clip-copier.ts';
import { removeClipFile } from './clip-files.ts';
import { PictureCopy } from './picture-copy.ts';
import { SIMPLE_BIT_RATES, type SimpleFormat } from './simple-formats.ts';
import type { SimpleSource } from './simple-recorder.ts';
import type { SoundMix } from './sound-mix.ts';
import { TakeClock } from './take-clock.ts';

/** A crash costs what is in no chunk yet. */
const CHUNK_MS = 1000;
const TICK_MS = 250;
const POSTER_SIDE = 480;
/** The second poster shows what the glide from the painting before has ended in. */
const POSTER_AT_MS = [0, 1000];
const SOUND_BIT_RATE = 128_000;

/** One clip that the browser's `MediaRecorder` encodes, written chunk by chunk. */
export class SimpleTake {
  readonly #options: RecordingOptions;
  readonly #format: SimpleFormat;
  readonly #fileName: string;
  readonly #file: ChunkFileClient;
  readonly #onMessage: (message: RecorderMessage) => void;
  readonly #copy: PictureCopy;
  readonly #sound: SoundMix | null;
  readonly #recorder: MediaRecorder;
  readonly #clock = new TakeClock(performance.now());
  readonly #ticker: ReturnType<typeof setInterval>;
  readonly #stopped: Promise<void>;
  #bytes = 0;
  #postersMade = 0;
  #ending: Promise<FinishedClip> | null = null;

  /** Starts at once. Takes `file`, which is open, and `sound`. Throws where the browser refuses the format. */
  constructor(
    options: RecordingOptions,
    format: SimpleFormat,
    fileName: string,
    file: ChunkFileClient,
    sound: SoundMix | null,
    source: SimpleSource,
    onMessage: (message: RecorderMessage) => void,
  ) {
    const picture = source.picture();
    if (!picture || picture.width === 0) {
      throw new AppError('recording-failed', 'There is no picture to record');
    }
    this.#options = options;
    this.#format = format;
    this.#fileName = fileName;
    this.#file = file;
    this.#onMessage = onMessage;
    this.#copy = new PictureCopy(picture, () => source.picture());
    this.#sound = sound;
    const stream = new MediaStream([
      ...this.#copy.stream.getVideoTracks(),
      ...(this.#sound?.stream.getAudioTracks() ?? []),
    ]);
    const wish: MediaRecorderOptions & { videoKeyFrameIntervalDuration: number } = {
      mimeType: format.type,
      videoBitsPerSecond: SIMPLE_BIT_RATES[options.quality],
      audioBitsPerSecond: SOUND_BIT_RATE,
      // An MP4 is written from key picture to key picture; not every browser heeds this.
      videoKeyFrameIntervalDuration: CHUNK_MS,
    };
    this.#recorder = new MediaRecorder(stream, wish);
    this.#stopped = new Promise((resolve) => this.#recorder.addEventListener('stop', () => resolve()));
    this.#recorder.addEventListener('dataavailable', ({ data }) => this.#write(data));
    this.#recorder.addEventListener('error', (event) => this.#endEarly(event));
    this.#recorder.start(CHUNK_MS);
    this.#ticker = setInterval(() => this.#tick(), TICK_MS);
  }

  get size(): Size {
    return this.#copy.size;
  }

  /** Another microphone goes on, or none. */
  useSound(stream: MediaStream | null): void {
    this.#sound?.use(stream);
  }

  pause(): void {
    this.#clock.pause(performance.now());
    if (this.#recorder.state === 'recording') this.#recorder.pause();
  }

  resume(): void {
    this.#clock.resume(performance.now());
    if (this.#recorder.state === 'paused') this.#recorder.resume();
  }

  /** Completes the file: what the browser writes knows no length until it is copied. */
  finish(): Promise<FinishedClip> {
    return (this.#ending ??= this.#finish());
  }

  async #finish(): Promise<FinishedClip> {
    clearInterval(this.#ticker);
    const elapsedMs = this.#clock.elapsedMs(performance.now());
    if (this.#recorder.state !== 'inactive') {
      this.#recorder.stop();
      await this.#stopped;
    }
    await this.#file.close();
    this.#copy.close();
    this.#sound?.close();
    const { title, credit, createdAtMs } = this.#options;
    const copier = new ClipCopier();
    try {
      const clip = await copier.whole(this.#fileName, { title, credit, createdAtMs });
      await removeClipFile(this.#fileName);
      return clip;
    } catch (error) {
      if (this.#bytes === 0) throw asAppError(error, 'recording-failed');
      console.warn('A clip cannot be given an index', error);
      return this.#asWritten(elapsedMs);
    } finally {
      copier.dispose();
    }
  }

  #asWritten(elapsedMs: number): FinishedClip {
    const { container, videoCodec, audioCodec } = this.#format;
    return {
      fileName: this.#fileName,
      mimeType: `video/${container}`,
      durationMs: Math.round(elapsedMs),
      bytes: this.#bytes,
      size: this.size,
      videoCodec,
      audioCodec: this.#sound ? audioCodec : '',
    };
  }

  #write(chunk: Blob): void {
    if (chunk.size === 0) return;
    this.#file.append(chunk).then(
      () => (this.#bytes += chunk.size),
      (error: unknown) => this.#endEarly(error),
    );
  }

  #tick(): void {
    const elapsedMs = this.#clock.elapsedMs(performance.now());
    this.#onMessage({
      type: 'progress',
      elapsedMs,
      bytes: this.#bytes,
      droppedFrames: 0,
      sound: this.#sound ? (this.#sound.isLive ? 'live' : 'silent') : 'none',
    });
    const dueMs = POSTER_AT_MS[this.#postersMade];
    if (dueMs === undefined || elapsedMs < dueMs) return;
    this.#postersMade++;
    void this.#copy.poster(POSTER_SIDE).then((poster) => {
      if (poster) this.#onMessage({ type: 'poster', of: 'painted', poster });
    });
  }

  /** Nobody asked to stop: keeps what can be kept and says so. */
  #endEarly(cause: unknown): void {
    if (this.#ending) return;
    const { code, message } = asAppError(cause, 'recording-failed');
    const reason = code === 'storage-full' ? 'storage-full' : 'failed';
    const tell = (painted: FinishedClip | null): void =>
      this.#onMessage({ type: 'ended', reason, code, message, take: painted && { painted, camera: null } });
    this.finish().then(tell, () => tell(null));
  }
}
