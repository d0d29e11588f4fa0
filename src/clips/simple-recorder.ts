import { AppError, asAppError } from '../shared/errors.ts';
import type {
  FinishedClip,
  FinishedTake,
  PaintedPicture,
  PictureInputs,
  RecorderMessage,
  RecordingOptions,
  SoundInput,
  TakeFormat,
} from '../shared/recording.ts';
import { ChunkFileClient } from './chunk-file-client.ts';
import type { ClipRecorder } from './clip-recorder.ts';
import { RecorderClient } from './recorder-client.ts';
import { chooseSimpleFormat } from './simple-formats.ts';
import { SimpleTake } from './simple-take.ts';
import { SoundMix } from './sound-mix.ts';

/** What it records: asked for again and again, since painters and microphones come and go. */
export interface SimpleSource {
  /** The canvas that shows the painted picture. */
  picture(): HTMLCanvasElement | null;
  sound(): MediaStream | null;
}

/**
 * Records with the browser's own `MediaRecorder`, where there is no video encoder for the recorder's worker.
 *
 * Chunk by chunk into the same files, with the same states and the same recovery. What it cannot do: it records what the
 * screen shows, so the clip stands still while the tab is hidden; it takes the time of painting, not of the camera, so
 * sound runs ahead by the painter's delay; no camera take.
 */
export class SimpleRecorder implements ClipRecorder {
  readonly #source: SimpleSource;
  readonly #onMessage: (message: RecorderMessage) => void;
  #take: SimpleTake | null = null;
  #repairer: RecorderClient | null = null;

  constructor(source: SimpleSource, onMessage: (message: RecorderMessage) => void) {
    this.#source = source;
    this.#onMessage = onMessage;
  }

  /** Rejects with `recording-unsupported`, `recording-failed`, `storage-full`. */
  async start(
    options: RecordingOptions,
    pictures: PictureInputs,
    sound: SoundInput | null,
  ): Promise<TakeFormat> {
    ignorePictures(pictures);
    ignoreSound(sound);
    const format = chooseSimpleFormat();
    if (!format)
      throw new AppError('recording-unsupported', 'This browser records in no format that we know');
    const fileName = `${options.id}.${format.container}`;
    const file = new ChunkFileClient();
    try {
      await file.open(fileName);
      const mix = options.sound ? await SoundMix.open(this.#source.sound()) : null;
      this.#take = new SimpleTake(options, format, fileName, file, mix, this.#source, this.#onMessage);
    } catch (error) {
      await file.close();
      throw asAppError(error, 'recording-failed');
    }
    const painted = {
      fileName,
      mimeType: `video/${format.container}`,
      size: this.#take.size,
      videoCodec: format.videoCodec,
      audioCodec: options.sound ? format.audioCodec : '',
    };
    return { painted, camera: null };
  }

  /** It looks at the stage, whoever paints there. */
  async attachPictures(pictures: PictureInputs): Promise<void> {
    ignorePictures(pictures);
  }

  async attachSound(sound: SoundInput | null): Promise<void> {
    ignoreSound(sound);
    this.#take?.useSound(this.#source.sound());
  }

  async pause(): Promise<void> {
    this.#take?.pause();
  }

  async resume(): Promise<void> {
    this.#take?.resume();
  }

  async stop(): Promise<FinishedTake> {
    const take = this.#take;
    if (!take) throw new AppError('recording-failed', 'Nothing is being recorded');
    this.#take = null;
    return { painted: await take.finish(), camera: null };
  }

  repair(fileName: string): Promise<FinishedClip | null> {
    this.#repairer ??= new RecorderClient(
      () => undefined,
      () => (this.#repairer = null),
    );
    return this.#repairer.repair(fileName);
  }
}

/** Pictures that a painter sends all the same, a few until it hears no answer. */
function ignorePictures({ painted, camera }: PictureInputs): void {
  for (const port of [painted, camera]) {
    if (port) port.onmessage = ({ data }: MessageEvent<PaintedPicture>) => data.frame.close();
  }
}

function ignoreSound(sound: SoundInput | null): void {
  if (sound?.kind === 'port') sound.port.close();
  if (sound?.kind === 'stream') void sound.readable.cancel();
}
