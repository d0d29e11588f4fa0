import { transfer } from 'comlink';
import { AppError, asAppError, type AppErrorCode } from '../../src/shared/errors.ts';
import type { FinishedClip, PaintedPicture, PictureCredit } from '../../src/shared/recording.ts';
import type {
  OpenedVideo,
  RestyleApi,
  RestyleFormat,
  RestyleMessage,
  RestyleOptions,
} from '../../src/shared/restyle.ts';
import { inTime } from '../recorder/in-time.ts';
import { makePoster } from '../recorder/poster.ts';
import { repairClip } from '../recorder/repair-clip.ts';
import { freeForClips } from '../recorder/storage-watch.ts';
import { FrameFeed } from './frame-feed.ts';
import { fileError, openVideo, type VideoFile } from './open-video.ts';
import { clipOrigin, expectRoom, PaintedFile } from './painted-file.ts';
import { readFrames } from './read-frames.ts';

const TICK_MS = 250;
/** An encoder whose GPU process crashed neither fails nor ends. */
const ENCODER_STALL_MS = 10_000;
const FINISH_AT_MOST_MS = 15_000;
/** A file that ends this much before it should is cut off. */
const MISSING_SHARE = 0.02;
const MISSING_MS = 300;

/** Implements the restyler: one file, from its frames to the clip. */
export class Restyler implements RestyleApi {
  #video: VideoFile | null = null;
  #feed: FrameFeed | null = null;
  #out: PaintedFile | null = null;
  #messages: MessagePort | null = null;
  #pictures: MessagePort | null = null;
  #originSeconds = 0;
  #frames = 0;
  #doneMs = 0;
  #postersMade = 0;
  #freeBytes = Number.POSITIVE_INFINITY;
  /** Since when the encoder has been given a picture that it does not take. */
  #writingSinceMs: number | null = null;
  #ticker: ReturnType<typeof setInterval> | undefined;
  #ending: Promise<FinishedClip | null> | null = null;

  async open(file: Blob): Promise<OpenedVideo> {
    this.#video?.input.dispose();
    this.#video = null;
    const { preview, ...video } = await openVideo(file);
    this.#video = video;
    return transfer({ facts: video.facts, preview }, [preview]);
  }

  async start(options: RestyleOptions, messages: MessagePort): Promise<RestyleFormat> {
    const video = this.#video;
    if (!video || this.#out)
      throw new AppError('internal', 'There is no file to paint, or it is being painted');
    try {
      const sound = await video.input.getPrimaryAudioTrack();
      const firstSound = sound && (await sound.getFirstTimestamp());
      this.#originSeconds = clipOrigin(await video.track.getFirstTimestamp(), firstSound);
      this.#freeBytes = await freeForClips();
      expectRoom(this.#freeBytes, options.size, options.quality, video.facts.durationMs);
      this.#out = await PaintedFile.open(options, sound, this.#originSeconds);
    } catch (error) {
      const isFull = error instanceof DOMException && error.name === 'QuotaExceededError';
      throw asAppError(error, isFull ? 'storage-full' : 'recording-failed');
    }
    this.#messages = messages;
    this.#frames = this.#doneMs = this.#postersMade = 0;
    this.#writingSinceMs = this.#ending = null;
    this.#feed = new FrameFeed(readFrames(video.track), (error) => void this.#fileEnded(error));
    this.#ticker = setInterval(() => void this.#tick(), TICK_MS);
    return this.#out.format;
  }

  async attachFrames(port: MessagePort): Promise<void> {
    if (this.#feed) this.#feed.attach(port);
    else port.close();
  }

  async attachPictures(port: MessagePort): Promise<void> {
    this.#pictures?.close();
    this.#pictures = port;
    port.onmessage = ({ data }: MessageEvent<PaintedPicture>) => {
      port.postMessage({ type: 'credit' } satisfies PictureCredit);
      void this.#receive(data);
    };
  }

  async pause(): Promise<void> {
    this.#feed?.pause();
  }

  async resume(): Promise<void> {
    this.#feed?.resume();
  }

  finish(): Promise<FinishedClip | null> {
    return (this.#ending ??= this.#complete(false));
  }

  async #receive({ frame, timestampUs }: PaintedPicture): Promise<void> {
    const out = this.#out;
    const place = this.#ending ? null : (this.#feed?.takeBack(timestampUs) ?? null);
    if (!out || !place) return frame.close();
    const atSeconds = Math.max(0, place.atSeconds - this.#originSeconds);
    try {
      this.#writingSinceMs = performance.now();
      await out.add(frame, { ...place, atSeconds }, (fitted) => this.#offerPoster(fitted, atSeconds * 1000));
      this.#writingSinceMs = null;
      this.#frames++;
      this.#doneMs = (atSeconds + place.durationSeconds) * 1000;
      this.#feed?.next();
    } catch (error) {
      await this.#endEarly(asAppError(error, 'recording-failed'));
    }
  }

  /** The first one at once, a better one from where the preview was taken. */
  #offerPoster(picture: VideoFrame, atMs: number): void {
    const dueMs = [0, (this.#video?.facts.durationMs ?? 0) / 10][this.#postersMade];
    if (dueMs === undefined || atMs < dueMs) return;
    this.#postersMade++;
    const copy = picture.clone();
    makePoster(copy)
      .then((poster) => this.#post({ type: 'poster', poster }))
      .catch(() => undefined)
      .finally(() => copy.close());
  }

  async #fileEnded(error: unknown): Promise<void> {
    if (error !== null) return this.#endEarly(fileError(error, 'file-unreadable'));
    const wholeMs = this.#video!.facts.durationMs;
    const isCutOff = wholeMs - this.#doneMs > Math.max(MISSING_MS, wholeMs * MISSING_SHARE);
    const message = `The file ends at ${Math.round(this.#doneMs)} of ${Math.round(wholeMs)} ms`;
    await this.#end(isCutOff ? 'file-cut-off' : null, message, !isCutOff);
  }

  #endEarly(error: AppError): Promise<void> {
    return this.#end(error.code, error.message, false);
  }

  /** Nobody asked to stop: keeps what there is and says why. */
  async #end(code: AppErrorCode | null, message: string, withAllSound: boolean): Promise<void> {
    if (this.#ending) return;
    const messages = this.#messages;
    this.#report();
    this.#ending = this.#complete(withAllSound);
    const said: RestyleMessage = { type: 'ended', clip: await this.#ending.catch(() => null), code, message };
    messages?.postMessage(said);
  }

  async #complete(withAllSound: boolean): Promise<FinishedClip | null> {
    const out = this.#out;
    if (!out) return null;
    this.#feed?.close();
    this.#pictures?.close();
    try {
      if (this.#frames === 0) {
        await out.remove();
        return null;
      }
      // However much that is, the page hears that it goes on.
      if (withAllSound) await out.writeAllSound();
      clearInterval(this.#ticker);
      return await inTime(out.finish(), FINISH_AT_MOST_MS);
    } catch {
      out.abandon();
      return await repairClip(out.format.fileName);
    } finally {
      clearInterval(this.#ticker);
      this.#out = this.#feed = this.#pictures = this.#messages = null;
    }
  }

  async #tick(): Promise<void> {
    const out = this.#out;
    if (!out) return;
    this.#report();
    if (this.#ending) return;
    if (this.#writingSinceMs !== null && performance.now() - this.#writingSinceMs > ENCODER_STALL_MS) {
      return this.#endEarly(new AppError('recording-failed', 'The video encoder does not answer any more'));
    }
    const isFull = Math.min(this.#freeBytes - out.bytes, await freeForClips()) <= 0;
    if (isFull) await this.#endEarly(new AppError('storage-full', 'The storage is full'));
  }

  #report(): void {
    if (this.#out)
      this.#post({ type: 'progress', frames: this.#frames, doneMs: this.#doneMs, bytes: this.#out.bytes });
  }

  #post(message: RestyleMessage): void {
    this.#messages?.postMessage(message);
  }
}
