/** Everything that crosses the threads while a clip is recorded: page ↔ recorder, and painter → recorder. */
import type { AppErrorCode } from './errors.ts';
import type { Size } from './frame-size.ts';

/** How much of the picture is kept: about 2, 4 or 8 megabits a second at 1280×720. */
export type ClipQuality = 'small' | 'good' | 'best';

/** Folder of the clips in the origin private file system. */
export const CLIP_FOLDER = 'clips';

/**
 * Where sound comes from; everything in it is transferred.
 *
 * - `stream`: Chromium, `MediaStreamTrackProcessor.readable` made on the page.
 * - `port`: an AudioWorklet that posts `SoundBlock`s.
 */
export type SoundInput =
  { kind: 'stream'; readable: ReadableStream<AudioData> } | { kind: 'port'; port: MessagePort };

/** Worklet → recorder on a `port` input: a stretch of sound, its planes transferred. */
export interface SoundBlock {
  /** Per channel f32[frames], −1..1. */
  planes: Float32Array<ArrayBuffer>[];
  sampleRate: number;
  /** Of the first sample, µs on the worklet's own clock. */
  timestampUs: number;
}

/** What the sound will most likely be like: silence is made of it until real sound arrives. */
export interface SoundFormat {
  sampleRate: number;
  channels: number;
}

/** What a clip is recorded as. */
export interface RecordingOptions {
  /** In `CLIP_FOLDER`, without extension; the container decides that. */
  id: string;
  quality: ClipQuality;
  /** Written into the file. */
  title: string;
  /** Of the painting that was on at the start: title, artist, year; '' for an own picture. */
  credit: string;
  createdAtMs: number;
  /** Null: the clip has no sound track. */
  sound: SoundFormat | null;
  /** Id of a second file with the camera's own picture, kept beside the painted one; null without. */
  cameraTakeId: string | null;
}

/** Where pictures come from; the ports are transferred. */
export interface PictureInputs {
  /** `PaintedPicture`s. */
  painted: MessagePort;
  /** The same of the camera's own pictures, upright and whole; null while they are not kept. */
  camera: MessagePort | null;
}

/** Painter → recorder: one painted picture, transferred. Whoever receives it closes it. */
export interface PaintedPicture {
  frame: VideoFrame;
  /** When the *camera* saw it, ms since 1970: inference delay costs no lip-sync. */
  capturedAtMs: number;
  /** Source frames' own clock, µs; only differences count, and only within one source. */
  timestampUs: number;
  /** Painted pictures that were not sent since the last one, because the recorder was busy. */
  missed: number;
}

/** Recorder → painter: one picture is dealt with. */
export interface PictureCredit {
  type: 'credit';
}

/** Painted pictures under way to the recorder at most. */
export const PICTURES_IN_FLIGHT = 3;

/** What the recorder has chosen, once the first picture is there. */
export interface RecordingFormat {
  fileName: string;
  mimeType: string;
  size: Size;
  videoCodec: string;
  /** '' without sound. */
  audioCodec: string;
}

/** What both files of a take are made of. */
export interface TakeFormat {
  painted: RecordingFormat;
  /** Null without a camera take, also where one was wanted but cannot be made. */
  camera: RecordingFormat | null;
}

/** What a take has left on disk. */
export interface FinishedTake {
  painted: FinishedClip;
  camera: FinishedClip | null;
}

/** A clip that is complete on disk. */
export interface FinishedClip {
  fileName: string;
  mimeType: string;
  durationMs: number;
  bytes: number;
  size: Size;
  /** 'avc', 'vp9', 'av1', 'vp8'. */
  videoCodec: string;
  /** 'aac', 'opus' or ''. */
  audioCodec: string;
}

/**
 * Why a recording ended without being asked to. `encoder-changed`: its encoder was lost and a fresh one does not fit into
 * the same file; the rest can go on in another one.
 */
export type EndReason = 'storage-full' | 'encoder-changed' | 'failed';

/** Recorder → page. `progress` comes four times a second while recording. */
export type RecorderMessage =
  | {
      type: 'progress';
      /** Length of the clip so far, pauses left out. */
      elapsedMs: number;
      bytes: number;
      /** Painted pictures that are not in the clip because encoder or disk were busy. */
      droppedFrames: number;
      /** `silent`: there should be sound but none has arrived for a second; silence is recorded. */
      sound: 'none' | 'live' | 'silent';
    }
  /** A small picture of the clip, for the shelf. The last one counts. */
  | { type: 'poster'; of: 'painted' | 'camera'; poster: Blob }
  /** The encoder was lost, with pictures that lay in it, and a fresh one goes on in the same file. */
  | { type: 'encoder-restarted' }
  /** Only the camera take ended early; what there is of it comes with `stop`. */
  | { type: 'camera-ended'; code: AppErrorCode; message: string }
  /** The recorder stopped by itself. `take` is null when nothing could be kept. */
  | { type: 'ended'; reason: EndReason; code: AppErrorCode; message: string; take: FinishedTake | null };

/**
 * The recorder behind Comlink, in a worker of its own, so that it outlives painters: one recording at a time.
 *
 * Order: `start` → (`pause`, `resume`, `attach…`) → `stop`. Rejections are `AppError`s.
 */
export interface RecorderApi {
  /**
   * Waits for the first picture, probes encoders, opens the file and records from the next picture on.
   *
   * With a camera port in `pictures` a second file is recorded in step: same start, pauses, sound and end. It may fail by
   * itself. `messages` gets `RecorderMessage`s. Rejects with `recording-unsupported` (no encoder), `storage-full`,
   * `recording-failed` (no picture for ten seconds, no file); nothing is left on disk then.
   */
  start(
    options: RecordingOptions,
    pictures: PictureInputs,
    sound: SoundInput | null,
    messages: MessagePort,
  ): Promise<TakeFormat>;
  /** Another painter goes on. The clip shows the last picture until its first one comes. */
  attachPictures(pictures: PictureInputs): Promise<void>;
  /** Another microphone goes on, or none (silence). Without effect on a clip without sound track. */
  attachSound(sound: SoundInput | null): Promise<void>;
  /** Nothing is recorded until `resume`; the clip has no gap there. */
  pause(): Promise<void>;
  resume(): Promise<void>;
  /** Completes the files. Rejects with `recording-failed` if there is nothing to keep. */
  stop(): Promise<FinishedTake>;
  /**
   * Makes a clip whole whose recorder died: cuts the torn end off and measures what is there. Resolves null (and
   * deletes the file) if there is no picture in it. Waits a few seconds for a file that is still locked.
   */
  repair(fileName: string): Promise<FinishedClip | null>;
}
