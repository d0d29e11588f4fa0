import { randomBytes } from 'node:crypto';
import { mkdtemp, mkdir, rm, writeFile } from 'node:fs/promises';
import { createServer, get, type IncomingMessage } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { brotliDecompressSync, gunzipSync } from 'node:zlib';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { headersFile } from '../../scripts/build/headers-file.ts';
import { precompressFolder } from '../../scripts/build/precompress.ts';
import { type RunningServer, startServer } from '../../scripts/serve.ts';

const SCRIPT = 'export const words = "many, many, many";\n'.repeat(200);
const NOISE = randomBytes(4000);

/** Holds the build, and a file beside it that is nobody's business. */
let folder: string;
let dist: string;
let server: RunningServer;

interface Answer {
  status: number | undefined;
  headers: IncomingMessage['headers'];
  body: Buffer;
}

/** Node's own client: unlike fetch it takes a path as it is, and neither asks for compression nor undoes it. */
function ask(path: string, headers: Record<string, string> = {}, method = 'GET'): Promise<Answer> {
  return new Promise((done, fail) => {
    get({ host: '127.0.0.1', port: server.port, path, headers, method }, (response) => {
      const parts: Buffer[] = [];
      response.on('data', (part: Buffer) => parts.push(part));
      response.on('end', () =>
        done({ status: response.statusCode, headers: response.headers, body: Buffer.concat(parts) }),
      );
    }).on('error', fail);
  });
}

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'serve-'));
  await writeFile(join(folder, 'beside.txt'), 'not yours');
  dist = join(folder, 'dist');
  await mkdir(join(dist, 'assets'), { recursive: true });
  await mkdir(join(dist, 'gallery'));
  await writeFile(join(dist, 'index.html'), `<!doctype html><title>It</title>${'<p>text</p>'.repeat(99)}`);
  await writeFile(join(dist, 'assets', 'app-12345678.js'), SCRIPT);
  await writeFile(join(dist, 'assets', 'loader-12345678.mjs'), SCRIPT);
  await writeFile(join(dist, 'assets', 'net-12345678.onnx'), NOISE);
  await writeFile(join(dist, 'assets', 'ort-12345678.wasm'), SCRIPT);
  await writeFile(join(dist, 'manifest.webmanifest'), '{}');
  await writeFile(join(dist, 'gallery', 'gallery.json'), '[]');
  await precompressFolder(dist);
  server = await startServer({ dist, port: 0 });
});

afterAll(async () => {
  await server?.close();
  await rm(folder, { recursive: true });
});

describe('every response', () => {
  it.each([
    '/',
    '/?camera=auto',
    '/assets/app-12345678.js',
    '/gallery/gallery.json',
    '/missing',
    '/assets/x.js',
  ])('of %s is isolated and under the policy', async (path) => {
    const { headers } = await ask(path);
    expect(headers['cross-origin-opener-policy']).toBe('same-origin');
    expect(headers['cross-origin-embedder-policy']).toBe('require-corp');
    expect(headers['cross-origin-resource-policy']).toBe('same-origin');
    expect(headers['content-security-policy']).toContain("default-src 'none'");
    expect(headers['content-security-policy']).not.toContain('unsafe-inline');
    expect(headers['x-content-type-options']).toBe('nosniff');
  });

  it('has the type that browsers insist on', async () => {
    const types: Record<string, string> = {
      '/': 'text/html;charset=utf-8',
      '/assets/app-12345678.js': 'text/javascript',
      '/assets/loader-12345678.mjs': 'text/javascript',
      '/assets/ort-12345678.wasm': 'application/wasm',
      '/assets/net-12345678.onnx': 'application/octet-stream',
      '/manifest.webmanifest': 'application/manifest+json',
      '/gallery/gallery.json': 'application/json',
    };
    for (const [path, type] of Object.entries(types)) {
      for (const encoding of ['identity', 'br', 'gzip']) {
        expect((await ask(path, { 'Accept-Encoding': encoding })).headers['content-type'], path).toBe(type);
      }
    }
  });

  it('says for how long it may be reused', async () => {
    expect((await ask('/assets/app-12345678.js')).headers['cache-control']).toContain('immutable');
    for (const path of ['/', '/manifest.webmanifest', '/gallery/gallery.json']) {
      expect((await ask(path)).headers['cache-control']).toBe('no-cache');
    }
    expect((await ask('/missing')).headers['cache-control']).toBe('no-store');
  });
});

describe('a file', () => {
  it('comes compressed when asked for', async () => {
    const brotli = await ask('/assets/app-12345678.js', { 'Accept-Encoding': 'gzip, deflate, br' });
    expect(brotli.headers['content-encoding']).toBe('br');
    expect(brotliDecompressSync(brotli.body).toString()).toBe(SCRIPT);
    const gzipped = await ask('/assets/app-12345678.js', { 'Accept-Encoding': 'gzip' });
    expect(gzipped.headers['content-encoding']).toBe('gzip');
    expect(gunzipSync(gzipped.body).toString()).toBe(SCRIPT);
    expect((await ask('/assets/app-12345678.js')).body.toString()).toBe(SCRIPT);
  });

  it('comes as it is when compression would not shrink it', async () => {
    const answer = await ask('/assets/net-12345678.onnx', { 'Accept-Encoding': 'br' });
    expect(answer.headers['content-encoding']).toBeUndefined();
    expect(answer.body.equals(NOISE)).toBe(true);
  });

  it('comes from the wanted byte on', async () => {
    const answer = await ask('/assets/net-12345678.onnx', { Range: 'bytes=1000-' });
    expect(answer.status).toBe(206);
    expect(answer.headers['content-range']).toBe('bytes 1000-3999/4000');
    expect(answer.body.equals(NOISE.subarray(1000))).toBe(true);
  });

  it('is not sent again when it has not changed', async () => {
    const { headers } = await ask('/');
    expect((await ask('/', { 'If-None-Match': String(headers.etag) })).status).toBe(304);
  });

  it('that is not there is a 404, also outside of the folder', async () => {
    expect((await ask('/assets/other.js')).status).toBe(404);
    for (const path of [
      '/../beside.txt',
      '/..%2fbeside.txt',
      '/assets/../../beside.txt',
      '/%2e%2e/beside.txt',
    ]) {
      expect((await ask(path)).status).toBe(404);
    }
  });

  it('comes whole where the range makes no sense', async () => {
    for (const range of ['bytes=9-5', 'bytes=0-0', 'bytes=-500', 'lines=1-2']) {
      const answer = await ask('/assets/net-12345678.onnx', { Range: range });
      expect(answer.status).toBe(200);
      expect(answer.body.equals(NOISE)).toBe(true);
    }
  });

  it('is the one that lies there now, also after another build', async () => {
    const path = join(dist, 'later.txt');
    await writeFile(path, 'first');
    expect((await ask('/later.txt')).body.toString()).toBe('first');
    await writeFile(path, 'the second one');
    expect((await ask('/later.txt')).body.toString()).toBe('the second one');
    await rm(path);
    expect((await ask('/later.txt')).status).toBe(404);
  });

  it('can only be read', async () => {
    expect((await ask('/', {}, 'POST')).status).toBe(405);
  });
});

describe('the server', () => {
  it('says what to do when there is no build', async () => {
    await expect(startServer({ dist: join(dist, 'assets'), port: 0 })).rejects.toThrow('npm run build');
  });

  it('says that a wanted port is taken, and takes the next one when none was wanted', async () => {
    await expect(startServer({ dist, port: server.port })).rejects.toThrow(`${server.port} is taken`);
    const first = await startServer({ dist });
    const second = await startServer({ dist });
    expect(second.port).toBeGreaterThan(first.port);
    await Promise.all([first.close(), second.close()]);
  });

  it('leaves a port alone that another server has at ::1, where browsers look first', async ({ skip }) => {
    const other = createServer();
    const port = await new Promise<number>((done) => {
      other.once('error', () => done(0));
      other.listen(0, '::1', () => done((other.address() as AddressInfo).port));
    });
    skip(port === 0, 'This machine has no IPv6');
    await expect(startServer({ dist, port })).rejects.toThrow(`${port} is taken`);
    other.close();
  });

  it('is gone once closed, also for connections that are open', async () => {
    const other = await startServer({ dist, port: 0 });
    await fetch(other.url).then((response) => response.text());
    await other.close();
    await expect(fetch(other.url)).rejects.toThrow();
  });
});

describe('the _headers file for static hosts', () => {
  it('says the same as the server', async () => {
    const { headers } = await ask('/');
    const text = headersFile();
    for (const name of ['Cross-Origin-Embedder-Policy', 'Content-Security-Policy', 'Permissions-Policy']) {
      expect(text).toContain(`  ${name}: ${String(headers[name.toLowerCase()])}\n`);
    }
    expect(text).toMatch(/^\/assets\/\*\n {2}Cache-Control: .*immutable$/m);
  });
});
