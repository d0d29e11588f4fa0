import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import type { Size } from '../../src/shared/frame-size.ts';
import type { Orientation } from '../../src/shared/protocol.ts';
import { openDevice, type OpenedDevice } from '../../workers/engines/gpu-device.ts';
import { readBack } from '../../workers/engines/gpu-read-back.ts';
import { createTensorBuffer, TextureUsage } from '../../workers/engines/gpu-usage.ts';
import { createGeometry, type Geometry } from '../../workers/pipeline/geometry.ts';
import { GrainStage } from '../../workers/pipeline/gpu/grain-stage.ts';
import { PrepareStage } from '../../workers/pipeline/gpu/prepare-stage.ts';
import { SourceBinder, type SourceKind } from '../../workers/pipeline/gpu/source-binder.ts';
import { createGrain, writeGrain } from '../../workers/pipeline/grain.ts';
import { packPixels } from '../../workers/pipeline/pack.ts';
import type { SourcePicture } from '../../workers/pipeline/pipeline.ts';
import { largestDifference, noisePicture, prepareTwin, type TestPicture } from '../helpers/gpu-twins.ts';

/** GPUs filter textures with about eight bits of fraction. */
const TOLERANCE = 2 / 255;

const SOURCE = { width: 52, height: 38 };
const UPRIGHT: Orientation = { mirror: false, rotation: 0 };

let opened: OpenedDevice;
let sources: SourceBinder;
let stage: PrepareStage;

beforeAll(async () => {
  opened = await openDevice(() => undefined);
  sources = new SourceBinder(opened.device);
  stage = new PrepareStage(opened.device, sources);
});

afterAll(() => {
  sources.dispose();
  opened.dispose();
});

/** The prepared tensor f32[1,12,h,w], and the kind of texture that it came from. */
async function prepare(
  picture: SourcePicture,
  geometry: Geometry,
  size: Size,
  binder = sources,
): Promise<{ packed: Float32Array; kind: SourceKind }> {
  const count = 3 * size.width * size.height;
  const buffer = createTensorBuffer(opened.device, 'test/packed', count);
  const target = stage.createTarget(size, buffer);
  const source = await binder.bind(picture);
  const encoder = opened.device.createCommandEncoder();
  stage.encode(encoder, source, geometry, target);
  opened.device.queue.submit([encoder.finish()]);
  const packed = await readBack(opened.device, buffer, count);
  buffer.destroy();
  target.dispose();
  return { packed, kind: source.kind };
}

function toBitmap(picture: TestPicture): Promise<ImageBitmap> {
  return createImageBitmap(new ImageData(picture.pixels, picture.width, picture.height));
}

function toRgbaFrame(picture: TestPicture): VideoFrame {
  const { width, height } = picture;
  return new VideoFrame(picture.pixels, {
    format: 'RGBA',
    codedWidth: width,
    codedHeight: height,
    timestamp: 0,
  });
}

/** A grey I420 frame, limited range, as cameras deliver: luma from `values`, chroma neutral. */
function toGreyFrame(size: Size, values: Uint8Array): VideoFrame {
  const chroma = (size.width * size.height) / 2;
  const data = new Uint8Array(values.length + chroma);
  data.set(values);
  data.fill(128, values.length);
  return new VideoFrame(data, {
    format: 'I420',
    codedWidth: size.width,
    codedHeight: size.height,
    timestamp: 0,
  });
}

for (const rotation of [0, 90, 180, 270] as const) {
  for (const mirror of [false, true]) {
    test(`a bitmap turned by ${rotation}°${mirror ? ' and mirrored' : ''} is cropped and packed`, async () => {
      const picture = noisePicture(SOURCE.width, SOURCE.height, 1 + rotation);
      const size = { width: 24, height: 32 };
      const geometry = createGeometry(SOURCE, size, { mirror, rotation });
      const bitmap = await toBitmap(picture);
      const { packed, kind } = await prepare(bitmap, geometry, size);
      bitmap.close();
      expect(kind).toBe('flat');
      expect(largestDifference(packed, prepareTwin(picture, geometry, size))).toBeLessThan(TOLERANCE);
    });
  }
}

test('a picture of the painted size keeps every pixel', async () => {
  const size = { width: 32, height: 24 };
  const picture = noisePicture(32, 24, 5);
  const bitmap = await toBitmap(picture);
  const geometry = createGeometry(size, size, UPRIGHT);
  const { packed } = await prepare(bitmap, geometry, size);
  bitmap.close();
  expect(largestDifference(packed, prepareTwin(picture, geometry, size))).toBeLessThan(1e-3);
});

test('pictures of one scene make a running mean, as on the processor, and the first is as it is', async () => {
  const size = { width: 32, height: 24 };
  const geometry = createGeometry(size, size, UPRIGHT);
  const buffer = createTensorBuffer(opened.device, 'test/packed', 3 * size.width * size.height);
  const target = stage.createTarget(size, buffer);
  const scene = noisePicture(32, 24, 5);
  const wanted = new Float32Array(3 * size.width * size.height);
  let plain: Float32Array = wanted;
  for (const [round, seed] of [11, 12, 13, 14].entries()) {
    // Noise of up to ±6/255 everywhere; in the last round a third of the picture is another one.
    const sensor = noisePicture(32, 24, seed);
    const pixels = scene.pixels.map((value, i) => {
      if (i % 4 === 3) return 255;
      if (round === 3 && i < scene.pixels.length / 3) return 255 - value;
      return value + (sensor.pixels[i]! - 128) / 21;
    });
    packPixels(pixels, size.width, size.height, wanted, round > 0);
    plain = prepareTwin({ ...size, pixels }, geometry, size);
    const bitmap = await toBitmap({ ...size, pixels });
    const encoder = opened.device.createCommandEncoder();
    stage.encode(encoder, await sources.bind(bitmap), geometry, target, true);
    opened.device.queue.submit([encoder.finish()]);
    bitmap.close();
    const packed = await readBack(opened.device, buffer, wanted.length);
    expect(largestDifference(packed, wanted)).toBeLessThan(1e-3);
    if (round === 0) expect(largestDifference(packed, plain)).toBeLessThan(1e-3);
  }
  expect(largestDifference(wanted, plain)).toBeGreaterThan(4 / 255);
  buffer.destroy();
  target.dispose();
});

test('a large picture is averaged, not picked from', async () => {
  const size = { width: 16, height: 16 };
  const picture = noisePicture(91, 83, 6);
  const bitmap = await toBitmap(picture);
  const geometry = createGeometry(picture, size, UPRIGHT);
  const { packed } = await prepare(bitmap, geometry, size);
  bitmap.close();
  expect(largestDifference(packed, prepareTwin(picture, geometry, size))).toBeLessThan(TOLERANCE);
  // Noise of 91×83 averaged 5×5 and more is nearly grey.
  expect(Math.max(...packed)).toBeLessThan(0.4);
});

test('a video frame is imported and gives the same numbers', async () => {
  const picture = noisePicture(SOURCE.width, SOURCE.height, 7);
  const size = { width: 24, height: 16 };
  const geometry = createGeometry(SOURCE, size, { mirror: true, rotation: 90 });
  const frame = toRgbaFrame(picture);
  const { packed, kind } = await prepare(frame, geometry, size);
  frame.close();
  expect(kind).toBe('external');
  expect(largestDifference(packed, prepareTwin(picture, geometry, size))).toBeLessThan(TOLERANCE);
});

test('only the first frame is put on trial', async () => {
  const scopes = vi.spyOn(opened.device, 'pushErrorScope');
  const binder = new SourceBinder(opened.device);
  const frame = toRgbaFrame(noisePicture(SOURCE.width, SOURCE.height, 7));
  for (let i = 0; i < 3; i++) expect((await binder.bind(frame)).kind).toBe('external');
  frame.close();
  binder.dispose();
  expect(scopes).toHaveBeenCalledOnce();
  scopes.mockRestore();
});

test('values outside 0..1 are clamped, as some GPUs import them from video', async () => {
  const { device } = opened;
  const texture = device.createTexture({
    size: [2, 1],
    format: 'rgba16float',
    usage: TextureUsage.binding | TextureUsage.copyTarget,
  });
  // −0.3 and 1.7 in half floats, RGBA.
  const [low, high] = [0xb4cd, 0x3ecd];
  const halves = new Uint16Array([low, low, low, high, high, high, high, high]);
  device.queue.writeTexture({ texture }, halves, {}, [2, 1]);
  const group = device.createBindGroup({
    layout: sources.layouts.flat,
    entries: [
      { binding: 0, resource: texture.createView() },
      { binding: 1, resource: device.createSampler() },
    ],
  });
  const size = { width: 16, height: 16 };
  const buffer = createTensorBuffer(device, 'test/packed', 3 * 256);
  const target = stage.createTarget(size, buffer);
  const encoder = device.createCommandEncoder();
  stage.encode(encoder, { kind: 'flat', group }, createGeometry(texture, size, UPRIGHT), target);
  device.queue.submit([encoder.finish()]);
  const packed = await readBack(device, buffer, 3 * 256);
  expect([Math.min(...packed), Math.max(...packed)]).toEqual([-0.5, 0.5]);
  target.dispose();
  buffer.destroy();
  texture.destroy();
});

test('a limited-range video frame comes in full range', async () => {
  const size = { width: 16, height: 16 };
  const values = new Uint8Array(256).map((_, i) => [0, 16, 126, 235, 255][i % 5]!);
  const frame = toGreyFrame(size, values);
  const { packed } = await prepare(frame, createGeometry(size, size, UPRIGHT), size);
  frame.close();
  const grey: TestPicture = {
    ...size,
    pixels: new Uint8ClampedArray(1024).map((_, i) => ((values[i >> 2]! - 16) / 219) * 255),
  };
  const wanted = prepareTwin(grey, createGeometry(size, size, UPRIGHT), size);
  expect(largestDifference(packed, wanted)).toBeLessThan(TOLERANCE);
  expect(Math.min(...packed)).toBe(-0.5);
  expect(Math.max(...packed)).toBe(0.5);
});

test('a browser that cannot import frames copies them, and the next ones at once', async () => {
  const binder = new SourceBinder(opened.device);
  const picture = noisePicture(SOURCE.width, SOURCE.height, 8);
  const size = { width: 24, height: 16 };
  const geometry = createGeometry(SOURCE, size, UPRIGHT);
  const wanted = prepareTwin(picture, geometry, size);
  const frame = toRgbaFrame(picture);
  let asked = 0;
  opened.device.importExternalTexture = () => {
    asked++;
    throw new TypeError('no such thing here');
  };
  try {
    for (let i = 0; i < 2; i++) {
      const { packed, kind } = await prepare(frame, geometry, size, binder);
      expect(kind).toBe('flat');
      expect(largestDifference(packed, wanted)).toBeLessThan(TOLERANCE);
    }
    expect(asked).toBe(1);
  } finally {
    Reflect.deleteProperty(opened.device, 'importExternalTexture');
    frame.close();
    binder.dispose();
  }
});

test('an import that the GPU judges invalid is not used', async () => {
  const binder = new SourceBinder(opened.device);
  const picture = noisePicture(SOURCE.width, SOURCE.height, 9);
  const size = { width: 24, height: 16 };
  const geometry = createGeometry(SOURCE, size, UPRIGHT);
  const frame = toRgbaFrame(picture);
  const native = opened.device.importExternalTexture.bind(opened.device);
  opened.device.importExternalTexture = (descriptor) => {
    // Some validation error or other, as a driver would raise it: too large.
    opened.device.createBuffer({ size: 16, usage: 0 });
    return native(descriptor);
  };
  try {
    const { packed, kind } = await prepare(frame, geometry, size, binder);
    expect(kind).toBe('flat');
    expect(largestDifference(packed, prepareTwin(picture, geometry, size))).toBeLessThan(TOLERANCE);
  } finally {
    Reflect.deleteProperty(opened.device, 'importExternalTexture');
    frame.close();
    binder.dispose();
  }
});

test('a browser that cannot copy frames either makes bitmaps of them', async () => {
  const binder = new SourceBinder(opened.device);
  const picture = noisePicture(SOURCE.width, SOURCE.height, 10);
  const size = { width: 24, height: 16 };
  const geometry = createGeometry(SOURCE, size, UPRIGHT);
  const frame = toRgbaFrame(picture);
  const { queue } = opened.device;
  const copy = queue.copyExternalImageToTexture.bind(queue);
  opened.device.importExternalTexture = () => {
    throw new TypeError('no such thing here');
  };
  queue.copyExternalImageToTexture = (source: GPUCopyExternalImageSourceInfo, target, pixels: number[]) => {
    if (source.source instanceof VideoFrame) throw new TypeError('not a VideoFrame');
    copy(source, target, pixels);
  };
  try {
    for (let i = 0; i < 2; i++) {
      const { packed, kind } = await prepare(frame, geometry, size, binder);
      expect(kind).toBe('flat');
      expect(largestDifference(packed, prepareTwin(picture, geometry, size))).toBeLessThan(TOLERANCE);
    }
    expect(binder.bindNow(frame)).toBeNull();
  } finally {
    Reflect.deleteProperty(opened.device, 'importExternalTexture');
    Reflect.deleteProperty(queue, 'copyExternalImageToTexture');
    frame.close();
    binder.dispose();
  }
});

test('the grain is written into its own channels, scaled and tiled', async () => {
  const { device } = opened;
  const field = createGrain(3);
  const grain = new GrainStage(device, field);
  // Wider than the field, so that it has to repeat.
  const size = { width: 528, height: 16 };
  const [w, h] = [size.width / 2, size.height / 2];
  const buffer = createTensorBuffer(device, 'test/frame', 16 * h * w);
  const target = grain.createTarget(size, buffer, 12);
  const wanted = new Float32Array(16 * h * w);
  for (const strength of [1, 0.3]) {
    const encoder = device.createCommandEncoder();
    grain.encode(encoder, target, strength);
    device.queue.submit([encoder.finish()]);
    writeGrain(wanted, 12, h, w, field, strength);
    const written = await readBack(device, buffer, wanted.length);
    expect(largestDifference(written, wanted)).toBeLessThan(1e-6);
  }
  target.dispose();
  buffer.destroy();
  grain.dispose();
});

test('the GPU found no mistake in any of this', () => {
  expect(opened.errorCount).toBe(0);
});
