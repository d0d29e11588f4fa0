/** Everything that crosses the threads while a video file is painted: page ↔ restyler, and painter ↔ restyler. */
import type { AppErrorCode } from './errors.ts';
import type { Size } from './frame-size.ts';
import type { ClipQuality, FinishedClip, RecordingFormat } from './recording.ts';

/** What is known of a video file before it is painted. */
export interface VideoFacts {
  durationMs: number;
  /** As it is shown: upright and with square pixels. */
  size: Size;
  /** How its frames must be turned, clockwise, to be upright, and whether they are mirrored after that. */
  rotation: 0 | 90 | 180 | 270;
  flip: boolean;
  /** Frames in all; an estimate from the first ones. */
  frames: number;
  /** Median of the first frames. */
  framesPerSecond: number;
  /** More light and colour than our pictures have: the browser brings it down. */
  isHdr: boolean;
  videoCodec: string;
  /** '' without sound. */
  audioCodec: string;
}

/** A file that can be painted. Whoever gets it closes `preview`. */
export interface OpenedVideo {
  facts: VideoFacts;
  /** An upright frame from near the beginning, 1920 pixels a side at most. */
  preview: ImageBitmap;
}

/** What a painted file is written as. */
export interface RestyleOptions {
  /** In `CLIP_FOLDER`, without extension. */
  id: string;
  title: string;
  /** Of the painting at the start: title, artist, year; '' for an own picture. */
  credit: string;
  createdAtMs: number;
  quality: ClipQuality;
  /** Of the clip's picture; even numbers. */
  size: Size;
}

/** What became of the file's own sound. `lost`: neither can the clip hold it as it is nor this browser decode it. */
export type SoundFate = 'none' | 'copied' | 'encoded' | 'lost';

/** The clip's format, once its file is open. */
export interface RestyleFormat extends RecordingFormat {
  sound: SoundFate;
}

/** How far it is. Comes four times a second, also while nothing moves. */
interface RestyleProgress {
  type: 'progress';
  frames: number;
  /** Where the last painted frame ends, in the file's own time. */
  doneMs: number;
  bytes: number;
}

/** Restyler → page. */
export type RestyleMessage =
  | RestyleProgress
  /** A small picture of the clip, for the shelf. The last one counts. */
  | { type: 'poster'; poster: Blob }
  /**
   * No frame will be painted any more. `clip` is null when nothing could be kept. `code` is null when every frame was
   * painted; else it says why the rest was not.
   */
  | { type: 'ended'; clip: FinishedClip | null; code: AppErrorCode | null; message: string };

/**
 * Paints video files, behind Comlink, in a worker of its own: reads frames, lends each to the painter, and writes what
 * comes back, stamped with the file's own time. One file at a time.
 *
 * Order: `open` → `start` → (`attachFrames` and `attachPictures` for every painter, `pause`, `resume`) → `finish`, or the
 * file ends by itself. Rejections are `AppError`s.
 */
export interface RestyleApi {
  /**
   * Reads what a file is and decodes one frame of it. Rejects with `file-unreadable`, `file-cut-off`, `file-protected`,
   * `file-sound-only`, `file-empty`, `file-codec`, `file-too-large`.
   */
  open(file: Blob): Promise<OpenedVideo>;
  /** Opens the clip's file. Rejects with `recording-unsupported`, `storage-full`, `recording-failed`. */
  start(options: RestyleOptions, messages: MessagePort): Promise<RestyleFormat>;
  /**
   * The sending end of a painter's `port` input (see `FrameInput`). One frame is lent at a time, and the same one again
   * until it has come back painted: no frame is lost when a painter is replaced, fails or lets one go.
   */
  attachFrames(port: MessagePort): Promise<void>;
  /** The receiving end of a painter's `tapPictures`. */
  attachPictures(port: MessagePort): Promise<void>;
  /** No more frames are lent until `resume`. */
  pause(): Promise<void>;
  resume(): Promise<void>;
  /** Ends here and completes the clip. Null, and nothing is left on disk, where no frame has been painted. */
  finish(): Promise<FinishedClip | null>;
}
