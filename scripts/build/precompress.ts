import { readdir, readFile, writeFile } from 'node:fs/promises';
import { availableParallelism } from 'node:os';
import { join, resolve } from 'node:path';
import { promisify } from 'node:util';
import { brotliCompress, constants, gzip } from 'node:zlib';
import type { Plugin } from 'vite';

const brotliAsync = promisify(brotliCompress);
const gzipAsync = promisify(gzip);

const COMPRESSIBLE = /\.(?:js|mjs|css|html|svg|wasm|onnx|json|bin|webmanifest|txt)$/;
/** Files up to here get the best (and slowest) brotli; the wasm would take a minute with it. */
const BEST_UP_TO_BYTES = 1_000_000;
/** A saving below this share is not worth a decompression on every visit. */
const WORTH_SHARE = 0.97;

/** On this machine nobody waits for the last tenth of a download, but for the build: 3 s of it instead of 30. */
const QUICK_QUALITY = 5;

async function compressFile(path: string, isQuick: boolean): Promise<void> {
  const bytes = await readFile(path);
  const best = bytes.length <= BEST_UP_TO_BYTES ? constants.BROTLI_MAX_QUALITY : 9;
  const quality = isQuick ? QUICK_QUALITY : best;
  const brotli = await brotliAsync(bytes, {
    params: {
      [constants.BROTLI_PARAM_QUALITY]: quality,
      [constants.BROTLI_PARAM_LGWIN]: constants.BROTLI_MAX_WINDOW_BITS,
      [constants.BROTLI_PARAM_SIZE_HINT]: bytes.length,
    },
  });
  if (brotli.length < bytes.length * WORTH_SHARE) await writeFile(`${path}.br`, brotli);
  const gzipped = await gzipAsync(bytes, { level: 9 });
  if (gzipped.length < bytes.length * WORTH_SHARE) await writeFile(`${path}.gz`, gzipped);
}

/** Writes a `.br` and a `.gz` beside every file of `folder` that shrinks; some 10 % larger where it is to be quick. */
export async function precompressFolder(folder: string, isQuick = false): Promise<void> {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true });
  const queue = entries
    .filter((entry) => entry.isFile() && COMPRESSIBLE.test(entry.name))
    .map((entry) => join(entry.parentPath, entry.name));
  const next = async (): Promise<void> => {
    for (let path = queue.pop(); path; path = queue.pop()) await compressFile(path, isQuick);
  };
  await Promise.all(Array.from({ length: availableParallelism() }, next));
}

/**
 * Compresses the finished build, quickly in the mode `quick` (what `npm start` and the tests serve on this machine), else
 * as small as it gets. Must come after the plugin that writes the service worker.
 */
export function precompress(): Plugin {
  let outDir = '';
  let isQuick = false;
  return {
    name: 'precompress',
    apply: 'build',
    enforce: 'post',
    configResolved(config) {
      outDir = resolve(config.root, config.build.outDir);
      isQuick = config.mode === 'quick';
    },
    closeBundle: {
      order: 'post',
      sequential: true,
      handler: () => precompressFolder(outDir, isQuick),
    },
  };
}
