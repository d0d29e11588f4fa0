import { afterEach, expect, test, vi } from 'vitest';
import { createGeometry } from '../../workers/pipeline/geometry.ts';
import { createGpuPipeline } from '../../workers/pipeline/gpu-pipeline.ts';
import { FrameGate } from '../../workers/pipeline/gpu/frame-gate.ts';
import { fetchJspiRuntime, fetchSketchPaint } from '../helpers/networks.ts';

const SIZE = { width: 16, height: 16 };
const GEOMETRY = createGeometry(SIZE, SIZE, { mirror: true, rotation: 0 });

const restores: (() => void)[] = [];

afterEach(() => {
  for (const restore of restores.splice(0)) restore();
});

/** Replaces a method for one test. */
function replace<T extends object, K extends keyof T>(owner: T, name: K, make: (native: T[K]) => T[K]): void {
  const native = owner[name];
  owner[name] = make(native);
  restores.push(() => {
    owner[name] = native;
  });
}

function createFrame(): VideoFrame {
  const layout = { codedWidth: SIZE.width, codedHeight: SIZE.height, timestamp: 0 };
  return new VideoFrame(new Uint8Array(4 * SIZE.width * SIZE.height), { format: 'RGBA', ...layout });
}

/** Our buffers and textures that were made and not destroyed; onnxruntime's carry no label. */
function countLiving(): { living: Set<string>; devices: { made: number; destroyed: number } } {
  const living = new Set<string>();
  const devices = { made: 0, destroyed: 0 };
  const keys = new WeakMap<object, string>();
  let made = 0;
  const enter = (thing: GPUBuffer | GPUTexture): void => {
    if (thing.label === '') return;
    const key = `${thing.label} #${made++}`;
    keys.set(thing, key);
    living.add(key);
  };
  const leave = (thing: object): void => {
    living.delete(keys.get(thing) ?? '');
  };
  replace(GPUDevice.prototype, 'createBuffer', (native) => {
    return function (this: GPUDevice, descriptor) {
      const buffer = native.call(this, descriptor);
      enter(buffer);
      return buffer;
    };
  });
  replace(GPUDevice.prototype, 'createTexture', (native) => {
    return function (this: GPUDevice, descriptor) {
      const texture = native.call(this, descriptor);
      enter(texture);
      return texture;
    };
  });
  for (const prototype of [GPUBuffer.prototype, GPUTexture.prototype]) {
    replace(prototype, 'destroy', (native) => {
      return function (this: GPUBuffer & GPUTexture) {
        leave(this);
        native.call(this);
      };
    });
  }
  replace(GPUAdapter.prototype, 'requestDevice', (native) => {
    return function (this: GPUAdapter, descriptor) {
      devices.made++;
      return native.call(this, descriptor);
    };
  });
  replace(GPUDevice.prototype, 'destroy', (native) => {
    return function (this: GPUDevice) {
      devices.destroyed++;
      native.call(this);
    };
  });
  return { living, devices };
}

test('twenty pipelines with a network come and go and leave nothing', async () => {
  const { living, devices } = countLiving();
  const runtime = await fetchJspiRuntime();
  const paint = await fetchSketchPaint();
  const lost = vi.fn();
  let most = 0;
  for (let i = 0; i < 20; i++) {
    const pipeline = await createGpuPipeline(new OffscreenCanvas(16, 16), { onLost: lost });
    const frame = createFrame();
    pipeline.showSource(frame, GEOMETRY);
    frame.close();
    await pipeline.loadRuntime(runtime);
    await pipeline.loadNetwork(paint);
    // A warm network costs seconds of shader compilation here, so only the first one is run.
    if (i === 0) await pipeline.resize(SIZE, SIZE);
    most = Math.max(most, living.size);
    await pipeline.dispose();
    expect(pipeline.gpuErrors).toBe(0);
    expect([...living]).toEqual([]);
  }
  expect(most).toBeGreaterThan(15);
  expect(devices).toEqual({ made: 20, destroyed: 20 });
  expect(lost).not.toHaveBeenCalled();
});

test('frames that must become bitmaps are shown, and every copy of them is closed', async () => {
  replace(GPUDevice.prototype, 'importExternalTexture', () => () => {
    throw new TypeError('no such thing here');
  });
  replace(GPUQueue.prototype, 'copyExternalImageToTexture', (native) => {
    return function (this: GPUQueue, source, target, size) {
      if (source.source instanceof VideoFrame) throw new TypeError('not a VideoFrame');
      Reflect.apply(native, this, [source, target, size]);
    };
  });
  const clones: VideoFrame[] = [];
  replace(VideoFrame.prototype, 'clone', (native) => {
    return function (this: VideoFrame) {
      const clone = native.call(this);
      clones.push(clone);
      return clone;
    };
  });
  const submit = vi.spyOn(GPUQueue.prototype, 'submit');
  restores.push(() => submit.mockRestore());
  const canvas = new OffscreenCanvas(16, 16);
  const pipeline = await createGpuPipeline(canvas, { onLost: () => undefined });
  const frame = createFrame();
  pipeline.showSource(frame, GEOMETRY);
  frame.close();
  await vi.waitFor(() => {
    expect(clones).toHaveLength(1);
    // A closed frame has no format.
    expect(clones[0]!.format).toBeNull();
  });
  expect(submit).toHaveBeenCalledOnce();
  expect(pipeline.gpuErrors).toBe(0);
  await pipeline.dispose();
});

test('without an adapter the engine says that it is unavailable', async () => {
  replace(navigator.gpu, 'requestAdapter', () => () => Promise.resolve(null));
  await expect(
    createGpuPipeline(new OffscreenCanvas(16, 16), { onLost: () => undefined }),
  ).rejects.toMatchObject({ code: 'engine-unavailable' });
});

test('at most two frames are in flight', async () => {
  const finish: (() => void)[] = [];
  const queue = {
    onSubmittedWorkDone: () => new Promise<undefined>((resolve) => finish.push(() => resolve(undefined))),
  };
  const gate = new FrameGate(queue as unknown as GPUQueue);
  await gate.submitted();
  let room = false;
  const second = gate.submitted().then(() => {
    room = true;
  });
  await Promise.resolve();
  expect([gate.inFlight, room]).toEqual([2, false]);
  finish[0]!();
  await second;
  expect(gate.inFlight).toBe(1);
});
