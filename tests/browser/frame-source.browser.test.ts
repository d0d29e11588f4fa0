import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import type { FrameCredit } from '../../src/shared/protocol.ts';
import { openFrameSource } from '../../workers/frames/frame-source.ts';
import { runFrameLoop } from '../../workers/frames/frame-loop.ts';
import { countVideoFrames, type VideoFrameCount } from '../helpers/count-video-frames.ts';

let count: VideoFrameCount;

beforeEach(() => {
  count = countVideoFrames();
});

afterEach(() => {
  count.restore();
});

function frame(timestampUs: number): VideoFrame {
  const canvas = new OffscreenCanvas(32, 16);
  canvas.getContext('2d')!.fillRect(0, 0, 1, 1);
  return new VideoFrame(canvas, { timestamp: timestampUs });
}

/** A stream that we feed by hand. */
function handFed() {
  let controller!: ReadableStreamDefaultController<VideoFrame>;
  const cancel = vi.fn();
  const readable = new ReadableStream<VideoFrame>(
    {
      start: (given) => {
        controller = given;
      },
      cancel,
    },
    { highWaterMark: 100 },
  );
  return { readable, controller, cancel };
}

const live = () => new AbortController().signal;

function expectNoLeaks(): void {
  expect(count.closed).toBe(count.entered);
  expect(count.closedAgain).toBe(0);
}

describe('a stream', () => {
  test('gives the newest frame; older ones are closed and counted', async () => {
    const { readable, controller } = handFed();
    const source = openFrameSource({ kind: 'stream', readable });
    for (const stamp of [10, 20, 30]) controller.enqueue(frame(stamp));
    const first = await source.next(live());
    expect(first?.timestampUs).toBe(30);
    expect(source.dropped).toBe(2);
    expect(count).toMatchObject({ entered: 3, closed: 2 });
    first?.close();

    for (const stamp of [40, 50]) controller.enqueue(frame(stamp));
    const second = await source.next(live());
    expect(second?.timestampUs).toBe(50);
    expect(source.dropped).toBe(3);
    second?.close();
    source.close();
    expect(count.entered).toBe(5);
    expectNoLeaks();
  });

  test('waits for a frame that has not come yet', async () => {
    const { readable, controller } = handFed();
    const source = openFrameSource({ kind: 'stream', readable });
    const next = source.next(live());
    controller.enqueue(frame(70));
    const taken = await next;
    expect(taken?.timestampUs).toBe(70);
    expect(taken?.picture).toBeInstanceOf(VideoFrame);
    taken?.close();
    source.close();
    expectNoLeaks();
  });

  test('ends after its last frame was given', async () => {
    const { readable, controller } = handFed();
    const source = openFrameSource({ kind: 'stream', readable });
    controller.enqueue(frame(1));
    controller.close();
    const last = await source.next(live());
    expect(last?.timestampUs).toBe(1);
    last?.close();
    expect(await source.next(live())).toBeNull();
    source.close();
    expectNoLeaks();
  });

  test('one that fails has ended', async () => {
    const { readable, controller } = handFed();
    const source = openFrameSource({ kind: 'stream', readable });
    const next = source.next(live());
    controller.error(new Error('the camera process is gone'));
    expect(await next).toBeNull();
    source.close();
  });

  test('aborting lets go of the waiter and keeps the source', async () => {
    const { readable, controller } = handFed();
    const source = openFrameSource({ kind: 'stream', readable });
    const pause = new AbortController();
    const next = source.next(pause.signal);
    pause.abort();
    expect(await next).toBeNull();
    controller.enqueue(frame(5));
    const resumed = await source.next(live());
    expect(resumed?.timestampUs).toBe(5);
    resumed?.close();
    source.close();
    expectNoLeaks();
  });

  test('closing cancels the stream, closes what waits and releases the waiter', async () => {
    const { readable, controller, cancel } = handFed();
    const source = openFrameSource({ kind: 'stream', readable });
    controller.enqueue(frame(1));
    await vi.waitFor(() => expect(count.entered).toBe(1));
    source.close();
    source.close();
    expect(cancel).toHaveBeenCalledTimes(1);
    expect(await source.next(live())).toBeNull();
    expectNoLeaks();

    const other = handFed();
    const waiting = openFrameSource({ kind: 'stream', readable: other.readable });
    const next = waiting.next(live());
    waiting.close();
    expect(await next).toBeNull();
  });

  test('a loop that starts while another works on its last frame gets its own', async () => {
    const { readable, controller } = handFed();
    const source = openFrameSource({ kind: 'stream', readable });
    controller.enqueue(frame(1));
    const old = await source.next(live());
    controller.enqueue(frame(2));
    const young = await source.next(live());
    expect(old?.timestampUs).toBe(1);
    expect(old?.picture).not.toBe(young?.picture);
    old?.close();
    expect(young?.picture).toBeInstanceOf(VideoFrame);
    expect(young?.picture).toMatchObject({ format: expect.any(String) });
    young?.close();
    source.close();
    expectNoLeaks();
  });

  test('closes every frame also when the stages throw', async () => {
    const { readable, controller } = handFed();
    const source = openFrameSource({ kind: 'stream', readable });
    const handle = vi.fn(async () => {
      controller.enqueue(frame(handle.mock.calls.length));
      controller.enqueue(frame(100 + handle.mock.calls.length));
      throw new Error('a stage failed');
    });
    controller.enqueue(frame(0));
    await expect(runFrameLoop(source, handle, live())).rejects.toMatchObject({ code: 'internal' });
    source.close();
    expect(handle).toHaveBeenCalledTimes(5);
    await vi.waitFor(() => expect(count.closed).toBeGreaterThan(5));
    expectNoLeaks();
  });
});

describe('a port', () => {
  function openPort() {
    const { port1, port2 } = new MessageChannel();
    const received: string[] = [];
    port1.onmessage = ({ data }: MessageEvent<FrameCredit>) => received.push(data.type);
    const send = (stamp: number): void => {
      const sent = frame(stamp);
      port1.postMessage({ type: 'frame', frame: sent }, [sent]);
    };
    return { source: openFrameSource({ kind: 'port', port: port2 }), received, send, port1 };
  }

  test('one credit is out at a time, one frame comes for it', async () => {
    const { source, received, send } = openPort();
    for (let stamp = 1; stamp <= 3; stamp++) {
      const next = source.next(live());
      await vi.waitFor(() => expect(received).toHaveLength(stamp));
      send(stamp);
      const taken = await next;
      expect(taken?.timestampUs).toBe(stamp);
      taken?.close();
    }
    expect(received).toEqual(['credit', 'credit', 'credit']);
    source.close();
    await vi.waitFor(() => expect(received).toEqual(['credit', 'credit', 'credit', 'close']));
    expect(count.entered).toBe(3);
    expectNoLeaks();
  });

  test('bitmaps come with their own timestamp and are closed', async () => {
    const { source, port1 } = openPort();
    const bitmap = await createImageBitmap(new ImageData(8, 4));
    const next = source.next(live());
    port1.postMessage({ type: 'frame', frame: bitmap, timestampUs: 123 }, [bitmap]);
    const taken = await next;
    expect(taken?.timestampUs).toBe(123);
    const picture = taken?.picture as ImageBitmap;
    expect([picture.width, picture.height]).toEqual([8, 4]);
    taken?.close();
    expect(picture.width).toBe(0);
    source.close();
  });

  test('a frame that came after its asker had left is not shown later', async () => {
    const { source, received, send } = openPort();
    const pause = new AbortController();
    const next = source.next(pause.signal);
    await vi.waitFor(() => expect(received).toEqual(['credit']));
    pause.abort();
    expect(await next).toBeNull();
    send(1);
    await vi.waitFor(() => expect(count.entered).toBe(1));

    const resumed = source.next(live());
    await vi.waitFor(() => expect(received).toEqual(['credit', 'credit']));
    expect(source.dropped).toBe(1);
    send(2);
    const taken = await resumed;
    expect(taken?.timestampUs).toBe(2);
    taken?.close();
    source.close();
    expectNoLeaks();
  });

  test('a frame under way when the source closes is closed on arrival', async () => {
    const { source, received, send } = openPort();
    const next = source.next(live());
    await vi.waitFor(() => expect(received).toEqual(['credit']));
    send(1);
    source.close();
    expect(await next).toBeNull();
    await vi.waitFor(() => expect(count.entered).toBe(1));
    await vi.waitFor(() => expect(received).toEqual(['credit', 'close']));
    expectNoLeaks();
  });

  test('ends when the sender says so', async () => {
    const { source, port1 } = openPort();
    const next = source.next(live());
    port1.postMessage({ type: 'ended' });
    expect(await next).toBeNull();
    source.close();
  });
});

describe('a still', () => {
  test('comes at every call, whole, until the source is closed and nobody works on it', async () => {
    const bitmap = await createImageBitmap(new ImageData(6, 4));
    const source = openFrameSource({ kind: 'still', bitmap });
    for (let call = 0; call < 3; call++) {
      const taken = await source.next(live());
      expect(taken?.picture).toBe(bitmap);
      taken?.close();
      expect(bitmap.width).toBe(6);
    }
    const last = await source.next(live());
    source.close();
    expect(bitmap.width).toBe(6);
    last?.close();
    expect(bitmap.width).toBe(0);
    expect(await source.next(live())).toBeNull();
  });

  test('nothing for who has aborted', async () => {
    const bitmap = await createImageBitmap(new ImageData(6, 4));
    const source = openFrameSource({ kind: 'still', bitmap });
    expect(await source.next(AbortSignal.abort())).toBeNull();
    source.close();
    expect(bitmap.width).toBe(0);
  });
});

describe('a track', () => {
  afterEach(() => {
    vi.unstubAllGlobals();
  });

  function track() {
    const media = document.createElement('canvas');
    media.getContext('2d');
    return media.captureStream().getVideoTracks()[0]!;
  }

  test('is refused and released where workers have no processor', () => {
    vi.stubGlobal('MediaStreamTrackProcessor', undefined);
    const given = track();
    expect(() => openFrameSource({ kind: 'track', track: given })).toThrow(
      expect.objectContaining({ code: 'camera-unsupported' }),
    );
    expect(given.readyState).toBe('ended');
  });

  test('is read where there is one, as in Safari, and stopped at the end', async () => {
    const { readable, controller } = handFed();
    const given = track();
    const made = vi.fn();
    class Processor {
      readonly readable = readable;
      constructor(init: { track: MediaStreamTrack; maxBufferSize?: number }) {
        made(init);
      }
    }
    vi.stubGlobal('MediaStreamTrackProcessor', Processor);
    const source = openFrameSource({ kind: 'track', track: given });
    expect(made).toHaveBeenCalledWith({ track: given, maxBufferSize: 1 });
    controller.enqueue(frame(9));
    const taken = await source.next(live());
    expect(taken?.timestampUs).toBe(9);
    taken?.close();
    source.close();
    expect(given.readyState).toBe('ended');
    expectNoLeaks();
  });
});
