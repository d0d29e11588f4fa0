import type { EngineName, RuntimeVariant } from '../shared/protocol.ts';

/** What this browser can run. */
export interface EnginePossibilities {
  /** A WebGPU adapter exists and the runtime's WebGPU build can be used. */
  webgpu: boolean;
  /** … but it runs on the processor, where our CPU engine is far faster. */
  software: boolean;
}

/** WebAssembly's JavaScript promise integration, which the WebGPU build of the runtime needs. */
function hasPromiseIntegration(): boolean {
  return 'Suspending' in WebAssembly;
}

/** Asks for an adapter once; costs some ten milliseconds. Never throws. */
export async function findPossibilities(): Promise<EnginePossibilities> {
  const none = { webgpu: false, software: false };
  if (!hasPromiseIntegration() || !('gpu' in navigator)) return none;
  try {
    const adapter = await navigator.gpu.requestAdapter({ powerPreference: 'high-performance' });
    if (!adapter) return none;
    const { isFallbackAdapter, architecture } = adapter.info;
    return { webgpu: true, software: isFallbackAdapter || architecture === 'swiftshader' };
  } catch {
    return none;
  }
}

/**
 * The engine to use: what was asked for where it exists; otherwise the GPU if it is a real one, else the processor.
 */
export function chooseEngine(wanted: EngineName | 'auto', possible: EnginePossibilities): EngineName {
  if (wanted === 'ort-webgpu') return possible.webgpu ? 'ort-webgpu' : 'ort-wasm';
  if (wanted === 'ort-wasm') return 'ort-wasm';
  return possible.webgpu && !possible.software ? 'ort-webgpu' : 'ort-wasm';
}

/**
 * The one runtime that an engine needs. A machine with a GPU keeps the build that serves both engines, so that it can
 * fall back to the processor without a download.
 */
export function runtimeVariant(engine: EngineName, possible: EnginePossibilities): RuntimeVariant {
  if (engine === 'ort-webgpu') return 'jspi';
  return possible.webgpu && !possible.software ? 'jspi' : 'plain';
}
