import { AppError } from '../shared/errors.ts';
import type { Size } from '../shared/frame-size.ts';
import { attachPreview } from './attach-preview.ts';
import { cameraError } from './camera-error.ts';

/** Which way a camera looks; desktop cameras do not say. */
type Facing = 'user' | 'environment' | 'unknown';

/** The camera that is asked for; without either, the browser's or the user's default. */
export interface CameraWish {
  /** Exactly this one. */
  deviceId?: string;
  /** Preferably one that looks this way. */
  facing?: 'user' | 'environment';
}

/** An open camera. Whoever opened it stops it; that turns its light off. */
export interface Camera {
  readonly stream: MediaStream;
  readonly track: MediaStreamTrack;
  readonly label: string;
  readonly deviceId: string;
  readonly facing: Facing;
  /**
   * People expect a mirror of a camera that looks at them. A capture card, a document camera or a virtual one shows
   * something that must stay readable, so a camera that does not say which way it looks is judged by its name.
   */
  readonly mirrorsByDefault: boolean;
  /** Aborted when the camera is over, whether it was stopped or lost. */
  readonly over: AbortSignal;
  /**
   * Calls back once when the camera is lost: unplugged, or permission taken back. Not after `stop`. A camera lost
   * before this call is reported too. Returns a function that forgets the callback.
   */
  onEnded(callback: () => void): () => void;
  /**
   * Width and height of the first frame as it is shown: track settings lie about rotation (react-webcam#416).
   * Rejects with `camera-ended` if there never is one.
   */
  measureSize(): Promise<Size>;
  /** Releases the camera. May be called twice. */
  stop(): void;
}

/**
 * Opens a camera with exactly one getUserMedia call, which may ask the user.
 *
 * Never asks again by itself: being asked twice is what people complain of most. Rejects with `camera-denied`,
 * `camera-missing`, `camera-busy`, `camera-unsuitable` (a `deviceId` that is gone: forget it), `camera-unsupported` or
 * `camera-insecure`.
 */
export async function openCamera(wish: CameraWish = {}): Promise<Camera> {
  if (!globalThis.isSecureContext) {
    throw new AppError('camera-insecure', 'Browsers give the camera to https pages and localhost only');
  }
  if (!navigator.mediaDevices?.getUserMedia) {
    throw new AppError('camera-unsupported', 'This browser gives web pages no camera');
  }
  let stream: MediaStream;
  try {
    stream = await navigator.mediaDevices.getUserMedia({ audio: false, video: videoConstraints(wish) });
  } catch (error) {
    throw cameraError(error);
  }
  return new OpenCamera(stream);
}

function videoConstraints(wish: CameraWish): MediaTrackConstraints {
  return {
    // Only ideals: an exact size can silently pick another camera.
    width: { ideal: 1280 },
    height: { ideal: 720 },
    frameRate: { ideal: 30 },
    ...(wish.deviceId ? { deviceId: { exact: wish.deviceId } } : {}),
    ...(wish.facing && !wish.deviceId ? { facingMode: { ideal: wish.facing } } : {}),
  };
}

class OpenCamera implements Camera {
  readonly stream: MediaStream;
  readonly track: MediaStreamTrack;
  readonly label: string;
  readonly deviceId: string;
  readonly facing: Facing;
  readonly mirrorsByDefault: boolean;
  readonly over: AbortSignal;

  readonly #over = new AbortController();
  readonly #callbacks = new Set<() => void>();
  #isLost = false;

  constructor(stream: MediaStream) {
    const track = stream.getVideoTracks()[0];
    if (!track) throw new AppError('camera-missing', 'The camera has no picture');
    const settings = track.getSettings();
    this.stream = stream;
    this.track = track;
    this.label = track.label;
    this.deviceId = settings.deviceId ?? '';
    this.facing = facingOf(settings, track.label);
    this.mirrorsByDefault =
      this.facing === 'user' || (this.facing === 'unknown' && BUILT_IN.test(track.label));
    this.over = this.#over.signal;
    // 'ended' is not fired by our own stop().
    track.addEventListener('ended', this.#lose, { once: true });
    if (track.readyState === 'ended') this.#lose();
  }

  onEnded(callback: () => void): () => void {
    // One entry per call, also where the same function is given twice.
    const entry = (): void => callback();
    if (this.#isLost) queueMicrotask(entry);
    else this.#callbacks.add(entry);
    return () => this.#callbacks.delete(entry);
  }

  measureSize(): Promise<Size> {
    return new Promise((resolve, reject) => {
      const fail = (): void => {
        detach();
        reject(new AppError('camera-ended', 'The camera ended before its first picture'));
      };
      const video = document.createElement('video');
      const detach = attachPreview(video, this.stream);
      if (this.over.aborted) return fail();
      this.over.addEventListener('abort', fail, { once: true });
      video.addEventListener(
        'loadeddata',
        () => {
          this.over.removeEventListener('abort', fail);
          const size = { width: video.videoWidth, height: video.videoHeight };
          detach();
          resolve(size);
        },
        { once: true },
      );
    });
  }

  stop(): void {
    this.track.removeEventListener('ended', this.#lose);
    this.#callbacks.clear();
    for (const track of this.stream.getTracks()) track.stop();
    this.#over.abort();
  }

  readonly #lose = (): void => {
    this.#isLost = true;
    const callbacks = [...this.#callbacks];
    this.stop();
    for (const callback of callbacks) callback();
  };
}

/** Names of cameras over a screen: 'FaceTime HD Camera', 'Integrated Webcam', 'HD Pro Webcam C920'. */
const BUILT_IN = /facetime|integrated|built-?in|user.facing|web ?cam/i;

function facingOf(settings: MediaTrackSettings, label: string): Facing {
  if (settings.facingMode === 'user' || settings.facingMode === 'environment') return settings.facingMode;
  // Android names its cameras 'camera2 0, facing back'.
  if (/\bfacing back\b/i.test(label)) return 'environment';
  return /\bfacing front\b/i.test(label) ? 'user' : 'unknown';
}
