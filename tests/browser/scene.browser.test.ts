import { afterEach, expect, test } from 'vitest';
import type { FrameMessage } from '../../src/shared/protocol.ts';
import { HEIGHT, WIDTH } from '../../workers/scene/composition.ts';
import { serveScene } from '../../workers/scene/scene-server.ts';
import { createLandscape, type Landscape } from '../../workers/scene/landscape.ts';

const SEED = 7;
/** Making one takes seconds; the tests share it, in any order, since only the time decides the picture. */
const landscape = createLandscape(SEED);

function pixelsAt(landscape: Landscape, timeSeconds: number): Uint8ClampedArray {
  const context = new OffscreenCanvas(WIDTH, HEIGHT).getContext('2d', { willReadFrequently: true });
  if (!context) throw new Error('no context');
  landscape.draw(context, timeSeconds);
  return context.getImageData(0, 0, WIDTH, HEIGHT).data;
}

/** Pixels whose green differs by more than `threshold`. */
function changed(one: Uint8ClampedArray, other: Uint8ClampedArray, threshold: number): number {
  let count = 0;
  for (let offset = 1; offset < one.length; offset += 4)
    if (Math.abs(one[offset]! - other[offset]!) > threshold) count++;
  return count;
}

test('the same second is the same picture, whatever was drawn before; another seed is another', () => {
  const other = createLandscape(SEED);
  pixelsAt(other, 3);
  // What later lights need is painted ahead, and then nothing is left to be painted.
  let ahead = 0;
  while (other.paintAhead(3)) ahead++;
  expect(ahead).toBeGreaterThan(10);
  pixelsAt(other, 71.4);
  expect(other.paintAhead(71.4)).toBe(false);
  const picture = pixelsAt(landscape, 12.5);
  expect(changed(picture, pixelsAt(other, 12.5), 0)).toBe(0);
  expect(changed(picture, pixelsAt(createLandscape(SEED + 1), 12.5), 8)).toBeGreaterThan(50_000);
});

test('it moves: sky, water, boat and trees, and more than the light alone', () => {
  const [one, later] = [pixelsAt(landscape, 20), pixelsAt(landscape, 21)];
  const part = (x: number, y: number, width: number, height: number) => {
    const cut = (data: Uint8ClampedArray) => {
      const rows: number[] = [];
      for (let row = y; row < y + height; row++)
        rows.push(...data.subarray((row * WIDTH + x) * 4, (row * WIDTH + x + width) * 4));
      return Uint8ClampedArray.from(rows);
    };
    return changed(cut(one), cut(later), 6) / (width * height);
  };
  expect(part(400, 0, 600, 180)).toBeGreaterThan(0.02);
  expect(part(300, 420, 600, 80)).toBeGreaterThan(0.2);
  expect(part(600, 360, 240, 190)).toBeGreaterThan(0.05);
  expect(part(0, 0, 200, 200)).toBeGreaterThan(0.2);
});

test('every pixel is painted, and the picture is rich in tones and in fine texture', () => {
  const data = pixelsAt(landscape, 0);
  const tones = new Set<number>();
  let steps = 0;
  let bare = 0;
  for (let offset = 0; offset < data.length; offset += 4) {
    if (data[offset + 3] !== 255) bare++;
    tones.add((data[offset]! >> 3) * 1024 + (data[offset + 1]! >> 3) * 32 + (data[offset + 2]! >> 3));
    if (offset >= 4) steps += Math.abs(data[offset + 1]! - data[offset - 3]!);
  }
  expect(bare).toBe(0);
  expect(tones.size).toBeGreaterThan(1500);
  expect(steps / (WIDTH * HEIGHT)).toBeGreaterThan(2);
});

let running: Worker | undefined;
afterEach(() => running?.terminate());

function openScene(startSeconds: number): { worker: Worker; port: MessagePort } {
  const worker = new Worker(new URL('../../workers/scene.worker.ts', import.meta.url), {
    type: 'module',
  });
  running = worker;
  const { port1, port2 } = new MessageChannel();
  worker.postMessage({ type: 'scene-open', port: port1, seed: SEED, startSeconds }, [port1]);
  return { worker, port: port2 };
}

function nextFrame(port: MessagePort): Promise<VideoFrame> {
  return new Promise((resolve, reject) => {
    port.onmessage = ({ data }: MessageEvent<FrameMessage>) => {
      if (data.type === 'frame' && data.frame instanceof VideoFrame) resolve(data.frame);
      else reject(new Error(`not a frame: ${data.type}`));
    };
    port.postMessage({ type: 'credit' });
  });
}

test('the worker answers each credit with one frame of 1280 × 720, later each time, in steps of 1/30 s', async () => {
  const { port } = openScene(60);
  const timestamps: number[] = [];
  for (let credit = 0; credit < 4; credit++) {
    const frame = await nextFrame(port);
    expect([frame.displayWidth, frame.displayHeight]).toEqual([WIDTH, HEIGHT]);
    timestamps.push(frame.timestamp);
    frame.close();
  }
  expect(timestamps[0]).toBeGreaterThanOrEqual(60_000_000);
  for (const [index, timestamp] of timestamps.entries()) {
    const ticks = (timestamp * 30) / 1_000_000;
    expect(Math.abs(ticks - Math.round(ticks))).toBeLessThan(0.001);
    if (index > 0) expect(timestamp).toBeGreaterThan(timestamps[index - 1]!);
  }
});

test('the frame is the landscape at the time it says', async () => {
  const { port } = openScene(33);
  const frame = await nextFrame(port);
  const context = new OffscreenCanvas(WIDTH, HEIGHT).getContext('2d', { willReadFrequently: true });
  context!.drawImage(frame, 0, 0);
  const timeSeconds = frame.timestamp / 1_000_000;
  frame.close();
  const expected = pixelsAt(landscape, Math.round(timeSeconds * 30) / 30);
  const shown = context!.getImageData(0, 0, WIDTH, HEIGHT).data;
  expect(changed(shown, expected, 2)).toBeLessThan(WIDTH * HEIGHT * 0.001);
});

test('another painter gets the same landscape, without waiting for it to be made again', async () => {
  const { worker, port } = openScene(12);
  (await nextFrame(port)).close();
  port.postMessage({ type: 'close' });
  const { port1, port2 } = new MessageChannel();
  worker.postMessage({ type: 'scene-open', port: port1, seed: SEED, startSeconds: 90 }, [port1]);
  const frame = await nextFrame(port2);
  expect(frame.timestamp).toBeGreaterThanOrEqual(90_000_000);
  frame.close();
});

test('close ends it at once: a credit that waits for its moment is dropped with the port', async () => {
  const drawn: string[] = [];
  let ahead = 0;
  const serve = (name: string) => {
    const { port1, port2 } = new MessageChannel();
    const landscape: Landscape = {
      draw: () => drawn.push(name),
      paintAhead: () => name === 'other' && ++ahead < 3,
    };
    const closed = new Promise<void>((resolve) => serveScene(port1, landscape, 0, resolve));
    return { port: port2, closed };
  };
  const [one, other] = [serve('one'), serve('other')];
  (await nextFrame(one.port)).close();
  one.port.postMessage({ type: 'credit' });
  one.port.postMessage({ type: 'close' });
  await one.closed;
  // The other one goes on for longer than the dropped credit would have waited.
  for (let credit = 0; credit < 4; credit++) (await nextFrame(other.port)).close();
  expect(drawn).toEqual(['one', 'other', 'other', 'other', 'other']);
  // One piece a picture, until nothing is left.
  expect(ahead).toBe(3);
});
