import { AppError } from '../shared/errors.ts';
import type { FrameInput } from '../shared/protocol.ts';
import type { Camera } from './open-camera.ts';
import { openVideoFramePort, type FrameMaking } from './video-frame-port.ts';

/**
 * The ways from a camera to the worker, best first.
 *
 * - `stream`: `MediaStreamTrackProcessor` on the page, its stream transferred (Chromium). Goes on in hidden tabs.
 * - `track`: a clone of the track transferred, the processor made in the worker (Safari).
 * - `video-frame`: `new VideoFrame(video)` for each credit (Firefox).
 * - `image-bitmap`: `createImageBitmap(video)` for each credit. Every browser has it.
 */
export type Rung = 'stream' | 'track' | 'video-frame' | 'image-bitmap';

/** A camera made ready for the painter. */
export interface CameraFrames {
  /** For `setInput`, together with `transfer`. Belongs to the worker then. */
  input: FrameInput;
  rung: Rung;
  transfer: Transferable[];
  /** Stops making frames. Leaves the camera running. May be called twice. */
  dispose(): void;
}

/**
 * Turns a camera into the painter's input by the best rung that this browser has, or by the given one.
 *
 * May be called again for the same camera, for instance when a painter is replaced. That a worker has the processor
 * cannot be seen from the page: if the painter rejects a `track` input with `camera-unsupported`, ask again for
 * `video-frame`. Throws `camera-unsupported` if a given rung does not exist here.
 */
export function createCameraFrames(
  camera: Pick<Camera, 'stream' | 'track' | 'over'>,
  rung: Rung = bestRung(camera.track),
): CameraFrames {
  switch (rung) {
    case 'stream':
      return streamFrames(camera.track);
    case 'track':
      return trackFrames(camera.track);
    case 'video-frame':
    case 'image-bitmap':
      return portFrames(camera, rung);
  }
}

/** The best rung that this browser offers on the page. */
export function bestRung(track: MediaStreamTrack): Rung {
  if (hasProcessor()) return 'stream';
  if (isTransferable(track)) return 'track';
  return hasVideoFrames() ? 'video-frame' : 'image-bitmap';
}

function hasProcessor(): boolean {
  return typeof MediaStreamTrackProcessor === 'function';
}

function hasVideoFrames(): boolean {
  return typeof VideoFrame === 'function' && 'requestVideoFrameCallback' in HTMLVideoElement.prototype;
}

/** Found out by doing it with a clone: the interface is the same where transfer is refused (Chromium, Firefox). */
function isTransferable(track: MediaStreamTrack): boolean {
  const clone = track.clone();
  try {
    // TypeScript does not know tracks as transferable.
    const transferred = structuredClone(clone, { transfer: [clone as unknown as Transferable] });
    transferred.stop();
    return true;
  } catch {
    return false;
  } finally {
    clone.stop();
  }
}

function streamFrames(track: MediaStreamTrack): CameraFrames {
  if (!hasProcessor()) throw unsupported('stream');
  // One frame is buffered: the newest, which is all that anybody paints.
  const { readable } = new MediaStreamTrackProcessor({
    track: track as MediaStreamVideoTrack,
    maxBufferSize: 1,
  });
  return {
    input: { kind: 'stream', readable },
    rung: 'stream',
    transfer: [readable],
    dispose: () => {
      // Transferred streams are locked; the worker cancels those.
      if (!readable.locked) void readable.cancel();
    },
  };
}

function trackFrames(track: MediaStreamTrack): CameraFrames {
  if (!isTransferable(track)) throw unsupported('track');
  // A clone: the page keeps its own for the preview and for the next painter.
  const clone = track.clone();
  return {
    input: { kind: 'track', track: clone },
    rung: 'track',
    transfer: [clone as unknown as Transferable],
    // Without effect once it is transferred: the worker stops it then.
    dispose: () => clone.stop(),
  };
}

function portFrames(camera: Pick<Camera, 'stream' | 'over'>, making: FrameMaking): CameraFrames {
  if (making === 'video-frame' && !hasVideoFrames()) throw unsupported(making);
  const { port1, port2 } = new MessageChannel();
  const dispose = openVideoFramePort(camera, port1, making);
  return { input: { kind: 'port', port: port2 }, rung: making, transfer: [port2], dispose };
}

function unsupported(rung: Rung): AppError {
  return new AppError('camera-unsupported', `This browser has no camera frames by way of “${rung}”`);
}
