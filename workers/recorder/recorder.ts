import { AppError, asAppError } from '../../src/shared/errors.ts';
import type {
  EndReason,
  FinishedClip,
  PaintedPicture,
  PictureCredit,
  RecorderApi,
  RecorderMessage,
  RecordingFormat,
  RecordingOptions,
  SoundInput,
} from '../../src/shared/recording.ts';
import { clipSize } from './picture-box.ts';
import { makePoster } from './poster.ts';
import { repairClip } from './repair-clip.ts';
import { freeForClips } from './storage-watch.ts';
import { Take } from './take.ts';

const TICK_MS = 250;
const FIRST_PICTURE_MS = 10_000;
/** An encoder whose GPU process crashed neither fails nor ends: pictures that lay in its memory never arrive. */
const ENCODER_STALL_MS = 6000;
const FINISH_AT_MOST_MS = 8000;
/** The second poster shows what the glide from the painting before has ended in. */
const POSTER_AT_MS = [0, 1000];
/** Stills were painted long ago when they are recorded. */
const OLDEST_FIRST_MS = 500;

const nowMs = (): number => performance.timeOrigin + performance.now();

/** Implements the recorder: gathers pictures and sound for the one take, and ends it when it must. */
export class Recorder implements RecorderApi {
  #take: Take | null = null;
  #messages: MessagePort | null = null;
  #pictures: MessagePort | null = null;
  /** The newest picture before there is a take. */
  #waiting: PaintedPicture | null = null;
  #onWaiting: () => void = () => undefined;
  #droppedFrames = 0;
  #postersMade = 0;
  #freeBytes = Number.POSITIVE_INFINITY;
  #ticker: ReturnType<typeof setInterval> | undefined;
  #ending: Promise<FinishedClip> | null = null;

  async start(
    options: RecordingOptions,
    pictures: MessagePort,
    sound: SoundInput | null,
    messages: MessagePort,
  ): Promise<RecordingFormat> {
    if (this.#messages) throw new AppError('recording-failed', 'A clip is being recorded already');
    this.#messages = messages;
    this.#droppedFrames = this.#postersMade = 0;
    this.#ending = null;
    await this.attachPictures(pictures);
    try {
      const { frame } = await this.#firstPicture();
      // A newer picture replaces it, and closes it, during every await.
      const size = clipSize({ width: frame.displayWidth, height: frame.displayHeight });
      this.#freeBytes = await freeForClips();
      if (this.#freeBytes <= 0) throw new AppError('storage-full', 'There is no room for a clip');
      const take = await Take.open(options, size, (error) => void this.#endEarly('failed', error));
      await take.attachSound(sound);
      this.#begin(take);
      return take.format;
    } catch (error) {
      this.#reset();
      const isFull = error instanceof DOMException && error.name === 'QuotaExceededError';
      throw asAppError(error, isFull ? 'storage-full' : 'recording-failed');
    }
  }

  async attachPictures(pictures: MessagePort): Promise<void> {
    this.#pictures?.close();
    this.#pictures = pictures;
    this.#take?.pictures.forgetSource();
    pictures.onmessage = ({ data }: MessageEvent<PaintedPicture>) => {
      void this.#receive(data).finally(() =>
        pictures.postMessage({ type: 'credit' } satisfies PictureCredit),
      );
    };
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

  stop(): Promise<FinishedClip> {
    return (this.#ending ??= this.#finish());
  }

  repair(fileName: string): Promise<FinishedClip | null> {
    return repairClip(fileName);
  }

  async #firstPicture(): Promise<PaintedPicture> {
    const isThere = new Promise<void>((resolve) => (this.#onWaiting = resolve));
    let timer: ReturnType<typeof setTimeout> | undefined;
    const isLate = new Promise<void>((resolve) => (timer = setTimeout(resolve, FIRST_PICTURE_MS)));
    await Promise.race([isThere, isLate]);
    clearTimeout(timer);
    if (!this.#waiting) throw new AppError('recording-failed', 'No picture was painted for ten seconds');
    return this.#waiting;
  }

  #begin(take: Take): void {
    this.#take = take;
    const first = this.#waiting!;
    this.#waiting = null;
    const oldest = nowMs() - OLDEST_FIRST_MS;
    void this.#write({ ...first, capturedAtMs: Math.max(first.capturedAtMs, oldest) });
    this.#ticker = setInterval(() => void this.#tick(), TICK_MS);
  }

  async #receive(picture: PaintedPicture): Promise<void> {
    if (this.#take) {
      this.#droppedFrames += this.#take.clock.isPaused ? 0 : picture.missed;
      if (!this.#ending && !this.#take.clock.isPaused) return this.#write(picture);
    } else if (this.#messages) {
      this.#waiting?.frame.close();
      this.#waiting = picture;
      this.#onWaiting();
      return;
    }
    picture.frame.close();
  }

  async #write(picture: PaintedPicture): Promise<void> {
    try {
      if (!(await this.#take!.add(picture, nowMs()))) this.#droppedFrames++;
    } catch (error) {
      await this.#endEarly('failed', error);
    }
  }

  async #tick(): Promise<void> {
    const take = this.#take;
    if (!take || this.#ending) return;
    this.#report();
    try {
      take.sound?.tick(nowMs());
      const isStalled = take.pictures.stalledMs(nowMs()) > ENCODER_STALL_MS;
      if (isStalled) throw new AppError('recording-failed', 'The video encoder does not answer any more');
      await Promise.all([take.pictures.tick(nowMs()), this.#postPoster(take)]);
      const isFull = Math.min(this.#freeBytes - take.bytes, await freeForClips()) <= 0;
      if (isFull) await this.#endEarly('storage-full', new AppError('storage-full', 'The storage is full'));
    } catch (error) {
      await this.#endEarly('failed', error);
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

  async #postPoster(take: Take): Promise<void> {
    const dueMs = POSTER_AT_MS[this.#postersMade];
    const { last } = take.pictures;
    if (dueMs === undefined || !last || take.clock.placeMs(nowMs()) < dueMs) return;
    this.#postersMade++;
    this.#post({ type: 'poster', poster: await makePoster(last) });
  }

  async #finish(): Promise<FinishedClip> {
    const take = this.#take;
    if (!take) throw new AppError('recording-failed', 'Nothing is being recorded');
    clearInterval(this.#ticker);
    this.#pictures?.close();
    try {
      this.#report();
      return await inTime(take.finish(nowMs()));
    } catch (error) {
      take.abandon();
      const clip = await repairClip(take.format.fileName);
      if (!clip) throw asAppError(error, 'recording-failed');
      return clip;
    } finally {
      this.#reset();
    }
  }

  /** Nobody asked to stop: keeps what can be kept and says so. */
  async #endEarly(reason: EndReason, cause: unknown): Promise<void> {
    if (this.#ending) return;
    const error = asAppError(cause, 'recording-failed');
    const messages = this.#messages;
    this.#ending = this.#finish();
    const clip = await this.#ending.catch(() => null);
    const said: RecorderMessage = {
      type: 'ended',
      reason: error.code === 'storage-full' ? 'storage-full' : reason,
      code: error.code,
      message: error.message,
      clip,
    };
    messages?.postMessage(said);
  }

  #post(message: RecorderMessage): void {
    this.#messages?.postMessage(message);
  }

  #reset(): void {
    clearInterval(this.#ticker);
    this.#waiting?.frame.close();
    this.#waiting = null;
    this.#pictures?.close();
    this.#pictures = this.#messages = this.#take = null;
  }
}

/** Rejects where something takes longer than finishing a file ever should. */
async function inTime<T>(job: Promise<T>): Promise<T> {
  let timer: ReturnType<typeof setTimeout> | undefined;
  const isLate = new Promise<never>((_, reject) => {
    const late = new AppError('recording-failed', 'The encoders did not finish');
    timer = setTimeout(() => reject(late), FINISH_AT_MOST_MS);
  });
  try {
    return await Promise.race([job, isLate]);
  } finally {
    clearTimeout(timer);
  }
}
