import { AppError, asAppError } from '../../src/shared/errors.ts';
import type {
  EndReason,
  FinishedClip,
  FinishedTake,
  PaintedPicture,
  PictureInputs,
  RecorderApi,
  RecorderMessage,
  RecordingOptions,
  SoundInput,
  TakeFormat,
} from '../../src/shared/recording.ts';
import { clipSize } from './picture-box.ts';
import { EncoderChanged } from './picture-encoder.ts';
import { PictureIntake } from './picture-intake.ts';
import { makePoster } from './poster.ts';
import { repairClip } from './repair-clip.ts';
import { freeForClips } from './storage-watch.ts';
import { Take } from './take.ts';

const TICK_MS = 250;
const FIRST_PICTURE_MS = 10_000;
/** A camera that is painted sends its pictures too; if not, the clip begins without them. */
const FIRST_CAMERA_PICTURE_MS = 2000;
/** The second poster shows what the glide from the painting before has ended in. */
const POSTER_AT_MS = [0, 1000];

const nowMs = (): number => performance.timeOrigin + performance.now();

/** Implements the recorder: gathers pictures and sound for the one take, and ends it when it must. */
export class Recorder implements RecorderApi {
  #take: Take | null = null;
  #messages: MessagePort | null = null;
  readonly #painted = new PictureIntake((picture) => this.#receive(picture));
  readonly #camera = new PictureIntake(async (picture) => {
    const isWanted = this.#take && !this.#ending && !this.#take.clock.isPaused;
    await (isWanted ? this.#take!.addCamera(picture, nowMs()) : picture.frame.close());
  });
  #droppedFrames = 0;
  #postersMade = 0;
  #freeBytes = Number.POSITIVE_INFINITY;
  #ticker: ReturnType<typeof setInterval> | undefined;
  #ending: Promise<FinishedTake> | null = null;

  async start(
    options: RecordingOptions,
    pictures: PictureInputs,
    sound: SoundInput | null,
    messages: MessagePort,
  ): Promise<TakeFormat> {
    if (this.#messages) throw new AppError('recording-failed', 'A clip is being recorded already');
    this.#messages = messages;
    this.#droppedFrames = this.#postersMade = 0;
    this.#ending = null;
    await this.attachPictures(pictures);
    try {
      const painted = await this.#painted.firstSize(FIRST_PICTURE_MS);
      if (!painted) throw new AppError('recording-failed', 'No picture was painted for ten seconds');
      const camera = pictures.camera && (await this.#camera.firstSize(FIRST_CAMERA_PICTURE_MS));
      this.#freeBytes = await freeForClips();
      if (this.#freeBytes <= 0) throw new AppError('storage-full', 'There is no room for a clip');
      const sizes = { painted: clipSize(painted), camera: camera && clipSize(camera) };
      const take = await Take.open(options, sizes, {
        failed: (error) => void this.#endEarly(error),
        cameraEnded: ({ code, message }) => this.#post({ type: 'camera-ended', code, message }),
      });
      await take.attachSound(sound);
      this.#begin(take);
      return take.format;
    } catch (error) {
      this.#reset();
      const isFull = error instanceof DOMException && error.name === 'QuotaExceededError';
      throw asAppError(error, isFull ? 'storage-full' : 'recording-failed');
    }
  }

  async attachPictures(pictures: PictureInputs): Promise<void> {
    this.#take?.forgetSource();
    this.#painted.attach(pictures.painted);
    this.#camera.attach(pictures.camera);
  }

  async attachSound(sound: SoundInput | null): Promise<void> {
    await this.#take?.attachSound(sound);
  }

  async pause(): Promise<void> {
    this.#take?.clock.pause(nowMs());
    this.#report();
  }

  async resume(): Promise<void> {
    this.#take?.clock.resume(nowMs());
  }

  stop(): Promise<FinishedTake> {
    return (this.#ending ??= this.#finish());
  }

  repair(fileName: string): Promise<FinishedClip | null> {
    return repairClip(fileName);
  }

  #begin(take: Take): void {
    this.#take = take;
    const camera = this.#camera.takeWaiting();
    void this.#write(this.#painted.takeWaiting()!);
    if (camera) void take.addCamera(camera, nowMs());
    this.#ticker = setInterval(() => void this.#tick(), TICK_MS);
  }

  async #receive(picture: PaintedPicture): Promise<void> {
    const take = this.#take;
    if (!take || this.#ending || take.clock.isPaused) {
      picture.frame.close();
      return;
    }
    this.#droppedFrames += picture.missed;
    await this.#write(picture);
  }

  async #write(picture: PaintedPicture): Promise<void> {
    try {
      if (!(await this.#take!.add(picture, nowMs()))) this.#droppedFrames++;
    } catch (error) {
      await this.#endEarly(error);
    }
  }

  async #tick(): Promise<void> {
    const take = this.#take;
    if (!take || this.#ending) return;
    this.#report();
    try {
      if (await take.tick(nowMs())) this.#post({ type: 'encoder-restarted' });
      await this.#postPosters(take);
      const isFull = Math.min(this.#freeBytes - take.bytes, await freeForClips()) <= 0;
      if (isFull) await this.#endEarly(new AppError('storage-full', 'The storage is full'));
    } catch (error) {
      await this.#endEarly(error);
    }
  }

  #report(): void {
    const take = this.#take;
    if (!take) return;
    this.#post({
      type: 'progress',
      elapsedMs: Math.max(0, take.clock.placeMs(nowMs())),
      bytes: take.bytes,
      droppedFrames: this.#droppedFrames,
      sound: take.sound ? (take.sound.isLive ? 'live' : 'silent') : 'none',
    });
  }

  /** A clip goes on without a poster. */
  async #postPosters(take: Take): Promise<void> {
    const dueMs = POSTER_AT_MS[this.#postersMade];
    const { painted, camera } = take.lastPictures;
    if (dueMs === undefined || !painted || take.clock.placeMs(nowMs()) < dueMs) return;
    this.#postersMade++;
    const post = async (of: 'painted' | 'camera', frame: VideoFrame): Promise<void> =>
      this.#post({ type: 'poster', of, poster: await makePoster(frame) });
    // Both are drawn before anything is waited for: the next picture closes them.
    const made = [post('painted', painted), ...(camera ? [post('camera', camera)] : [])];
    await Promise.allSettled(made);
  }

  async #finish(): Promise<FinishedTake> {
    const take = this.#take;
    if (!take) throw new AppError('recording-failed', 'Nothing is being recorded');
    clearInterval(this.#ticker);
    this.#painted.close();
    this.#camera.close();
    try {
      this.#report();
      return await take.finish(nowMs());
    } finally {
      this.#reset();
    }
  }

  /** Nobody asked to stop: keeps what can be kept and says so. */
  async #endEarly(cause: unknown): Promise<void> {
    if (this.#ending) return;
    const { code, message } = asAppError(cause, 'recording-failed');
    const reason: EndReason =
      code === 'storage-full' ? code : cause instanceof EncoderChanged ? 'encoder-changed' : 'failed';
    const messages = this.#messages;
    this.#ending = this.#finish();
    const take = await this.#ending.catch(() => null);
    messages?.postMessage({ type: 'ended', reason, code, message, take } satisfies RecorderMessage);
  }

  #post(message: RecorderMessage): void {
    this.#messages?.postMessage(message);
  }

  #reset(): void {
    clearInterval(this.#ticker);
    this.#painted.close();
    this.#camera.close();
    this.#messages = this.#take = null;
  }
}
