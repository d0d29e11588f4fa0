import { createHash } from 'node:crypto';
import { mkdtemp, readdir, readFile, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Page } from 'playwright';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startServer } from '../../scripts/serve.ts';
import { type BuiltApp, openBuiltApp, waitForData, waitForPaintedFrames } from '../helpers/built-app.ts';
import { DIST } from '../helpers/dist-folder.ts';
import { act, waitForElapsed, waitForNotice } from '../helpers/recording-page.ts';

/** The engine that runs everywhere, small: these tests are about files, not pictures. */
const SMALL = '?camera=auto&engine=ort-wasm&size=64x48';
/** The same of the built-in scene. */
const SCENE = `${SMALL}&source=scene`;

let app: BuiltApp;

/** Opens the page and waits until it paints and everything is stored. */
async function openReady(): Promise<void> {
  app = await openBuiltApp({ query: SMALL, keepsItself: true });
  await waitForPaintedFrames(app.page, 1);
  await waitForData(app.page, 'offline', 'ready');
}

/** Flips one bit of the stored file of this many bytes or more; resolves its SHA-256 as it should be. */
function damageStored(page: Page, atLeastBytes: number): Promise<string> {
  return page.evaluate(async (least) => {
    const cache = await caches.open('plein-air-assets');
    for (const request of await cache.keys()) {
      const bytes = new Uint8Array(await (await cache.match(request))!.arrayBuffer());
      if (bytes.length < least) continue;
      bytes[bytes.length >> 1]! ^= 1;
      await cache.put(request, new Response(bytes));
      return request.url.split('/').at(-1)!;
    }
    throw new Error('no such file is stored');
  }, atLeastBytes);
}

/** SHA-256 of what is stored under each hash. */
function storedHashes(page: Page): Promise<Record<string, string>> {
  return page.evaluate(async () => {
    const cache = await caches.open('plein-air-assets');
    const hashes: Record<string, string> = {};
    for (const request of await cache.keys()) {
      const digest = await crypto.subtle.digest('SHA-256', await (await cache.match(request))!.arrayBuffer());
      hashes[request.url.split('/').at(-1)!] = Array.from(new Uint8Array(digest), (byte) =>
        byte.toString(16).padStart(2, '0'),
      ).join('');
    }
    return hashes;
  });
}

/** A copy of the build in which the page carries a mark, so that its service worker differs too. */
async function nextVersion(): Promise<{ folder: string; mark: string }> {
  const folder = await mkdtemp(join(tmpdir(), 'plein-air-next-'));
  const mark = 'next-version';
  for (const entry of await readdir(DIST)) {
    // Compressed copies would be sent instead of the rewritten files.
    if (/^(index\.html|sw\.js)/.test(entry)) continue;
    await symlink(join(DIST, entry), join(folder, entry));
  }
  const html = await readFile(join(DIST, 'index.html'), 'utf8');
  const nextHtml = html.replace('<head>', `<head><meta name="${mark}" content="yes">`);
  const worker = await readFile(join(DIST, 'sw.js'), 'utf8');
  const nextWorker = worker
    .replaceAll(sha256(html), sha256(nextHtml))
    .replaceAll(createHash('md5').update(html).digest('hex'), 'next');
  expect(nextWorker).not.toBe(worker);
  await writeFile(join(folder, 'index.html'), nextHtml);
  await writeFile(join(folder, 'sw.js'), nextWorker);
  return { folder, mark };
}

function sha256(text: string): string {
  return createHash('sha256').update(text).digest('base64');
}

/** One visit after another of the same person; each test starts with everything stored. */
describe('with the server', () => {
  beforeAll(openReady);
  afterAll(() => app.close());

  it('a first visit stores one runtime and every network by hash, asks no other server, and breaks no policy', async () => {
    const wasm = app.requests.filter((url) => url.endsWith('.wasm'));
    expect(wasm).toHaveLength(1);
    const networks = app.requests.filter((url) => url.endsWith('.onnx'));
    expect(new Set(networks).size).toBe(networks.length);
    const hashes = await storedHashes(app.page);
    expect(Object.keys(hashes)).toHaveLength(wasm.length + networks.length);
    for (const [key, hash] of Object.entries(hashes)) expect(hash).toBe(key);
    expect(app.requests.filter((url) => !/^(blob|data):/.test(url) && !url.startsWith(app.url))).toEqual([]);
    expect(app.complaints).toEqual([]);
    expect(await app.page.evaluate(() => crossOriginIsolated)).toBe(true);
  });

  it('the page cannot talk to another server, even if a script wanted to', async () => {
    const reached = await app.page.evaluate(() =>
      fetch('https://example.com/').then(
        () => true,
        () => false,
      ),
    );
    expect(reached).toBe(false);
    expect(app.complaints.join()).toContain('connect-src');
  });

  it('a cut download could go on: the server sends the rest as it is, uncompressed', async () => {
    const url = app.requests.find((request) => request.endsWith('.wasm'))!;
    const answer = await app.page.evaluate(async (wasm) => {
      const [whole, rest] = await Promise.all([
        fetch(wasm).then((response) => response.arrayBuffer()),
        fetch(wasm, { headers: { Range: 'bytes=1000000-' }, cache: 'no-store' }),
      ]);
      const bytes = new Uint8Array(await rest.arrayBuffer());
      const same = bytes.every((byte, i) => i % 997 !== 0 || byte === new Uint8Array(whole)[1_000_000 + i]);
      return {
        status: rest.status,
        encoding: rest.headers.get('Content-Encoding'),
        range:
          rest.headers.get('Content-Range') === `bytes 1000000-${whole.byteLength - 1}/${whole.byteLength}`,
        same,
      };
    }, url);
    expect(answer).toEqual({ status: 206, encoding: null, range: true, same: true });
  });

  it('a second visit downloads no runtime and no network', async () => {
    const before = app.requests.length;
    await app.page.reload();
    await waitForPaintedFrames(app.page, 1);
    await waitForData(app.page, 'offline', 'ready');
    expect(app.requests.slice(before).filter((url) => /\.(wasm|onnx)$/.test(url))).toEqual([]);
  });

  it('a damaged runtime is fetched again and the page paints', async () => {
    const before = app.requests.length;
    const damaged = await damageStored(app.page, 10_000_000);
    expect((await storedHashes(app.page))[damaged]).not.toBe(damaged);
    await app.page.reload();
    await waitForPaintedFrames(app.page, 1);
    await waitForData(app.page, 'offline', 'ready');
    expect((await storedHashes(app.page))[damaged]).toBe(damaged);
    expect(app.requests.slice(before).filter((url) => /\.(wasm|onnx)$/.test(url))).toHaveLength(1);
  });

  it('downloads can be removed; the next visit fetches them again', async () => {
    // Controls that nobody used for a while are faded out, and no pointer meets them.
    await app.page.mouse.move(200, 200);
    await app.page.mouse.move(210, 200);
    await app.page.getByRole('button', { name: 'More' }).click();
    await app.page.getByRole('button', { name: 'Remove downloads' }).click();
    await waitForData(app.page, 'offline', 'pending');
    await app.page.waitForFunction(
      async () => (await (await caches.open('plein-air-assets')).keys()).length === 0,
    );
    await app.page.reload();
    await waitForPaintedFrames(app.page, 1);
    await waitForData(app.page, 'offline', 'ready');
    for (const [key, hash] of Object.entries(await storedHashes(app.page))) expect(hash).toBe(key);
  });

  it('a new version waits until it is asked for, then one reload brings it', async () => {
    const port = app.server.port;
    await app.server.close();
    const { folder, mark } = await nextVersion();
    const server = await startServer({ dist: folder, port });
    await app.page.evaluate(() => {
      sessionStorage.setItem('loads', '0');
    });
    await app.context.addInitScript(() => {
      sessionStorage.setItem('loads', String(Number(sessionStorage.getItem('loads')) + 1));
    });
    await app.page.evaluate(async () => {
      await (await navigator.serviceWorker.getRegistration())!.update();
    });
    await app.page.waitForFunction(
      async () => (await navigator.serviceWorker.getRegistration())!.waiting !== null,
    );
    await waitForPaintedFrames(app.page, 1);
    // A reload would cut a clip short, so it waits for its end, and is offered again then.
    await act(app.page, 'startRecording');
    await waitForElapsed(app.page, 500);
    const useIt = app.page.getByRole('button', { name: 'Use it now' });
    await useIt.click();
    await waitForNotice(app.page, 'waits until the recording is saved');
    expect(await app.page.evaluate(() => sessionStorage.getItem('loads'))).toBe('0');
    await act(app.page, 'stopRecording');
    await waitForData(app.page, 'clips', '1');
    await useIt.click();
    await app.page.waitForFunction(
      (title) =>
        document.querySelector(`meta[name="${title}"]`) !== null && document.readyState === 'complete',
      mark,
    );
    await waitForPaintedFrames(app.page, 1);
    expect(await app.page.evaluate(() => sessionStorage.getItem('loads'))).toBe('1');
    await server.close();
    await rm(folder, { recursive: true });
  });
});

describe('without the server', () => {
  beforeAll(async () => {
    await openReady();
    await app.server.close();
  });
  afterAll(() => app.close());

  it('the page opens again by another deep link and paints, and is still ready', async () => {
    await app.page.goto(`${app.url}${SCENE}&alpha=0.8`);
    await waitForPaintedFrames(app.page, 3);
    await waitForData(app.page, 'offline', 'ready');
    const gallery = await app.page.evaluate(async () => {
      const response = await fetch('gallery/gallery.json');
      return response.ok;
    });
    expect(gallery).toBe(true);
    expect(await app.page.evaluate(() => crossOriginIsolated)).toBe(true);
    expect(app.complaints).toEqual([]);
  });

  it('a damaged runtime is not used: the page says so', async () => {
    await damageStored(app.page, 10_000_000);
    await app.page.reload();
    await waitForData(app.page, 'state', 'failed');
    await app.page.getByRole('alert').first().waitFor();
  });
});

describe('a place under a path of somebody else', () => {
  afterAll(() => app.close());

  it('is enough to install, store and paint', async () => {
    const parent = await mkdtemp(join(tmpdir(), 'plein-air-parent-'));
    await writeFile(join(parent, 'index.html'), '<!doctype html><title>Somebody else</title>');
    await symlink(DIST, join(parent, 'painter'));
    app = await openBuiltApp({ dist: parent, keepsItself: true });
    await app.page.goto(`${app.url}painter/${SCENE}`);
    await waitForPaintedFrames(app.page, 1);
    await waitForData(app.page, 'offline', 'ready');
    await app.server.close();
    await app.page.reload();
    await waitForPaintedFrames(app.page, 1);
    const strays = app.requests.filter(
      (url) => url.startsWith(app.url) && url !== app.url && !url.startsWith(`${app.url}painter/`),
    );
    expect(strays.filter((url) => !url.endsWith('/favicon.ico'))).toEqual([]);
    await rm(parent, { recursive: true });
  });
});
