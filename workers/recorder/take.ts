import type { AudioSample } from 'mediabunny';
import { asAppError, type AppError } from '../../src/shared/errors.ts';
import type { Size } from '../../src/shared/frame-size.ts';
import type {
  FinishedClip,
  FinishedTake,
  PaintedPicture,
  RecordingOptions,
  SoundInput,
  TakeFormat,
} from '../../src/shared/recording.ts';
import { ClipWriter, type WriterOptions } from './clip-writer.ts';
import { inTime } from './in-time.ts';
import { RecordingClock } from './recording-clock.ts';
import { repairClip } from './repair-clip.ts';
import { SoundTrack } from './sound-track.ts';

/** Stills were painted long ago when they are recorded. */
const OLDEST_FIRST_MS = 500;
const FINISH_AT_MOST_MS = 8000;

/** What a take tells of. */
export interface TakeEvents {
  /** The painted clip cannot go on: its disk or encoder fail. */
  failed(error: unknown): void;
  /** The camera's file ended by itself; what there is of it comes with `finish`. */
  cameraEnded(error: AppError): void;
}

/**
 * One recording: the painted clip, and beside it, if wanted, the camera's own picture in a file of its own. Both have
 * one clock and one sound, so they begin, pause and end together. The camera's file may fail without the other.
 */
export class Take {
  readonly clock = new RecordingClock();
  readonly #painted: ClipWriter;
  readonly sound: SoundTrack | null;
  readonly #events: TakeEvents;
  #camera: ClipWriter | null;
  /** Of a camera file that ended early. */
  #cameraFile: string | null = null;
  #hasBegun = false;

  /** Rejects like `ClipWriter.open` for the painted clip; without the camera's file a recording goes on. */
  static async open(
    options: RecordingOptions,
    sizes: { painted: Size; camera: Size | null },
    events: TakeEvents,
  ): Promise<Take> {
    const clock = new RecordingClock();
    const comment = options.credit ? `Painted after ${options.credit}` : '';
    const painted = await ClipWriter.open({ ...options, comment }, clock, sizes.painted);
    const id = options.cameraTakeId;
    let camera: ClipWriter | null = null;
    if (id && sizes.camera) {
      const own: WriterOptions = { ...options, id, comment: `The camera’s picture of “${options.title}”` };
      camera = await ClipWriter.open(own, clock, sizes.camera).catch((error: unknown) => {
        events.cameraEnded(asAppError(error, 'recording-failed'));
        return null;
      });
    }
    return new Take(clock, painted, camera, options, events);
  }

  private constructor(
    clock: RecordingClock,
    painted: ClipWriter,
    camera: ClipWriter | null,
    options: RecordingOptions,
    events: TakeEvents,
  ) {
    this.clock = clock;
    this.#painted = painted;
    this.#camera = camera;
    this.#events = events;
    const sink = {
      add: (sample: AudioSample) => this.#addSound(sample),
      close: () => {
        painted.sound?.close();
        this.#camera?.sound?.close();
      },
    };
    const onError = (error: unknown): void => events.failed(error);
    this.sound = painted.sound ? new SoundTrack(sink, clock, options.sound!, onError) : null;
  }

  get format(): TakeFormat {
    return { painted: this.#painted.format, camera: this.#camera?.format ?? null };
  }

  /** The newest pictures, for posters. Not to be closed. */
  get lastPictures(): { painted: VideoFrame | null; camera: VideoFrame | null } {
    return { painted: this.#painted.pictures.last, camera: this.#camera?.pictures.last ?? null };
  }

  /** Bytes on disk, of both files. */
  get bytes(): number {
    return this.#painted.bytes + (this.#camera?.bytes ?? 0);
  }

  /** Another microphone, or none. Its sound counts from the first picture on; resolves when that may come. */
  async attachSound(input: SoundInput | null): Promise<void> {
    this.sound?.attach(input);
    if (input && !this.#hasBegun) await this.sound?.settle();
  }

  /** Another source of pictures goes on. */
  forgetSource(): void {
    this.#painted.pictures.forgetSource();
    this.#camera?.pictures.forgetSource();
  }

  /** Writes a painted picture; the first one starts the clock. Resolves false where it came too late or was lost. */
  add(picture: PaintedPicture, nowMs: number): Promise<boolean> {
    if (!this.#hasBegun) {
      this.#hasBegun = true;
      this.clock.start(Math.max(picture.capturedAtMs, nowMs - OLDEST_FIRST_MS));
      this.sound?.begin();
    }
    return this.#painted.pictures.add(picture, nowMs);
  }

  /** Writes a picture of the camera, if they are kept. */
  async addCamera(picture: PaintedPicture, nowMs: number): Promise<void> {
    const camera = this.#camera;
    if (!camera) return picture.frame.close();
    await camera.pictures.add(picture, nowMs).catch((error: unknown) => this.#endCamera(error));
  }

  /** Call a few times a second. Resolves true where a fresh encoder took over; rejects where the clip cannot go on. */
  async tick(nowMs: number): Promise<boolean> {
    this.sound?.tick(nowMs);
    const camera = this.#camera?.pictures.tick(nowMs).catch((error: unknown) => this.#endCamera(error));
    const [hasRestarted] = await Promise.all([this.#painted.pictures.tick(nowMs), camera]);
    return hasRestarted;
  }

  /**
   * Completes the files: all their tracks end at the same place. What cannot be completed is cut where it is whole.
   * Rejects if there is nothing to keep of the painted clip.
   */
  async finish(nowMs: number): Promise<FinishedTake> {
    const endMs = Math.max(this.#painted.pictures.endMs, this.sound?.endMs ?? 0, this.clock.placeMs(nowMs));
    const sound = this.sound?.finish(endMs);
    // Whoever needs it awaits it below.
    sound?.catch(() => undefined);
    const [painted, camera] = await Promise.all([
      complete(this.#painted, endMs, sound),
      this.#camera ? complete(this.#camera, endMs, sound) : this.#repairCamera(),
    ]);
    this.sound?.dispose();
    if (painted instanceof Error) throw painted;
    return { painted, camera: camera instanceof Error ? null : camera };
  }

  async #addSound(sample: AudioSample): Promise<void> {
    const own = this.#camera?.sound ? sample.clone() : null;
    const camera = own && this.#camera!.sound!.add(own).catch((error: unknown) => this.#endCamera(error));
    await Promise.all([this.#painted.sound!.add(sample), camera]);
    own?.close();
  }

  #endCamera(error: unknown): void {
    const camera = this.#camera;
    if (!camera) return;
    this.#camera = null;
    this.#cameraFile = camera.format.fileName;
    camera.abandon();
    this.#events.cameraEnded(asAppError(error, 'recording-failed'));
  }

  async #repairCamera(): Promise<FinishedClip | null> {
    return this.#cameraFile ? repairClip(this.#cameraFile) : null;
  }
}

/** Completes a file, or makes whole what is on disk; an error where that is nothing. */
async function complete(
  writer: ClipWriter,
  endMs: number,
  sound: Promise<void> | undefined,
): Promise<FinishedClip | Error> {
  try {
    return await inTime(writer.finish(endMs, sound), FINISH_AT_MOST_MS);
  } catch (error) {
    writer.abandon();
    const clip = await repairClip(writer.format.fileName).catch(() => null);
    return clip ?? asAppError(error, 'recording-failed');
  }
}
