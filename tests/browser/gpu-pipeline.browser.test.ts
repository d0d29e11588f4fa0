import checkText from '../../models/sketch-check.json?raw';
import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import type { NetworkBytes, RuntimeFiles } from '../../src/shared/protocol.ts';
import { createCpuPipeline } from '../../workers/pipeline/cpu-pipeline.ts';
import { createGeometry } from '../../workers/pipeline/geometry.ts';
import { createGpuPipeline, type GpuPipeline } from '../../workers/pipeline/gpu-pipeline.ts';
import { packPixels } from '../../workers/pipeline/pack.ts';
import { noisePicture } from '../helpers/gpu-twins.ts';
import { fetchJspiRuntime, fetchSketchPaint, fetchSketchStyle } from '../helpers/networks.ts';

const SIZE = { width: 32, height: 32 };
const UPRIGHT = createGeometry(SIZE, SIZE, { mirror: false, rotation: 0 });
const code = new Float32Array((JSON.parse(checkText) as { code: number[] }).code);
const otherCode = code.map((value) => value * 0.5);
const times = { prepareMs: 0, networkMs: 0, presentMs: 0 };

let runtime: RuntimeFiles;
let paint: NetworkBytes;
const lost: string[] = [];
/** On the page and drawn to through its offscreen side, as in the app. */
const element = document.createElement('canvas');
const canvas = element.transferControlToOffscreen();
let pipeline: GpuPipeline;
/** The reference. */
const cpuCanvas = new OffscreenCanvas(1, 1);
const cpu = createCpuPipeline(1, cpuCanvas);

beforeAll(async () => {
  document.body.append(element);
  runtime = await fetchJspiRuntime();
  paint = await fetchSketchPaint();
  pipeline = await createGpuPipeline(canvas, { onLost: (reason) => lost.push(reason), tuning: 'full' });
});

afterAll(async () => {
  await pipeline.dispose();
  cpu.dispose();
  element.remove();
});

/** Soft blocks: something to paint, with the same pixels whichever way it is decoded. */
function createPicture(): OffscreenCanvas {
  const picture = new OffscreenCanvas(SIZE.width, SIZE.height);
  const context = picture.getContext('2d')!;
  const noise = noisePicture(8, 8, 40);
  const small = new OffscreenCanvas(8, 8);
  small.getContext('2d')!.putImageData(new ImageData(noise.pixels, 8, 8), 0, 0);
  context.drawImage(small, 0, 0, SIZE.width, SIZE.height);
  return picture;
}

function pixelsOf(source: OffscreenCanvas | HTMLCanvasElement): Uint8ClampedArray {
  const copy = new OffscreenCanvas(source.width, source.height).getContext('2d')!;
  copy.drawImage(source, 0, 0);
  return copy.getImageData(0, 0, source.width, source.height).data;
}

/** Waits until the page shows `wanted`, up to a mean difference in steps of 255. */
function waitUntilShown(wanted: Uint8ClampedArray, tolerance = 2): Promise<void> {
  return vi.waitFor(() => expect(meanDifference(pixelsOf(element), wanted)).toBeLessThan(tolerance), 10_000);
}

function meanDifference(one: Uint8ClampedArray, other: Uint8ClampedArray): number {
  expect(one.length).toBe(other.length);
  return one.reduce((sum, value, i) => sum + Math.abs(value - other[i]!), 0) / one.length;
}

test('frames show unpainted before there is a runtime', async () => {
  await pipeline.resize(SIZE, SIZE);
  expect(pipeline.canPaint).toBe(false);
  const picture = createPicture();
  const frame = new VideoFrame(picture, { timestamp: 0 });
  pipeline.showSource(frame, UPRIGHT);
  frame.close();
  expect(canvas.width).toBe(SIZE.width);
  await waitUntilShown(pixelsOf(picture));
});

test('it says honestly what it runs on', () => {
  expect(pipeline.info).toMatchObject({ engine: 'ort-webgpu', software: true });
  expect(pipeline.info.adapter).toContain('swiftshader');
});

test('the plain runtime is refused', async () => {
  await expect(pipeline.loadRuntime({ ...runtime, variant: 'plain' })).rejects.toMatchObject({
    code: 'engine-unavailable',
  });
});

test('it paints the picture that the processor paints, and fades to the camera', async () => {
  await pipeline.loadRuntime(runtime);
  await pipeline.loadNetwork(paint);
  expect(pipeline.canPaint).toBe(true);
  expect(pipeline.info.adapter).toContain('graph capture');
  await cpu.loadRuntime(runtime);
  await cpu.loadNetwork(paint);
  await cpu.resize(SIZE, SIZE);
  const picture = createPicture();
  const source = pixelsOf(picture);
  const frame = new VideoFrame(picture, { timestamp: 0 });
  const seen: Uint8ClampedArray[] = [];
  for (const [style, mix, grain, beta, wipe] of [
    [code, 1, 0.7, 1, 0],
    [otherCode, 1, 0, 0.5, 0],
    [otherCode, 1, 0, 0.5, 0.5],
    [code, 0.5, 0.7, 1, 0],
  ] as const) {
    for (const engine of [pipeline, cpu]) {
      engine.setCode(style);
      engine.setGrain(grain);
      engine.setDetail(beta);
      engine.setWipe(wipe);
      await engine.paint(frame, UPRIGHT, mix, times);
    }
    const wanted = pixelsOf(cpuCanvas);
    for (const other of [source, ...seen]) expect(meanDifference(wanted, other)).toBeGreaterThan(5);
    await waitUntilShown(wanted);
    seen.push(wanted);
  }
  frame.close();
  expect(pipeline.gpuErrors).toBe(0);
});

test('a still is painted finer than the live picture, as the processor paints it, and nothing else changes', async () => {
  const frame = new VideoFrame(createPicture(), { timestamp: 0 });
  const live = pixelsOf(element);
  const painted = { width: 48, height: 48 };
  const saved = { width: 60, height: 60 };
  for (const mix of [1, 0.5]) {
    const still = pixelsOf(await pipeline.paintStill(frame, UPRIGHT, mix, painted, saved));
    const wanted = pixelsOf(await cpu.paintStill(frame, UPRIGHT, mix, painted, saved));
    const coarse = pixelsOf(await cpu.paintStill(frame, UPRIGHT, mix, SIZE, saved));
    expect(meanDifference(still, wanted)).toBeLessThan(2);
    expect(meanDifference(wanted, coarse)).toBeGreaterThan(3);
  }
  expect(canvas.width).toBe(SIZE.width);
  await waitUntilShown(live, 0.1);
  await pipeline.paint(frame, UPRIGHT, 0.5, times);
  await waitUntilShown(live);
  expect(pipeline.gpuErrors).toBe(0);
  frame.close();
});

test('in a scene with noise both paint a running mean; another scene begins as it is', async () => {
  const scene = createPicture();
  const { data } = scene.getContext('2d')!.getImageData(0, 0, SIZE.width, SIZE.height);
  const noisy = (seed: number): VideoFrame => {
    const sensor = noisePicture(SIZE.width, SIZE.height, seed).pixels;
    const pixels = data.map((value, i) => (i % 4 === 3 ? 255 : value + (sensor[i]! - 128) / 21));
    return new VideoFrame(pixels, {
      format: 'RGBA',
      codedWidth: SIZE.width,
      codedHeight: SIZE.height,
      timestamp: 0,
    });
  };
  const paintBoth = async (seed: number, isNew = false): Promise<Uint8ClampedArray> => {
    const frame = noisy(seed);
    for (const engine of [pipeline, cpu]) {
      if (isNew) engine.setSteady(true);
      await engine.paint(frame, UPRIGHT, 1, times);
    }
    frame.close();
    // Less than a mean makes.
    await waitUntilShown(pixelsOf(cpuCanvas), 0.25);
    return pixelsOf(cpuCanvas);
  };
  await paintBoth(60, true);
  for (const seed of [61, 62, 63, 64, 65]) await paintBoth(seed);
  const mean = await paintBoth(66);
  const alone = await paintBoth(66, true);
  expect(meanDifference(mean, alone)).toBeGreaterThan(0.4);
  for (const engine of [pipeline, cpu]) engine.setSteady(false);
  expect(await paintBoth(66)).toEqual(alone);
});

test('an ImageBitmap is painted as well', async () => {
  const bitmap = await createImageBitmap(createPicture());
  pipeline.setCode(code);
  await pipeline.paint(bitmap, UPRIGHT, 0, times);
  bitmap.close();
  await waitUntilShown(pixelsOf(createPicture()));
});

test('a warm frame makes no buffer, texture or pipeline, and reads nothing back', async () => {
  const frame = new VideoFrame(createPicture(), { timestamp: 0 });
  await pipeline.paint(frame, UPRIGHT, 0.5, times);
  const spies = [
    vi.spyOn(GPUDevice.prototype, 'createBuffer'),
    vi.spyOn(GPUDevice.prototype, 'createTexture'),
    vi.spyOn(GPUDevice.prototype, 'createComputePipelineAsync'),
    vi.spyOn(GPUDevice.prototype, 'createRenderPipeline'),
    vi.spyOn(GPUBuffer.prototype, 'mapAsync'),
  ];
  for (let i = 0; i < 2; i++) {
    pipeline.setCode(i === 0 ? otherCode : code);
    pipeline.setGrain(0.1 * i);
    await pipeline.paint(frame, UPRIGHT, 0.5 + 0.5 * i, times);
  }
  frame.close();
  for (const spy of spies) {
    expect(spy).not.toHaveBeenCalled();
    spy.mockRestore();
  }
});

test('a code of another network is refused', () => {
  expect(() => pipeline.setCode(new Float32Array(10))).toThrow(
    expect.objectContaining({ code: 'style-code-invalid' }),
  );
});

test('the source measures its own style, as the processor would', async () => {
  expect(pipeline.canMeasure).toBe(false);
  await pipeline.loadStyleNetwork(await fetchSketchStyle());
  expect(pipeline.canMeasure).toBe(true);
  const picture = createPicture();
  const frame = new VideoFrame(picture, { timestamp: 0 });
  const own = new Float32Array(code.length);
  await pipeline.measureSource(frame, UPRIGHT, own);
  frame.close();
  const { data } = picture.getContext('2d')!.getImageData(0, 0, SIZE.width, SIZE.height);
  const packed = new Float32Array(3 * SIZE.width * SIZE.height);
  packPixels(data, SIZE.width, SIZE.height, packed);
  const wanted = await pipeline.measurePacked(packed, SIZE.height / 2, SIZE.width / 2);
  const largest = Math.max(...wanted);
  own.forEach((value, i) => expect(Math.abs(value - wanted[i]!)).toBeLessThan(0.02 * largest));
});

test('a new size paints with the next frame, grain and all', async () => {
  const tall = { width: 48, height: 64 };
  const geometry = createGeometry(SIZE, tall, UPRIGHT.orientation);
  const frame = new VideoFrame(createPicture(), { timestamp: 0 });
  for (const engine of [pipeline, cpu]) {
    // The same size on the canvas: only one of them would enlarge.
    await engine.resize(tall, tall);
    engine.setCode(code);
    engine.setGrain(0.8);
    await engine.paint(frame, geometry, 1, times);
  }
  frame.close();
  expect([canvas.width, canvas.height]).toEqual([48, 64]);
  await waitUntilShown(pixelsOf(cpuCanvas));
  expect(pipeline.gpuErrors).toBe(0);
});

test('a lost device is reported once, and everything that needs it says so', async () => {
  expect(lost).toEqual([]);
  const small = { width: 16, height: 24 };
  const geometry = createGeometry(SIZE, small, { mirror: false, rotation: 0 });
  const lostError = expect.objectContaining({ code: 'device-lost' });
  const frame = new VideoFrame(createPicture(), { timestamp: 0 });
  const painting = pipeline.paint(frame, geometry, 1, times);
  pipeline.loseDevice();
  await expect(painting).rejects.toEqual(lostError);
  await expect(pipeline.paint(frame, geometry, 1, times)).rejects.toEqual(lostError);
  await expect(pipeline.measureSource(frame, geometry, code.slice())).rejects.toEqual(lostError);
  await expect(pipeline.resize(SIZE, SIZE)).rejects.toEqual(lostError);
  pipeline.showSource(frame, geometry);
  frame.close();
  expect(lost).toHaveLength(1);
  await pipeline.dispose();
  await pipeline.dispose();
});
