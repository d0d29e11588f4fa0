import checkText from '../../models/sketch-check.json?raw';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { NetworkBytes } from '../../src/shared/protocol.ts';
import { openDevice, type OpenedDevice } from '../../workers/engines/gpu-device.ts';
import { readBack } from '../../workers/engines/gpu-read-back.ts';
import { createTensorBuffer } from '../../workers/engines/gpu-usage.ts';
import { loadOrtRuntime, type OrtRuntime } from '../../workers/engines/ort-runtime.ts';
import { createWasmSession } from '../../workers/engines/ort-wasm.ts';
import { PaintGraph } from '../../workers/engines/ort-webgpu-paint.ts';
import { createCapturedRunner, createGpuStyleSession } from '../../workers/engines/ort-webgpu.ts';
import { createPaintTensors } from '../../workers/pipeline/cpu/paint-tensors.ts';
import { largestDifference, noisePicture } from '../helpers/gpu-twins.ts';
import { fetchJspiRuntime, fetchSketchPaint, fetchSketchStyle, SKETCH } from '../helpers/networks.ts';

const SIZE = { width: 32, height: 32 };
const [H, W] = [16, 16];
const TOLERANCE = 2e-3;

/** A real painting's code, from the vectors that came with the network. */
const code = new Float32Array((JSON.parse(checkText) as { code: number[] }).code);

let opened: OpenedDevice;
let runtime: OrtRuntime;
let paint: NetworkBytes;

beforeAll(async () => {
  opened = await openDevice(() => undefined);
  runtime = await loadOrtRuntime(await fetchJspiRuntime(), 1);
  paint = await fetchSketchPaint();
});

afterAll(() => opened.dispose());

function noise(count: number, seed: number): Float32Array<ArrayBuffer> {
  const { pixels } = noisePicture(count, 1, seed);
  return new Float32Array(count).map((_, i) => pixels[4 * i]! / 255 - 0.5);
}

test('the GPU paints what the processor paints, run or replayed, also after a change of style', async () => {
  const { device } = opened;
  const reference = await createWasmSession(runtime, paint.graph, SKETCH.paint);
  const graph = await PaintGraph.load(runtime, device, paint, 'quick');
  const frame = createTensorBuffer(device, 'test/frame', SKETCH.frameChannels * H * W);
  const painted = createTensorBuffer(device, 'test/painted', SKETCH.paintedChannels * H * W);
  const frameInput = { buffer: frame, dims: [1, SKETCH.frameChannels, H, W] };
  const plain = await graph.open({
    frame: frameInput,
    painted: { buffer: painted, dims: [1, SKETCH.paintedChannels, H, W] },
  });
  const inputs = { frame: frameInput, ...graph.style.inputs };
  const replayed = await createCapturedRunner(runtime, device, paint.graph, SKETCH.paint, 'NCHW', inputs);
  expect([plain.isCaptured, replayed.isCaptured]).toEqual([false, true]);

  const otherCode = code.map((value, i) => (i % 2 ? value * 0.5 : value * 1.5));
  for (const [seed, style, beta] of [
    [1, code, 1],
    [2, otherCode, 0.25],
  ] as const) {
    const tensors = createPaintTensors(SKETCH, reference, SIZE, style.slice(), beta);
    tensors.frame.set(noise(tensors.frame.length, seed));
    const wanted = await reference.run(tensors.feeds);
    expect(Math.max(...wanted) - Math.min(...wanted)).toBeGreaterThan(0.2);

    device.queue.writeBuffer(frame, 0, tensors.frame);
    graph.style.setCode(style);
    graph.style.setBeta(beta);
    graph.style.flush();
    for (const runner of [plain, replayed]) {
      const got = await readBack(device, await runner.run(), wanted.length);
      expect(largestDifference(got, wanted)).toBeLessThan(TOLERANCE);
    }
  }

  await replayed.release();
  await graph.release();
  await reference.release();
  frame.destroy();
  painted.destroy();
  expect(opened.errorCount).toBe(0);
});

test('the GPU measures the style that the processor measures', async () => {
  const style = await fetchSketchStyle();
  const onGpu = await createGpuStyleSession(runtime, opened.device, style.graph, SKETCH.style);
  const onCpu = await createWasmSession(runtime, style.graph, SKETCH.style);
  const painting = noise(SKETCH.paintedChannels * H * W, 3);
  const dims = [1, SKETCH.paintedChannels, H, W];
  const got = await onGpu.run({ painting: onGpu.tensor(painting, dims) });
  const wanted = await onCpu.run({ painting: onCpu.tensor(painting, dims) });
  expect(largestDifference(got, wanted)).toBeLessThan(TOLERANCE * Math.max(...wanted.map(Math.abs)));
  await onGpu.release();
  await onCpu.release();
  expect(opened.errorCount).toBe(0);
});

test('a graph that is another than the manifest says is refused, and what runs keeps running', async () => {
  const style = await fetchSketchStyle();
  const wrong = { network: SKETCH, graph: style.graph };
  await expect(PaintGraph.load(runtime, opened.device, wrong, 'quick')).rejects.toMatchObject({
    code: 'network-mismatch',
  });
  const torn = { network: SKETCH, graph: paint.graph.slice(0, 1000) };
  await expect(PaintGraph.load(runtime, opened.device, torn, 'quick')).rejects.toMatchObject({
    code: 'network-mismatch',
  });
  const graph = await PaintGraph.load(runtime, opened.device, paint, 'quick');
  await graph.release();
});
