import type { VideoSample } from 'mediabunny';
import { beforeEach, expect, test, vi } from 'vitest';
import { FrameFeed } from '../../workers/restyle/frame-feed.ts';

/** Frames that are open, by stamp: all must be closed in the end. */
let openFrames: number[];
let decoded: number;

beforeEach(() => {
  openFrames = [];
  decoded = 0;
});

function frame(timestamp: number): VideoFrame {
  openFrames.push(timestamp);
  const close = (): void => void openFrames.splice(openFrames.indexOf(timestamp), 1);
  return { timestamp, clone: () => frame(timestamp), close } as unknown as VideoFrame;
}

async function* samples(seconds: number[]): AsyncGenerator<VideoSample, void, unknown> {
  for (const timestamp of seconds) {
    decoded++;
    const close = (): void => undefined;
    yield {
      timestamp,
      duration: 0.1,
      toVideoFrame: () => frame(Math.round(timestamp * 1e6)),
      close,
    } as unknown as VideoSample;
  }
}

/** The painter's end of a port, which keeps what it is lent. */
class Painter {
  onmessage: ((event: MessageEvent) => void) | null = null;
  readonly lent: VideoFrame[] = [];

  postMessage(message: { type: string; frame?: VideoFrame }): void {
    if (message.frame) this.lent.push(message.frame);
  }

  close(): void {
    this.onmessage = null;
  }

  ask(): void {
    this.onmessage?.({ data: { type: 'credit' } } as MessageEvent);
  }

  get stamps(): number[] {
    return this.lent.map(({ timestamp }) => timestamp);
  }

  letGo(): void {
    for (const each of this.lent) each.close();
  }
}

const settle = (): Promise<void> => new Promise((resolve) => setImmediate(resolve));

function open(seconds: number[]) {
  const ended = vi.fn();
  const feed = new FrameFeed(samples(seconds), ended);
  const painter = new Painter();
  feed.attach(painter as unknown as MessagePort);
  return { feed, painter, ended };
}

test('a frame comes back once, and the next one goes out only when it is written', async () => {
  const { feed, painter, ended } = open([0, 0.1, 0.2]);
  painter.ask();
  await settle();
  expect(feed.takeBack(100_000)).toBeNull();
  expect(feed.takeBack(0)).toMatchObject({ atSeconds: 0, durationSeconds: 0.1 });
  expect(feed.takeBack(0)).toBeNull();
  painter.ask();
  await settle();
  expect(painter.stamps).toEqual([0]);
  expect(decoded).toBe(1);
  feed.next();
  await settle();
  expect(painter.stamps).toEqual([0, 100_000]);
  expect(ended).not.toHaveBeenCalled();
});

test('another painter gets the frame that the last one has not given back', async () => {
  const { feed, painter } = open([0, 0.1]);
  painter.ask();
  await settle();
  const other = new Painter();
  feed.attach(other as unknown as MessagePort);
  other.ask();
  await settle();
  expect(other.stamps).toEqual([0]);
  expect(decoded).toBe(1);
});

test('frames before zero and those that do not go forward are left out', async () => {
  const { feed, painter, ended } = open([-0.3, -0.05, 0.1, 0.1, 0.05, 0.3]);
  const places: number[] = [];
  for (let turn = 0; turn < 4; turn++) {
    painter.ask();
    await settle();
    const place = feed.takeBack(painter.stamps.at(-1)!);
    if (place) places.push(place.atSeconds);
    feed.next();
    await settle();
  }
  expect(places).toEqual([0, 0.1, 0.3]);
  expect(ended).toHaveBeenCalledExactlyOnceWith(null);
});

test('every frame is closed when it is', async () => {
  const { feed, painter } = open([0, 0.1, 0.2]);
  painter.ask();
  await settle();
  feed.takeBack(0);
  feed.next();
  painter.ask();
  await settle();
  feed.close();
  feed.close();
  painter.letGo();
  expect(openFrames).toEqual([]);
});
