import type { Aspect } from '../shared/frame-size.ts';
import type { ClipCuts, ClipRange } from '../shared/clip-copy.ts';
import type { Look, SnapshotType } from '../shared/protocol.ts';
import type { NetworkTier } from '../shared/manifest.ts';
import type { ClipQuality } from '../shared/recording.ts';
import type { CountdownChoice, EngineChoice, QualityChoice } from './studio-view.ts';

/** What the UI may ask for. None of them rejects: failures end in the state or a notice. */
export interface StudioActions {
  startCamera(deviceId?: string): Promise<void>;
  startScene(): Promise<void>;
  /** Paints a photo instead of a camera. */
  startPhoto(file: Blob): Promise<void>;
  /**
   * A photo or a video that was chosen, dropped, shared or opened with the app: a photo is painted like a camera's picture,
   * a video shows one frame until `startRestyle`.
   */
  openFile(file: File): Promise<void>;
  /** The same with a clip of the shelf, such as an unpainted take. */
  restyleClip(id: string): Promise<void>;
  /** One of `view.restyle.sizes`. Only while it is `ready`. */
  chooseRestyleSize(sizeId: string): void;
  chooseRestyleTier(tier: NetworkTier): void;
  /** Paints the open video into a clip, frame by frame. */
  startRestyle(): Promise<void>;
  pauseRestyle(): void;
  resumeRestyle(): void;
  /** Stops; what is done is thrown away unless the notice's “Keep” is pressed. */
  cancelRestyle(): Promise<void>;
  /** Stops the source (camera light off) and goes back to the first screen. */
  stop(): Promise<void>;
  /** After a failure: tries the same source again. */
  retry(): Promise<void>;
  switchCamera(deviceId?: string): Promise<void>;
  setMirror(mirror: boolean): void;
  choosePainting(id: string): void;
  /** +1 next, −1 previous painting. */
  stepPainting(by: number): void;
  /** Makes a style of the user's own picture, keeps and chooses it. */
  addPainting(file: Blob, name: string): Promise<void>;
  /** Deletes an own painting; a notice offers undo. */
  removePainting(id: string): Promise<void>;
  renamePainting(id: string, title: string): Promise<void>;
  setLook(look: Partial<Look>): void;
  resetLook(): void;
  setAspect(aspect: Aspect): void;
  setQuality(quality: QualityChoice): void;
  setEngine(engine: EngineChoice): void;
  hold(held: boolean): void;
  compare(on: boolean): void;
  /** Before/after: where the camera ends and the painting begins, as `StudioView.wipe`; 0 for none. */
  setWipe(at: number): void;
  /** Saves (or, on touch devices, shares) the picture on show as a file. Only while there is one. */
  takeSnapshot(): Promise<void>;
  /** Format of the next snapshots. */
  setSnapshotType(type: SnapshotType): void;
  setStatsOpen(open: boolean): void;
  setShortcuts(on: boolean): void;
  /** Records what is painted, from the next picture on, after the countdown if there is one. Only while painting. */
  startRecording(): Promise<void>;
  /** Resolves when the clip is on the shelf. While it is counted down, nothing is recorded. */
  stopRecording(): Promise<void>;
  pauseRecording(): void;
  resumeRecording(): void;
  /** Switching on asks for the microphone. While recording, sound can be muted so, but not added. */
  setSound(on: boolean): Promise<void>;
  setMicrophone(deviceId: string): Promise<void>;
  /** Loudness at this moment, 0..1; 0 without an open microphone. For a meter, with every picture of the screen. */
  soundLevel(): number;
  /** Of the next clip. */
  setClipQuality(quality: ClipQuality): void;
  /** Before the next clip; 0 for none. Remembered. */
  setCountdown(seconds: CountdownChoice): void;
  /** Whether the next clip keeps the camera's own picture too, in a file of its own. Remembered. */
  setKeepsCamera(on: boolean): void;
  /** The clip's file, to play, save or share, with a name to save it by. Null (and a notice) where it is gone. */
  clipFile(id: string): Promise<File | null>;
  /** Makes the browser download a clip's file; an installed app on a touch screen shares it. */
  saveClip(id: string): Promise<void>;
  /** Lets the user choose where a clip's file goes. Only where the browser can (`showSaveFilePicker`). */
  saveClipAs(id: string): Promise<void>;
  /**
   * Saves a copy as an MP4 that plays nearly everywhere: index first, H.264 and AAC as far as this device can make them;
   * a notice says what it cannot. Progress is in `view.clipJob`.
   */
  saveCompatible(id: string): Promise<void>;
  /** Where a clip can be cut. Null (and a notice) where its file is gone. */
  clipCuts(id: string): Promise<ClipCuts | null>;
  /** A row of small pictures of a clip; null where it cannot be made. */
  clipFilmstrip(id: string, pictures: number, height: number): Promise<Blob | null>;
  /**
   * Makes a new clip of a part of one, nothing encoded anew; the old one stays. Progress is in `view.clipJob`. Resolves
   * with its id, or null where it was cancelled or failed (then there is a notice).
   */
  trimClip(id: string, range: ClipRange): Promise<string | null>;
  /** Gives up what `view.clipJob` shows. */
  cancelClipJob(): void;
  /** Opens the share sheet with a clip's file. */
  shareClip(id: string): Promise<void>;
  renameClip(id: string, title: string): Promise<void>;
  /** Deletes a clip; a notice offers undo. */
  removeClip(id: string): Promise<void>;
  /** Adds a converted network, checks it and paints with it. Another one that is there is replaced only when it works. */
  addPack(file: Blob): Promise<void>;
  /** The same from an address on this page's own server. */
  fetchPack(address: string): Promise<void>;
  /** Deletes the user's network; a notice offers undo. */
  removePack(): Promise<void>;
  dismissNotice(id: number): void;
  install(): Promise<void>;
  applyUpdate(): void;
  /** Deletes stored models; they are fetched again when needed. */
  removeDownloads(): Promise<void>;
  /** Hands over the element whose picture the worker paints; called whenever a fresh canvas is needed. */
  attachStage(stage: StageHost): void;
}

/** The one element that the studio asks for canvases and a video element. */
export interface StageHost {
  /**
   * A fresh canvas laid over the old one, which stays until `settleCanvas`: the last picture is kept while an
   * engine is replaced.
   */
  addCanvas(): HTMLCanvasElement;
  /** The newest canvas has painted: the older ones go. */
  settleCanvas(): void;
  /** Takes away every canvas. */
  clearCanvases(): void;
  /** The canvas with the picture that is seen, or null. */
  shownCanvas(): HTMLCanvasElement | null;
  /** Keeps a copy of the present picture in main memory, so that a GPU reset cannot blank it. Small, now and then. */
  keepPicture(): void;
}
