import manifestText from '../../models/manifest.json?raw';
import sketchPaintUrl from '../../models/sketch-paint.onnx?url';
import sketchStyleUrl from '../../models/sketch-style.onnx?url';
import jspiMjsUrl from 'onnxruntime-web/ort-wasm-simd-threaded.jspi.mjs?url';
import jspiWasmUrl from 'onnxruntime-web/ort-wasm-simd-threaded.jspi.wasm?url';
import { parseManifest } from '../../src/shared/manifest.ts';
import type { NetworkBytes, RuntimeFiles } from '../../src/shared/protocol.ts';

/** The sketch network as the manifest describes it. */
export const SKETCH = parseManifest(JSON.parse(manifestText)).networks.sketch;

async function fetchBytes(url: string): Promise<ArrayBuffer> {
  const response = await fetch(url);
  if (!response.ok) throw new Error(`${url}: ${response.status}`);
  return response.arrayBuffer();
}

/** The runtime that has both the GPU and the processor in it. */
export async function fetchJspiRuntime(): Promise<RuntimeFiles> {
  return {
    variant: 'jspi',
    mjsUrl: new URL(jspiMjsUrl, location.href).href,
    module: await WebAssembly.compile(await fetchBytes(jspiWasmUrl)),
  };
}

export async function fetchSketchPaint(): Promise<NetworkBytes> {
  return { network: SKETCH, graph: await fetchBytes(sketchPaintUrl) };
}

export async function fetchSketchStyle(): Promise<NetworkBytes> {
  return { network: SKETCH, graph: await fetchBytes(sketchStyleUrl) };
}
