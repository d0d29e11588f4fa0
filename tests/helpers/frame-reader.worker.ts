import type { FrameInput } from '../../src/shared/protocol.ts';
import { openFrameSource } from '../../workers/frames/frame-source.ts';
import { countVideoFrames } from './count-video-frames.ts';

/** What a reader saw. */
export interface FrameReading {
  timestampsUs: number[];
  kinds: string[];
  sizes: { width: number; height: number }[];
  /** Capture times are never later than the time at which the frame was in hand. */
  capturedInFuture: number;
  dropped: number;
  /** How `next` ended after all was read and closed. */
  end: 'null' | 'frame';
  entered: number;
  closed: number;
  closedAgain: number;
}

/** Reads frames from an input in a real worker, busy with each as an engine on the processor is. */
onmessage = async ({ data }: MessageEvent<{ input: FrameInput; frames: number; busyMs: number }>) => {
  const count = countVideoFrames();
  const source = openFrameSource(data.input);
  const { signal } = new AbortController();
  const reading: FrameReading = {
    timestampsUs: [],
    kinds: [],
    sizes: [],
    capturedInFuture: 0,
    dropped: 0,
    end: 'null',
    entered: 0,
    closed: 0,
    closedAgain: 0,
  };
  while (reading.timestampsUs.length < data.frames) {
    const frame = await source.next(signal);
    if (!frame) break;
    const { picture } = frame;
    const isVideoFrame = picture instanceof VideoFrame;
    reading.timestampsUs.push(frame.timestampUs);
    reading.kinds.push(picture.constructor.name);
    reading.sizes.push({
      width: isVideoFrame ? picture.displayWidth : picture.width,
      height: isVideoFrame ? picture.displayHeight : picture.height,
    });
    if (frame.capturedAtMs > performance.now()) reading.capturedInFuture++;
    const startedAtMs = performance.now();
    while (performance.now() - startedAtMs < data.busyMs);
    frame.close();
  }
  reading.dropped = source.dropped;
  source.close();
  reading.end = (await source.next(signal)) ? 'frame' : 'null';
  reading.entered = count.entered;
  reading.closed = count.closed;
  reading.closedAgain = count.closedAgain;
  postMessage(reading);
};
