import type {
  FinishedClip,
  FinishedTake,
  PictureInputs,
  RecordingOptions,
  SoundInput,
  TakeFormat,
} from '../shared/recording.ts';

/** Whatever records clips: the recorder's worker, or the browser's own where there is no video encoder. See `RecorderApi`. */
export interface ClipRecorder {
  start(options: RecordingOptions, pictures: PictureInputs, sound: SoundInput | null): Promise<TakeFormat>;
  attachPictures(pictures: PictureInputs): Promise<void>;
  attachSound(sound: SoundInput | null): Promise<void>;
  pause(): Promise<void>;
  resume(): Promise<void>;
  stop(): Promise<FinishedTake>;
  repair(fileName: string): Promise<FinishedClip | null>;
}

/** False where clips can only be recorded by `MediaRecorder`: simpler, and only what the screen shows. */
export function hasVideoEncoder(): boolean {
  return typeof VideoEncoder === 'function';
}
