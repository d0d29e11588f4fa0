import jspiMjs from 'onnxruntime-web/ort-wasm-simd-threaded.jspi.mjs?url';
import jspiWasm from 'onnxruntime-web/ort-wasm-simd-threaded.jspi.wasm?url';
import plainMjs from 'onnxruntime-web/ort-wasm-simd-threaded.mjs?url';
import plainWasm from 'onnxruntime-web/ort-wasm-simd-threaded.wasm?url';
import { runtimeDigests } from 'virtual:runtime-digests';
import type { RuntimeVariant } from '../shared/protocol.ts';
import type { Asset } from './asset.ts';

/** The WebAssembly module of a variant, 14 to 17 MB; only the one in use is ever fetched. */
export function runtimeWasm(variant: RuntimeVariant): Asset {
  const url = variant === 'jspi' ? jspiWasm : plainWasm;
  return { url: absolute(url), ...runtimeDigests[variant] };
}

/** Absolute URL of a variant's loader script; small, so both are part of the precached shell. */
export function runtimeMjsUrl(variant: RuntimeVariant): string {
  return absolute(variant === 'jspi' ? jspiMjs : plainMjs);
}

/** The worker that gets these URLs has another base than the page. */
function absolute(url: string): string {
  return new URL(url, document.baseURI).href;
}
