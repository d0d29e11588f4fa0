import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import type { Plugin } from 'vite';

const MODULE = 'virtual:aac-module';

/**
 * Makes `virtual:aac-module`: the WebAssembly AAC encoder of @mediabunny/aac-encoder as a module of its own.
 *
 * The package itself starts it in a worker made of a blob, which `worker-src 'self'` forbids. The module needs no worker:
 * our recorder's thread calls it. It is written as CommonJS, which workers do not know while developing.
 */
export function aacModule(): Plugin {
  return {
    name: 'aac-module',
    resolveId: (id) => (id === MODULE ? `\0${MODULE}` : undefined),
    async load(id) {
      if (id !== `\0${MODULE}`) return undefined;
      const bundle = createRequire(import.meta.url).resolve('@mediabunny/aac-encoder');
      const code = await readFile(join(dirname(bundle), '..', 'modules', 'build', 'aac.js'), 'utf8');
      const start = 'Object.defineProperty(exports, "__esModule", { value: true });';
      const end = 'exports.default = Module;';
      if (!code.includes(start) || !code.includes(end))
        this.error('The AAC encoder is packed differently now');
      return code.replace(start, '').replace(end, 'export default Module;');
    },
  };
}
