import type { InferenceSession } from 'onnxruntime-web';
import { AppError } from '../../src/shared/errors.ts';
import type { GraphEntry } from '../../src/shared/manifest.ts';
import type { RuntimeFiles } from '../../src/shared/protocol.ts';

/** onnxruntime-web's module, whichever build. */
type Ort = typeof import('onnxruntime-web');

/**
 * onnxruntime-web, loaded once per worker, and the one queue in front of it.
 *
 * Two calls at once (create, run or release) can wedge the runtime for good (onnxruntime#29851, #32561), so all
 * of them go through `enqueue`. A failed job rejects to its caller and never poisons the queue.
 */
export interface OrtRuntime {
  ort: Ort;
  enqueue<T>(job: () => Promise<T>): Promise<T>;
}

/** Threads need shared memory, which a page has only when it is cross-origin isolated. */
export function usableThreads(wanted: number): number {
  return globalThis.crossOriginIsolated ? Math.max(1, wanted) : 1;
}

/** Loads the build named by `files` with its compiled module. Rejects with `engine-unavailable`. */
export async function loadOrtRuntime(files: RuntimeFiles, threads: number): Promise<OrtRuntime> {
  try {
    const ort: Ort =
      files.variant === 'jspi' ? await import('onnxruntime-web/jspi') : await import('onnxruntime-web/wasm');
    ort.env.logLevel = 'error';
    ort.env.wasm.proxy = false;
    ort.env.wasm.numThreads = usableThreads(threads);
    ort.env.wasm.wasmBinary = standInFor(files.module);
    ort.env.wasm.wasmPaths = { mjs: files.mjsUrl };
    let last: Promise<unknown> = Promise.resolve();
    return {
      ort,
      enqueue: (job) => {
        const result = last.then(job);
        last = result.catch(() => undefined);
        return result;
      },
    };
  } catch (error) {
    throw new AppError('engine-unavailable', `The neural network runtime did not load: ${String(error)}`, {
      cause: error,
    });
  }
}

/**
 * Bytes to be given to the runtime, which takes nothing else, in place of a compiled module; whoever instantiates them
 * gets an instance of `module`. (Its loader would take an `instantiateWasm` of ours, but the runtime does not pass it on.)
 */
function standInFor(module: WebAssembly.Module): ArrayBuffer {
  const standIn = new ArrayBuffer(8);
  const instantiate = WebAssembly.instantiate;
  const instantiateOrStandIn = async (source: BufferSource, imports?: WebAssembly.Imports) => {
    const bytes = ArrayBuffer.isView(source) ? source.buffer : source;
    if (bytes !== standIn) return instantiate(source, imports);
    return { module, instance: await instantiate(module, imports) };
  };
  WebAssembly.instantiate = instantiateOrStandIn as typeof instantiate;
  return standIn;
}

/** Throws `network-mismatch` when a session's inputs or outputs are not those that the manifest promises. */
export function checkSession(session: InferenceSession, entry: GraphEntry): void {
  const agree = (names: readonly string[], wanted: readonly { name: string }[]): boolean =>
    names.length === wanted.length && wanted.every((tensor) => names.includes(tensor.name));
  if (!agree(session.inputNames, entry.inputs) || !agree(session.outputNames, entry.outputs)) {
    throw new AppError('network-mismatch', `${entry.file} is not the network that the manifest describes`);
  }
}
