import { afterAll, beforeAll, expect, test } from 'vitest';
import type { NetworkEntry } from '../../src/shared/manifest.ts';
import { openDevice, type OpenedDevice } from '../../workers/engines/gpu-device.ts';
import { readBack } from '../../workers/engines/gpu-read-back.ts';
import { createTensorBuffer } from '../../workers/engines/gpu-usage.ts';
import { loadOrtRuntime, type OrtRuntime } from '../../workers/engines/ort-runtime.ts';
import { createWasmSession } from '../../workers/engines/ort-wasm.ts';
import { PaintGraph } from '../../workers/engines/ort-webgpu-paint.ts';
import { createCapturedRunner, createGpuStyleSession } from '../../workers/engines/ort-webgpu.ts';
import { createPaintTensors } from '../../workers/pipeline/cpu/paint-tensors.ts';
import { largestDifference, noisePicture } from '../helpers/gpu-twins.ts';
import { fetchJspiRuntime } from '../helpers/networks.ts';
import { createTinyPack, type TinyPack } from '../helpers/tiny-pack.ts';

/** Reflection at relu4_1 needs two positions a side or more. */
const SIZE = { width: 32, height: 16 };
const [H, W] = [8, 16];
const TOLERANCE = 2e-3;

let opened: OpenedDevice;
let runtime: OrtRuntime;
let tiny: TinyPack;
let network: NetworkEntry;

beforeAll(async () => {
  opened = await openDevice(() => undefined);
  runtime = await loadOrtRuntime(await fetchJspiRuntime(), 1);
  tiny = await createTinyPack();
  network = tiny.pack.network;
});

afterAll(() => opened.dispose());

function noise(count: number, seed: number): Float32Array<ArrayBuffer> {
  const { pixels } = noisePicture(count, 1, seed);
  return new Float32Array(count).map((_, i) => pixels[4 * i]! / 255 - 0.5);
}

test('the GPU measures and paints with a classic network as the processor does, run or replayed', async () => {
  const { device } = opened;
  const dims = [1, network.paintedChannels, H, W];
  const styleOnGpu = await createGpuStyleSession(runtime, device, tiny.style.slice().buffer, network.style);
  const styleOnCpu = await createWasmSession(runtime, tiny.style.slice().buffer, network.style);
  const painting = noise(network.paintedChannels * H * W, 3);
  const code = await styleOnCpu.run({ painting: styleOnCpu.tensor(painting, dims) });
  const measured = await styleOnGpu.run({ painting: styleOnGpu.tensor(painting, dims) });
  expect(largestDifference(measured, code)).toBeLessThan(TOLERANCE * Math.max(...code.map(Math.abs)));

  const reference = await createWasmSession(runtime, tiny.paint.slice().buffer, network.paint);
  const graph = await PaintGraph.load(
    runtime,
    device,
    { network, graph: tiny.paint.slice().buffer },
    'quick',
  );
  const frame = createTensorBuffer(device, 'test/frame', network.frameChannels * H * W);
  const painted = createTensorBuffer(device, 'test/painted', network.paintedChannels * H * W);
  const frameInput = { buffer: frame, dims };
  const plain = await graph.open({ frame: frameInput, painted: { buffer: painted, dims } });
  // There is no beta: what the graph does not ask for must not be fed.
  expect(Object.keys(graph.style.inputs)).toEqual(['scale0', 'bias0']);
  const inputs = { frame: frameInput, ...graph.style.inputs };
  const replayed = await createCapturedRunner(
    runtime,
    device,
    tiny.paint.slice().buffer,
    network.paint,
    'NCHW',
    inputs,
  );
  const tensors = createPaintTensors(network, reference, SIZE, code.slice(), 1);
  tensors.frame.set(noise(tensors.frame.length, 4));
  tensors.writeGrain(1);
  const wanted = await reference.run(tensors.feeds);
  expect(Math.max(...wanted) - Math.min(...wanted)).toBeGreaterThan(0.05);
  device.queue.writeBuffer(frame, 0, tensors.frame);
  graph.style.setCode(code);
  graph.style.setBeta(0.5);
  graph.style.flush();
  for (const runner of [plain, replayed]) {
    const got = await readBack(device, await runner.run(), wanted.length);
    expect(largestDifference(got, wanted)).toBeLessThan(TOLERANCE);
  }
  await replayed.release();
  await graph.release();
  for (const session of [reference, styleOnCpu, styleOnGpu]) await session.release();
  frame.destroy();
  painted.destroy();
  expect(opened.errorCount).toBe(0);
});
