import type { InferenceSession, Tensor } from 'onnxruntime-web';
import { asAppError } from '../../src/shared/errors.ts';
import type { GraphEntry } from '../../src/shared/manifest.ts';
import { checkSession, type OrtRuntime } from './ort-runtime.ts';

/** One graph on the processor. Tensors are made once over buffers that the caller keeps writing to. */
export interface WasmSession {
  /** A tensor over `data`, which stays the caller's. */
  tensor(data: Float32Array, dims: readonly number[]): Tensor;
  /** Runs the graph; the result is a fresh f32 array of the only output. */
  run(feeds: Record<string, Tensor>): Promise<Float32Array>;
  release(): Promise<void>;
}

/** Compiles a graph for the processor. Rejects with `network-mismatch`. */
export async function createWasmSession(
  runtime: OrtRuntime,
  graph: ArrayBuffer,
  entry: GraphEntry,
): Promise<WasmSession> {
  let session: InferenceSession;
  try {
    session = await runtime.enqueue(() =>
      runtime.ort.InferenceSession.create(graph, {
        executionProviders: ['wasm'],
        graphOptimizationLevel: 'all',
      }),
    );
  } catch (error) {
    throw asAppError(error, 'network-mismatch');
  }
  checkSession(session, entry);
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
