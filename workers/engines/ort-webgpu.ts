import type { InferenceSession, Tensor } from 'onnxruntime-web';
import { asAppError } from '../../src/shared/errors.ts';
import type { GraphEntry } from '../../src/shared/manifest.ts';
import { checkSession, type OrtRuntime } from './ort-runtime.ts';
import type { GpuInput } from './ort-webgpu-inputs.ts';
import type { WasmSession } from './ort-wasm.ts';

/** How tensors lie in the convolutions. Which is faster depends on the GPU. */
export type TensorLayout = 'NCHW' | 'NHWC';

/** A graph bound to its input buffers on the GPU. */
export interface GpuRunner {
  readonly layout: TensorLayout;
  readonly isCaptured: boolean;
  /**
   * Submits one run over whatever the inputs hold then. Resolves at submit, not when the GPU is done; the buffer is
   * the runner's own and holds the result until the next run.
   */
  run(): Promise<GPUBuffer>;
  /** Gives back what `run` holds; the session of an uncaptured runner is its owner's. */
  release(): Promise<void>;
}

/** Compiles a graph for the GPU with free height and width. Rejects with `network-mismatch`. */
export async function createGpuSession(
  runtime: OrtRuntime,
  device: GPUDevice,
  graph: ArrayBuffer,
  entry: GraphEntry,
  layout: TensorLayout,
  options: InferenceSession.SessionOptions = {},
): Promise<InferenceSession> {
  let session: InferenceSession;
  try {
    session = await runtime.enqueue(() =>
      runtime.ort.InferenceSession.create(graph, {
        executionProviders: [{ name: 'webgpu', device, preferredLayout: layout }],
        graphOptimizationLevel: 'all',
        ...options,
      }),
    );
  } catch (error) {
    throw asAppError(error, 'network-mismatch');
  }
  checkSession(session, entry);
  return session;
}

/** Runs a session with free dimensions on these inputs, into `output` (f32, `dims`). Both stay the caller's. */
export function createPlainRunner(
  runtime: OrtRuntime,
  session: InferenceSession,
  layout: TensorLayout,
  inputs: Readonly<Record<string, GpuInput>>,
  output: GpuInput,
): GpuRunner {
  const feeds = toTensors(runtime, inputs);
  const fetches = toTensors(runtime, { [session.outputNames[0]!]: output });
  const job = (): Promise<unknown> => session.run(feeds, fetches);
  return {
    layout,
    isCaptured: false,
    run: async () => {
      await runtime.enqueue(job);
      return output.buffer;
    },
    release: () => Promise.resolve(),
  };
}

/**
 * Compiles the graph once more for exactly the inputs' shapes, recorded on its first run and replayed after it.
 *
 * onnxruntime owns the output: one given by us is freed under the recording when its heap moves. Rejects where a node
 * is not on the GPU.
 */
export async function createCapturedRunner(
  runtime: OrtRuntime,
  device: GPUDevice,
  graph: ArrayBuffer,
  entry: GraphEntry,
  layout: TensorLayout,
  inputs: Readonly<Record<string, GpuInput>>,
): Promise<GpuRunner> {
  const session = await createGpuSession(runtime, device, graph, entry, layout, {
    enableGraphCapture: true,
    freeDimensionOverrides: fixedDimensions(entry, inputs),
  });
  const name = session.outputNames[0]!;
  const feeds = toTensors(runtime, inputs);
  let last: Tensor | null = null;
  const job = async (): Promise<GPUBuffer> => {
    last?.dispose();
    last = null;
    const results = await session.run(feeds);
    last = results[name]!;
    return last.gpuBuffer as GPUBuffer;
  };
  return {
    layout,
    isCaptured: true,
    run: () => runtime.enqueue(job),
    release: () =>
      runtime.enqueue(async () => {
        last?.dispose();
        last = null;
        await session.release();
      }),
  };
}

/** The style graph on the GPU with its numbers in and out of main memory: it runs once per painting. */
export async function createGpuStyleSession(
  runtime: OrtRuntime,
  device: GPUDevice,
  graph: ArrayBuffer,
  entry: GraphEntry,
): Promise<WasmSession> {
  const session = await createGpuSession(runtime, device, graph, entry, 'NCHW');
  const output = session.outputNames[0]!;
  return {
    tensor: (data, dims) => new runtime.ort.Tensor('float32', data, dims),
    run: async (feeds) => {
      const results = await runtime.enqueue(() => session.run(feeds));
      return results[output]!.data as Float32Array;
    },
    release: () => runtime.enqueue(() => session.release()),
  };
}

function toTensors(runtime: OrtRuntime, inputs: Readonly<Record<string, GpuInput>>): Record<string, Tensor> {
  const tensors: Record<string, Tensor> = {};
  for (const [name, { buffer, dims }] of Object.entries(inputs)) {
    tensors[name] = runtime.ort.Tensor.fromGpuBuffer(buffer, { dataType: 'float32', dims });
  }
  return tensors;
}

/** The manifest names the free dimensions; the inputs' shapes say what they are now. */
function fixedDimensions(
  entry: GraphEntry,
  inputs: Readonly<Record<string, GpuInput>>,
): Record<string, number> {
  const fixed: Record<string, number> = {};
  for (const { name, dims } of entry.inputs) {
    dims.forEach((dim, axis) => {
      if (typeof dim === 'string') fixed[dim] = inputs[name]!.dims[axis]!;
    });
  }
  return fixed;
}
