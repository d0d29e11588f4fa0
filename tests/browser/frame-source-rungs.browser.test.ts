import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { bestRung, createCameraFrames, type CameraFrames, type Rung } from '../../src/camera/frame-source.ts';
import { openCamera, type Camera } from '../../src/camera/open-camera.ts';
import { openFrameSource, type FrameSource } from '../../workers/frames/frame-source.ts';
import { countVideoFrames, type VideoFrameCount } from '../helpers/count-video-frames.ts';
import type { FrameReading } from '../helpers/frame-reader.worker.ts';

let camera: Camera;
let count: VideoFrameCount;

beforeEach(async () => {
  camera = await openCamera();
  count = countVideoFrames();
});

afterEach(() => {
  vi.restoreAllMocks();
  count.restore();
  camera.stop();
});

const live = () => new AbortController().signal;

/** Reads in a real worker, which gets the input as the painter does. */
function readInWorker(
  { input, transfer }: CameraFrames,
  frames: number,
  busyMs: number,
): Promise<FrameReading> {
  const worker = new Worker(new URL('../helpers/frame-reader.worker.ts', import.meta.url), {
    type: 'module',
  });
  return new Promise<FrameReading>((resolve, reject) => {
    worker.onmessage = ({ data }: MessageEvent<FrameReading>) => resolve(data);
    worker.onerror = (event) => reject(new Error(event.message));
    worker.postMessage({ input, frames, busyMs }, transfer);
  }).finally(() => worker.terminate());
}

async function takeFrames(source: FrameSource, frames: number): Promise<number[]> {
  const stamps: number[] = [];
  while (stamps.length < frames) {
    const frame = await source.next(live());
    if (!frame) break;
    stamps.push(frame.timestampUs);
    frame.close();
  }
  return stamps;
}

const RUNGS: [Rung, string][] = [
  ['stream', 'VideoFrame'],
  ['video-frame', 'VideoFrame'],
  ['image-bitmap', 'ImageBitmap'],
];

describe.each(RUNGS)('by way of %s', (rung, kind) => {
  test('a busy worker gets new frames of the camera and closes all', async () => {
    const frames = createCameraFrames(camera, rung);
    expect(frames.rung).toBe(rung);
    const reading = await readInWorker(frames, 8, 60);
    frames.dispose();
    expect(reading.kinds).toEqual(Array.from({ length: 8 }, () => kind));
    expect(reading.sizes.at(-1)).toEqual({ width: 1280, height: 720 });
    const stamps = reading.timestampsUs;
    stamps.slice(1).forEach((stamp, index) => expect(stamp).toBeGreaterThan(stamps[index]!));
    expect(reading.capturedInFuture).toBe(0);
    expect(reading.end).toBe('null');
    expect(reading.closed).toBe(reading.entered);
    expect(reading.closedAgain).toBe(0);
    expect(camera.track.readyState).toBe('live');
  });

  test('a worker faster than the camera gets no frame twice', async () => {
    const frames = createCameraFrames(camera, rung);
    const { timestampsUs: stamps } = await readInWorker(frames, 8, 0);
    frames.dispose();
    const shortestUs = Math.min(...stamps.slice(1).map((stamp, index) => stamp - stamps[index]!));
    // A new stamp for an old picture would follow within the microsecond.
    expect(shortestUs).toBeGreaterThan(1000);
  });

  test('the same camera feeds the next painter', async () => {
    for (let painter = 0; painter < 3; painter++) {
      const frames = createCameraFrames(camera, rung);
      const source = openFrameSource(frames.input);
      expect(await takeFrames(source, 2)).toHaveLength(2);
      source.close();
      frames.dispose();
    }
    await vi.waitFor(() => expect(count.closed).toBe(count.entered));
  });

  test('frames end when the camera is unplugged', async () => {
    const frames = createCameraFrames(camera, rung);
    const source = openFrameSource(frames.input);
    await takeFrames(source, 1);
    camera.track.dispatchEvent(new Event('ended'));
    await vi.waitFor(async () => expect(await takeFrames(source, 1)).toEqual([]));
    source.close();
    frames.dispose();
    await vi.waitFor(() => expect(count.closed).toBe(count.entered));
    expect(count.closedAgain).toBe(0);
  });

  test('one that nobody reads can be thrown away, twice', () => {
    const frames = createCameraFrames(camera, rung);
    frames.dispose();
    frames.dispose();
    expect(camera.track.readyState).toBe('live');
  });
});

describe('the ladder', () => {
  afterEach(() => {
    vi.unstubAllGlobals();
  });

  test('the processor on the page comes first', () => {
    expect(bestRung(camera.track)).toBe('stream');
  });

  test('then a track that can be transferred, as in Safari', () => {
    vi.stubGlobal('MediaStreamTrackProcessor', undefined);
    vi.spyOn(globalThis, 'structuredClone').mockImplementation((value: unknown) => value);
    expect(bestRung(camera.track)).toBe('track');
    const frames = createCameraFrames(camera);
    expect(frames.input).toMatchObject({ kind: 'track' });
    expect(frames.transfer).toHaveLength(1);
    expect(frames.transfer[0]).not.toBe(camera.track);
    frames.dispose();
    expect(camera.track.readyState).toBe('live');
  });

  test('then video frames, then bitmaps', () => {
    vi.stubGlobal('MediaStreamTrackProcessor', undefined);
    expect(bestRung(camera.track)).toBe('video-frame');
    vi.stubGlobal('VideoFrame', undefined);
    expect(bestRung(camera.track)).toBe('image-bitmap');
  });

  test('a rung that is not there says so', () => {
    expect(() => createCameraFrames(camera, 'track')).toThrow(
      expect.objectContaining({ code: 'camera-unsupported' }),
    );
  });

  test('video frames that cannot be made of a video give way to bitmaps', async () => {
    class Unmakeable {
      constructor() {
        throw new TypeError('not from a video');
      }
    }
    vi.stubGlobal('VideoFrame', Unmakeable);
    const frames = createCameraFrames(camera, 'video-frame');
    const source = openFrameSource(frames.input);
    const taken = await source.next(live());
    expect(taken?.picture).toBeInstanceOf(ImageBitmap);
    taken?.close();
    source.close();
    frames.dispose();
  });
});
