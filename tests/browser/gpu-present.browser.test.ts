import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Size } from '../../src/shared/frame-size.ts';
import { openDevice, type OpenedDevice } from '../../workers/engines/gpu-device.ts';
import { readBack } from '../../workers/engines/gpu-read-back.ts';
import { createTensorBuffer, TextureUsage } from '../../workers/engines/gpu-usage.ts';
import { createGeometry, type Geometry } from '../../workers/pipeline/geometry.ts';
import { canvasSize } from '../../workers/pipeline/gpu/canvas-surface.ts';
import { PresentStage } from '../../workers/pipeline/gpu/present-stage.ts';
import { SourceBinder } from '../../workers/pipeline/gpu/source-binder.ts';
import { unpackPixels } from '../../workers/pipeline/pack.ts';
import { composeStill } from '../../workers/pipeline/still-picture.ts';
import {
  enlargedPixel,
  largestDifference,
  noisePicture,
  prepareTwin,
  sourcePixel,
  type TestPicture,
} from '../helpers/gpu-twins.ts';

/** One step of rounding to eight bits, and what the texture filter is off by. */
const TOLERANCE = 2;

const SIZE = { width: 24, height: 16 };
const SOURCE = noisePicture(50, 34, 21);
const geometry = createGeometry(SOURCE, SIZE, { mirror: true, rotation: 0 });

let opened: OpenedDevice;
let sources: SourceBinder;
let stage: PresentStage;
let bitmap: ImageBitmap;
let painted: Float32Array<ArrayBuffer>;
let buffer: GPUBuffer;
let prepared: Float32Array<ArrayBuffer>;
let preparedBuffer: GPUBuffer;

beforeAll(async () => {
  opened = await openDevice(() => undefined);
  sources = new SourceBinder(opened.device);
  stage = new PresentStage(opened.device, sources, 'rgba8unorm');
  bitmap = await createImageBitmap(new ImageData(SOURCE.pixels, SOURCE.width, SOURCE.height));
  // Numbers on both sides of −0.5..0.5, so that clamping shows.
  const noise = noisePicture(SIZE.width, SIZE.height, 22).pixels;
  painted = new Float32Array(3 * SIZE.width * SIZE.height).map((_, i) => (noise[i]! / 255 - 0.5) * 1.3);
  buffer = createTensorBuffer(opened.device, 'test/painted', painted.length);
  opened.device.queue.writeBuffer(buffer, 0, painted);
  prepared = new Float32Array(prepareTwin(SOURCE, geometry, SIZE));
  preparedBuffer = createTensorBuffer(opened.device, 'test/prepared', prepared.length);
  opened.device.queue.writeBuffer(preparedBuffer, 0, prepared);
});

afterAll(() => {
  stage.dispose();
  sources.dispose();
  bitmap.close();
  buffer.destroy();
  preparedBuffer.destroy();
  opened.dispose();
});

/** Presents to a texture and reads it: RGBA u8[height,width,4]. */
async function present(
  canvas: Size,
  geometry: Geometry,
  share: number | null,
  wipe = 0,
): Promise<Uint8Array> {
  const { device } = opened;
  const texture = device.createTexture({
    size: [canvas.width, canvas.height],
    format: 'rgba8unorm',
    usage: TextureUsage.renderTarget | TextureUsage.copySource,
  });
  const source = await sources.bind(bitmap);
  const encoder = device.createCommandEncoder();
  const picture = share === null ? null : { size: SIZE, buffer, prepared: preparedBuffer };
  stage.encode(encoder, texture.createView(), canvas, source, geometry, picture, share ?? 0, wipe);
  // Rows are copied in steps of 256 bytes.
  const rowFloats = Math.ceil(canvas.width / 64) * 64;
  const copy = createTensorBuffer(device, 'test/copy', rowFloats * canvas.height);
  encoder.copyTextureToBuffer({ texture }, { buffer: copy, bytesPerRow: rowFloats * 4 }, [
    canvas.width,
    canvas.height,
  ]);
  device.queue.submit([encoder.finish()]);
  const rows = new Uint8Array((await readBack(device, copy, rowFloats * canvas.height)).buffer);
  copy.destroy();
  texture.destroy();
  const pixels = new Uint8Array(canvas.width * canvas.height * 4);
  for (let y = 0; y < canvas.height; y++) {
    const row = rows.subarray(y * rowFloats * 4, y * rowFloats * 4 + canvas.width * 4);
    pixels.set(row, y * canvas.width * 4);
  }
  return pixels;
}

/** RGBA 0..255 of `share·painted + (1 − share)·source`, unrounded. */
function presentTwin(source: TestPicture, canvas: Size, geometry: Geometry, share: number): number[] {
  const pixels: number[] = [];
  for (let y = 0; y < canvas.height; y++) {
    for (let x = 0; x < canvas.width; x++) {
      const under = sourcePixel(source, geometry, canvas, x, y);
      const over = enlargedPixel(painted, prepared, SIZE, canvas, x, y, under);
      for (let c = 0; c < 3; c++) pixels.push(255 * (share * over[c]! + (1 - share) * under[c]!));
      pixels.push(255);
    }
  }
  return pixels;
}

test('painted pixels are unpacked and clamped', async () => {
  const wanted = new Uint8ClampedArray(SIZE.width * SIZE.height * 4);
  unpackPixels(painted, SIZE.height / 2, SIZE.width / 2, wanted);
  const shown = await present(SIZE, geometry, 1);
  expect(largestDifference(shown, wanted)).toBeLessThanOrEqual(1);
  expect(new Set(shown)).toContain(0);
});

test('a larger canvas is filled along the edges of the source', async () => {
  const canvas = { width: 60, height: 40 };
  const shown = await present(canvas, geometry, 1);
  expect(largestDifference(shown, presentTwin(SOURCE, canvas, geometry, 1))).toBeLessThanOrEqual(TOLERANCE);
});

test.each([0.75, 0.2])('the source shows through where the share is %f', async (share) => {
  const canvas = { width: 36, height: 24 };
  const shown = await present(canvas, geometry, share);
  expect(largestDifference(shown, presentTwin(SOURCE, canvas, geometry, share))).toBeLessThanOrEqual(
    TOLERANCE,
  );
});

test('the source alone needs no painted picture', async () => {
  const turned = createGeometry(SOURCE, SIZE, { mirror: true, rotation: 180 });
  const wanted = presentTwin(SOURCE, SIZE, turned, 0);
  expect(largestDifference(await present(SIZE, turned, null), wanted)).toBeLessThanOrEqual(TOLERANCE);
  expect(largestDifference(await present(SIZE, turned, 0), wanted)).toBeLessThanOrEqual(TOLERANCE);
});

test.each([1, 0.5])(
  'with a wipe the source is left of the line, and the painting as ever right of it (%f)',
  async (share) => {
    const canvas = { width: 50, height: 30 };
    const wiped = await present(canvas, geometry, share, 0.4);
    const sides = {
      source: presentTwin(SOURCE, canvas, geometry, 0),
      painted: await present(canvas, geometry, share),
    };
    const side = { source: 0, painted: 0 };
    for (let y = 0; y < canvas.height; y++) {
      for (let x = 0; x < canvas.width; x++) {
        const at = (y * canvas.width + x) * 4;
        if (x === 20) {
          expect([...wiped.subarray(at, at + 3)]).toEqual([255, 255, 255]);
          continue;
        }
        const name = x < 20 ? 'source' : 'painted';
        for (let c = at; c < at + 3; c++)
          side[name] = Math.max(side[name], Math.abs(wiped[c]! - sides[name][c]!));
      }
    }
    expect(side.source).toBeLessThanOrEqual(TOLERANCE);
    expect(side.painted).toBe(0);
  },
);

test('the processor draws the same wipe', async () => {
  const canvas = { width: 50, height: 30 };
  const tensor = { size: SIZE, values: painted };
  const read = (wipe: number): Uint8ClampedArray => {
    const still = composeStill(bitmap, geometry, tensor, 1, wipe, canvas);
    return still.getContext('2d')!.getImageData(0, 0, canvas.width, canvas.height).data;
  };
  const [wiped, whole] = [read(0.4), read(0)];
  const source = await present(canvas, geometry, null);
  const side = { source: 0, painted: 0 };
  for (let y = 0; y < canvas.height; y++) {
    for (let x = 0; x < canvas.width; x++) {
      const at = (y * canvas.width + x) * 4;
      if (x === 20) expect([...wiped.subarray(at, at + 3)]).toEqual([255, 255, 255]);
      for (let c = at; c < at + 3; c++) {
        if (x < 20) side.source += Math.abs(wiped[c]! - source[c]!);
        if (x > 20) side.painted = Math.max(side.painted, Math.abs(wiped[c]! - whole[c]!));
      }
    }
  }
  // Two ways to scale a picture of noise down: alike, not equal.
  expect(side.source / (20 * canvas.height * 3)).toBeLessThan(40);
  expect(side.painted).toBeLessThanOrEqual(1);
});

test('the canvas is as large as the source makes worthwhile, and keeps the painted shape', () => {
  const painted = { width: 512, height: 288 };
  expect(canvasSize(painted, { width: 1920, height: 1080 }, false)).toEqual({ width: 1280, height: 720 });
  expect(canvasSize(painted, { width: 640, height: 360 }, false)).toEqual({ width: 640, height: 360 });
  expect(canvasSize(painted, { width: 320, height: 180 }, false)).toEqual(painted);
  expect(canvasSize(painted, { width: 1920, height: 1080 }, true)).toEqual(painted);
});

test('the GPU found no mistake in any of this', () => {
  expect(opened.errorCount).toBe(0);
});
