import { openCamera, type Camera, type CameraWish } from '../camera/open-camera.ts';
import { bestRung, createCameraFrames, type Rung } from '../camera/frame-source.ts';
import { openPhoto } from '../camera/photo-source.ts';
import { openScene } from '../camera/scene-source.ts';
import { AppError } from '../shared/errors.ts';
import type { FrameInput, Orientation } from '../shared/protocol.ts';
import type { SourceKind } from './state.ts';

/** What a painter reads, and what goes to it with that. */
export interface SourceInput {
  input: FrameInput;
  transfer: Transferable[];
  /** How its pixels lie by themselves, before anybody mirrors them; left out where they are upright. */
  lies?: Orientation;
}

/** Ends an input that nobody reads. */
export function releaseInput(input: FrameInput): void {
  if (input.kind === 'still') input.bitmap.close();
  else if (input.kind === 'port') input.port.close();
  else if (input.kind === 'track') input.track.stop();
  else void input.readable.cancel();
}

/** What is being painted, whichever painter does it. Owns hardware and worker behind it. */
export interface OpenSource {
  kind: SourceKind;
  /** The camera behind it, else null. */
  camera: Camera | null;
  /** Whether it is mirrored unless people say otherwise. */
  mirrorsByDefault: boolean;
  /** A fresh input for a painter; the last one is given up. Everything in `transfer` goes with it. */
  createInput(): Promise<SourceInput>;
  /** The painter could not read the last input (`camera-unsupported`): true if there is another way to try. */
  useNextRung(): boolean;
  /** Releases the camera (its light goes off) or ends the scene. May be called twice. */
  stop(): void;
}

/** Opens a camera. Rejects as `openCamera` does. */
export async function openCameraSource(wish: CameraWish): Promise<OpenSource> {
  const camera = await openCamera(wish);
  let frames: ReturnType<typeof createCameraFrames> | null = null;
  let rung: Rung = bestRung(camera.track);
  return {
    kind: 'camera',
    camera,
    mirrorsByDefault: camera.mirrorsByDefault,
    createInput: async () => {
      if (camera.over.aborted) throw new AppError('camera-ended', 'The camera is gone');
      frames?.dispose();
      frames = createCameraFrames(camera, rung);
      return { input: frames.input, transfer: frames.transfer };
    },
    useNextRung: () => {
      // Whether a worker has the processor that Safari's rung needs cannot be seen from the page.
      if (rung !== 'track') return false;
      rung = 'video-frame';
      return true;
    },
    stop: () => {
      frames?.dispose();
      frames = null;
      camera.stop();
    },
  };
}

/** The built-in moving scene. */
export function openSceneSource(): OpenSource {
  const scene = openScene();
  return {
    kind: 'scene',
    camera: null,
    mirrorsByDefault: false,
    createInput: async () => scene.createInput(),
    useNextRung: () => false,
    stop: () => scene.stop(),
  };
}

/** A photo. Rejects with `picture-unreadable`, `picture-too-large` before anything else changes. */
export async function openPhotoSource(file: Blob): Promise<OpenSource> {
  let next: ImageBitmap | null = (await openPhoto(file)).bitmap;
  return {
    kind: 'photo',
    camera: null,
    mirrorsByDefault: false,
    createInput: async () => {
      const bitmap = next ?? (await openPhoto(file)).bitmap;
      next = null;
      return { input: { kind: 'still', bitmap }, transfer: [bitmap] };
    },
    useNextRung: () => false,
    stop: () => {
      next?.close();
      next = null;
    },
  };
}
