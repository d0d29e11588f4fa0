import type { FrameCredit, FrameMessage } from '../shared/protocol.ts';
import { attachPreview } from './attach-preview.ts';
import type { Camera } from './open-camera.ts';

/** How a shown video frame becomes one that can be sent. */
export type FrameMaking = 'video-frame' | 'image-bitmap';

/**
 * Answers each credit on `port` with the newest frame of the camera that was not sent before.
 *
 * Plays the camera in a video element of its own, outside the document. Frames are stamped with the page's clock, by
 * capture time where the browser tells. Where `VideoFrame` turns out not to work it goes on with `image-bitmap`. Says
 * `ended` when the camera is over or the worker closes. Returns a function that stops it all without a word, since a
 * source that is replaced has not ended.
 */
export function openVideoFramePort(
  camera: Pick<Camera, 'stream' | 'over'>,
  port: MessagePort,
  making: FrameMaking,
): () => void {
  const video = document.createElement('video');
  const detach = attachPreview(video, camera.stream);
  const stopped = new AbortController();
  let hasCredit = false;
  let isFresh = false;
  let stampUs = 0;
  let cancelNext = (): void => {};

  const watch = (): void => {
    cancelNext = onNextFrame(video, (capturedAtMs) => {
      isFresh = true;
      // Never twice the same, never backwards: recorders refuse that.
      stampUs = Math.max(stampUs + 1, Math.round(capturedAtMs * 1000));
      watch();
      void answer();
    });
  };

  const answer = async (): Promise<void> => {
    if (!hasCredit || !isFresh) return;
    hasCredit = false;
    isFresh = false;
    try {
      const message = await makeFrame();
      if (stopped.signal.aborted) message.frame.close();
      else send(message);
    } catch {
      // The video has no picture right now (a camera that starts over): the next one answers the credit.
      hasCredit = true;
    }
  };

  const makeFrame = async (): Promise<FrameMessage & { type: 'frame' }> => {
    if (making === 'video-frame') {
      try {
        return { type: 'frame', frame: new VideoFrame(video, { timestamp: stampUs }) };
      } catch (error) {
        // InvalidStateError: no picture yet. Anything else: this browser cannot.
        if (error instanceof DOMException && error.name === 'InvalidStateError') throw error;
        making = 'image-bitmap';
      }
    }
    const timestampUs = stampUs;
    return { type: 'frame', frame: await createImageBitmap(video), timestampUs };
  };

  const send = (message: FrameMessage & { type: 'frame' }): void => {
    try {
      port.postMessage(message, [message.frame]);
    } catch {
      // VideoFrames exist here but do not cross threads.
      message.frame.close();
      making = 'image-bitmap';
      hasCredit = true;
    }
  };

  const stop = (): void => {
    if (stopped.signal.aborted) return;
    stopped.abort();
    cancelNext();
    detach();
    port.close();
  };

  const end = (): void => {
    if (!stopped.signal.aborted) port.postMessage({ type: 'ended' } satisfies FrameMessage);
    stop();
  };

  port.onmessage = ({ data }: MessageEvent<FrameCredit>) => {
    if (data.type === 'close') return end();
    hasCredit = true;
    void answer();
  };
  camera.over.addEventListener('abort', end, { signal: stopped.signal });
  if (camera.over.aborted) end();
  else watch();
  return stop;
}

/** Calls back with the next new frame's capture time in ms of `performance.now()`. Returns a way to cancel. */
function onNextFrame(video: HTMLVideoElement, callback: (capturedAtMs: number) => void): () => void {
  if ('requestVideoFrameCallback' in video) {
    const id = video.requestVideoFrameCallback((now, metadata) => callback(metadata.captureTime ?? now));
    return () => video.cancelVideoFrameCallback(id);
  }
  // Firefox before 132: whatever is there when the page is drawn.
  const id = requestAnimationFrame((now) => callback(now));
  return () => cancelAnimationFrame(id);
}
