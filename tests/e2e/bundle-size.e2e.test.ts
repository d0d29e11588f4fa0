import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import { DIST } from '../helpers/dist-folder.ts';
import { shellScripts } from '../helpers/shell-scripts.ts';

const FILES = readdirSync(DIST, { recursive: true, encoding: 'utf8' }).map((file) =>
  file.replaceAll('\\', '/'),
);
const HTML = read('index.html').toString();

/** Everything that can be on the screen, recording and clips included; engines, recorder and muxer come later. */
const SHELL_LIMIT_BYTES = 70_000;
const RESTYLE_LIMIT_BYTES = 150_000;
const RECORDER_LIMIT_BYTES = 110_000;

function read(file: string): Buffer {
  return readFileSync(join(DIST, file));
}

describe('the build', () => {
  it('keeps the page itself small', () => {
    const scripts = shellScripts(DIST);
    expect(scripts.length).toBeGreaterThan(0);
    const bytes = scripts.reduce((sum, file) => sum + gzipSync(read(file), { level: 9 }).length, 0);
    expect(bytes).toBeLessThanOrEqual(SHELL_LIMIT_BYTES);
  });

  it('keeps the recorder, which writes and reads files, in one chunk that only recording loads', () => {
    const [recorder, ...others] = FILES.filter((file) => /recorder\.worker-[^/]+\.js$/.test(file));
    expect(others).toEqual([]);
    expect(shellScripts(DIST)).not.toContain(recorder);
    expect(gzipSync(read(recorder!), { level: 9 }).length).toBeLessThanOrEqual(RECORDER_LIMIT_BYTES);
  });

  it('keeps the reader of video files in one chunk that only such a file loads', () => {
    const [reader, ...others] = FILES.filter((file) => /restyle\.worker-[^/]+\.js$/.test(file));
    expect(others).toEqual([]);
    expect(shellScripts(DIST)).not.toContain(reader);
    expect(gzipSync(read(reader!), { level: 9 }).length).toBeLessThanOrEqual(RESTYLE_LIMIT_BYTES);
  });

  it('holds each of the two runtimes once, with its loader', () => {
    const runtimes = FILES.filter((file) => file.endsWith('.wasm')).map((file) =>
      file.replace(/-[^-]{8}\.wasm$/, ''),
    );
    expect(runtimes.toSorted()).toEqual([
      'assets/ort-wasm-simd-threaded',
      'assets/ort-wasm-simd-threaded.jspi',
    ]);
    expect(FILES.filter((file) => file.endsWith('.mjs'))).toHaveLength(2);
  });

  it('has no source maps and names no other server to load from', () => {
    expect(FILES.filter((file) => file.endsWith('.map'))).toEqual([]);
    for (const file of FILES.filter((name) => /\.(js|mjs|css|html)$/.test(name))) {
      const text = read(file).toString();
      expect(text, file).not.toMatch(/sourceMappingURL=/);
      expect(text, file).not.toMatch(/\b(cdn|unpkg|jsdelivr|cloudflare|googleapis|gstatic|esm\.sh)\b/i);
      expect(text, file).not.toMatch(/(?:src|href|url|import|fetch)\s*[=(]\s*["'`]?https?:/i);
    }
  });

  it('has no inline script or style, which the policy would refuse', () => {
    expect(HTML).not.toMatch(/<script(?![^>]*\bsrc=)/);
    expect(HTML).not.toMatch(/<style|\sstyle=/);
  });

  it('precaches every file of the shell with its hash, and neither runtimes nor networks', () => {
    const worker = read('sw.js').toString();
    const shell = FILES.filter(
      (file) =>
        /\.(html|js|mjs|css|woff2|svg|png|webp|jpg|json|bin|webmanifest)$/.test(file) && file !== 'sw.js',
    ).filter((file) => !file.startsWith('screenshots/'));
    for (const file of shell) expect(worker, file).toContain(file);
    expect(worker.match(/sha256-/g)).toHaveLength(shell.length);
    expect(worker).not.toMatch(/\.(wasm|onnx)["'`]/);
  });

  it('says its headers to static hosts', () => {
    expect(read('_headers').toString()).toContain('Cross-Origin-Embedder-Policy: require-corp');
  });
});
