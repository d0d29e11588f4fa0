import { createHash } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import type { Plugin } from 'vite';

const MODULE = 'virtual:runtime-digests';
const FILES = {
  jspi: 'onnxruntime-web/ort-wasm-simd-threaded.jspi.wasm',
  plain: 'onnxruntime-web/ort-wasm-simd-threaded.wasm',
};

async function digest(file: string): Promise<{ bytes: number; sha256: string }> {
  const bytes = await readFile(createRequire(import.meta.url).resolve(file));
  return { bytes: bytes.length, sha256: createHash('sha256').update(bytes).digest('hex') };
}

/** Makes `virtual:runtime-digests`: length and SHA-256 of the two WebAssembly runtimes, taken from the package. */
export function runtimeDigests(): Plugin {
  return {
    name: 'runtime-digests',
    resolveId: (id) => (id === MODULE ? `\0${MODULE}` : undefined),
    async load(id) {
      if (id !== `\0${MODULE}`) return undefined;
      const digests = { jspi: await digest(FILES.jspi), plain: await digest(FILES.plain) };
      return `export const runtimeDigests = ${JSON.stringify(digests)};`;
    },
  };
}
