import { createHash } from 'node:crypto';
import { beforeEach, describe, expect, it } from 'vitest';
import type { Asset } from '../../src/offline/asset.ts';
import { createAssetStore, type AssetStore } from '../../src/offline/asset-store.ts';
import { AppError } from '../../src/shared/errors.ts';
import { FakeCacheStorage } from '../helpers/fake-caches.ts';

const MIB = 1024 * 1024;
const CONTENT = Uint8Array.from({ length: 5 * MIB + 17 }, (_, i) => (i * 31 + (i >> 11)) & 255);
const ASSET: Asset = {
  url: 'https://app.test/assets/network.onnx',
  bytes: CONTENT.length,
  sha256: createHash('sha256').update(CONTENT).digest('hex'),
};
const KEY = `https://app.test/stored/${ASSET.sha256}`;

interface Answer {
  status?: number;
  body?: Uint8Array<ArrayBuffer>;
  /** The connection breaks after this many bytes of the body. */
  cutAfter?: number;
  headers?: Record<string, string>;
}

/** A server that keeps a list of what it was asked. */
class FakeServer {
  ranges: (string | null)[] = [];
  /** Answers to the next requests; when it is empty the whole content or the wanted range is sent. */
  next: Answer[] = [];
  online = true;

  fetch = async (_url: unknown, init?: RequestInit): Promise<Response> => {
    init?.signal?.throwIfAborted();
    const range = new Headers(init?.headers).get('Range');
    this.ranges.push(range);
    if (!this.online) throw new TypeError('Failed to fetch');
    const from = Number(/bytes=(\d+)-/.exec(range ?? '')?.[1] ?? 0);
    const {
      status = range ? 206 : 200,
      body = CONTENT.slice(from),
      cutAfter,
      headers = {},
    } = this.next.shift() ?? {};
    const contentRange = `bytes ${from}-${CONTENT.length - 1}/${CONTENT.length}`;
    return new Response(streamOf(body, cutAfter, init?.signal), {
      status,
      headers: { ...(status === 206 ? { 'Content-Range': contentRange } : {}), ...headers },
    });
  };
}

function streamOf(
  body: Uint8Array<ArrayBuffer>,
  cutAfter = Infinity,
  signal: AbortSignal | null | undefined,
): ReadableStream<Uint8Array<ArrayBuffer>> {
  const end = Math.min(body.length, cutAfter);
  let at = 0;
  return new ReadableStream(
    {
      pull(controller) {
        if (signal?.aborted) return controller.error(signal.reason);
        if (at >= end) {
          return cutAfter < body.length
            ? controller.error(new TypeError('network error'))
            : controller.close();
        }
        controller.enqueue(body.slice(at, Math.min(end, at + 300_000)));
        at += 300_000;
      },
    },
    { highWaterMark: 0 },
  );
}

let server: FakeServer;
let caches: FakeCacheStorage;
let store: AssetStore;

beforeEach(() => {
  server = new FakeServer();
  caches = new FakeCacheStorage();
  store = createAssetStore({ fetch: server.fetch, caches, base: 'https://app.test/?camera=auto' });
});

async function failure(promise: Promise<unknown>): Promise<AppError> {
  const error = await promise.then(
    () => expect.unreachable('should have failed'),
    (reason: unknown) => reason,
  );
  expect(error).toBeInstanceOf(AppError);
  return error as AppError;
}

function expectContent(bytes: ArrayBuffer): void {
  expect(Buffer.compare(Buffer.from(bytes), Buffer.from(CONTENT))).toBe(0);
}

describe('a first load', () => {
  it('downloads, reports rising progress to the end, and stores the file alone under its hash', async () => {
    const seen: number[] = [];
    const { bytes, notStored } = await store.load(ASSET, { onProgress: (loaded) => seen.push(loaded) });
    expectContent(bytes);
    expect(notStored).toBeNull();
    expect(seen.length).toBeGreaterThan(10);
    expect(seen).toEqual(seen.toSorted((a, b) => a - b));
    expect(seen.at(-1)).toBe(ASSET.bytes);
    expect(caches.urls('plein-air-assets')).toEqual([KEY]);
  });

  it('happens once when two ask for the same file, each with bytes of its own', async () => {
    const [first, second] = await Promise.all([store.load(ASSET), store.load(ASSET)]);
    expect(server.ranges).toEqual([null]);
    expect(first.bytes).not.toBe(second.bytes);
    expectContent(second.bytes);
  });

  it('works without Cache Storage and says that nothing is kept', async () => {
    const bare = createAssetStore({ fetch: server.fetch, caches: undefined, base: 'https://app.test/' });
    const { bytes, notStored } = await bare.load(ASSET);
    expectContent(bytes);
    expect(notStored?.code).toBe('storage-full');
  });
});

describe('a later load', () => {
  it('comes from the device, whatever the file is called in the new version of the app', async () => {
    await store.load(ASSET);
    server.online = false;
    const { bytes } = await store.load({ ...ASSET, url: 'https://app.test/assets/renamed.onnx' });
    expectContent(bytes);
    expect(server.ranges).toHaveLength(1);
  });

  it('drops a stored file in which one bit has changed, and fetches it again', async () => {
    await store.load(ASSET);
    caches.damage('plein-air-assets', KEY, 123_456);
    const { bytes } = await store.load(ASSET);
    expectContent(bytes);
    expect(server.ranges).toHaveLength(2);
    server.online = false;
    expectContent((await store.load(ASSET)).bytes);
  });

  it('says that the server cannot be reached when the stored file is damaged and there is no network', async () => {
    await store.load(ASSET);
    caches.damage('plein-air-assets', KEY, 0);
    server.online = false;
    expect((await failure(store.load(ASSET))).code).toBe('asset-unreachable');
  });
});

describe('a cut download', () => {
  it('goes on with a range where it stopped, and leaves no parts behind', async () => {
    server.next = [{ cutAfter: 3 * MIB }];
    expect((await failure(store.load(ASSET))).code).toBe('asset-unreachable');
    expect(caches.urls('plein-air-assets').every((key) => key.startsWith(`${KEY}?part=`))).toBe(true);
    const seen: number[] = [];
    const { bytes } = await store.load(ASSET, { onProgress: (loaded) => seen.push(loaded) });
    expectContent(bytes);
    expect(server.ranges).toEqual([null, `bytes=${3 * MIB}-`]);
    expect(seen[0]).toBe(3 * MIB);
    expect(caches.urls('plein-air-assets')).toEqual([KEY]);
  });

  it('survives several cuts, and another page that goes on with it', async () => {
    server.next = [{ cutAfter: 100 }, { cutAfter: 2.5 * MIB }];
    await failure(store.load(ASSET));
    await failure(store.load(ASSET));
    const nextPage = createAssetStore({ fetch: server.fetch, caches, base: 'https://app.test/' });
    expectContent((await nextPage.load(ASSET)).bytes);
    expect(server.ranges).toEqual([null, 'bytes=100-', `bytes=${100 + 2.5 * MIB}-`]);
  });

  it('keeps parts while it runs, so that a page that just disappears loses little', async () => {
    let partsSeen = 0;
    await store.load(ASSET, {
      onProgress: () => {
        partsSeen = Math.max(partsSeen, caches.urls('plein-air-assets').length);
      },
    });
    expect(partsSeen).toBe(2);
  });

  it('starts over when the server ignores the range', async () => {
    server.next = [{ cutAfter: MIB }, { status: 200, body: CONTENT }];
    await failure(store.load(ASSET));
    expectContent((await store.load(ASSET)).bytes);
    expect(server.ranges).toEqual([null, `bytes=${MIB}-`, null]);
  });

  it('starts over when the range is of something else', async () => {
    server.next = [{ cutAfter: MIB }, { status: 206, headers: { 'Content-Range': 'bytes 0-9/10' } }];
    await failure(store.load(ASSET));
    expectContent((await store.load(ASSET)).bytes);
    expect(server.ranges).toEqual([null, `bytes=${MIB}-`, null]);
  });

  it('rejects with the reason when it is aborted, and goes on from there later', async () => {
    const controller = new AbortController();
    const reason = new Error('not wanted any more');
    const loading = store.load(ASSET, {
      signal: controller.signal,
      onProgress: (loaded) => {
        if (loaded > MIB) controller.abort(reason);
      },
    });
    await expect(loading).rejects.toBe(reason);
    expectContent((await store.load(ASSET)).bytes);
    expect(server.ranges[1]).toMatch(/^bytes=\d{6,}-$/);
  });
});

describe('a wrong file', () => {
  const wrong = CONTENT.slice();
  wrong[77] = wrong[77]! ^ 1;

  it('is fetched a second time', async () => {
    server.next = [{ body: wrong }];
    expectContent((await store.load(ASSET)).bytes);
    expect(server.ranges).toEqual([null, null]);
  });

  it('ends in asset-corrupt after the second time, and nothing of it is kept', async () => {
    server.next = [{ body: wrong }, { body: wrong }];
    expect((await failure(store.load(ASSET))).code).toBe('asset-corrupt');
    expect(server.ranges).toHaveLength(2);
    expect(caches.urls('plein-air-assets')).toEqual([]);
  });

  it.each([
    ['an error page in its place', new TextEncoder().encode('<!doctype html>')],
    ['a longer file', Uint8Array.from([...CONTENT.subarray(0, 9), ...CONTENT])],
  ])('is also %s', async (_name, body) => {
    server.next = [{ body }, { body }];
    expect((await failure(store.load(ASSET))).code).toBe('asset-corrupt');
    expect(caches.urls('plein-air-assets')).toEqual([]);
  });

  it('does not come of a damaged part: the download starts over', async () => {
    server.next = [{ cutAfter: MIB }];
    await failure(store.load(ASSET));
    caches.damage('plein-air-assets', `${KEY}?part=0`, 5);
    expectContent((await store.load(ASSET)).bytes);
    expect(server.ranges).toEqual([null, `bytes=${MIB}-`, null]);
  });

  it('missing on the server is asset-unreachable', async () => {
    server.next = [{ status: 404 }];
    const error = await failure(store.load(ASSET));
    expect(error.code).toBe('asset-unreachable');
    expect(error.message).toContain('404');
  });
});

describe('storage', () => {
  it('that is full costs the storing, not the picture', async () => {
    caches.quotaBytes = MIB;
    const { bytes, notStored } = await store.load(ASSET);
    expectContent(bytes);
    expect(notStored?.code).toBe('storage-full');
  });

  it('that is blocked altogether does not hinder', async () => {
    caches.blocked = true;
    const blocked = createAssetStore({ fetch: server.fetch, caches, base: 'https://app.test/' });
    expectContent((await blocked.load(ASSET)).bytes);
  });

  it('forgets files of earlier versions, and all of them when asked', async () => {
    const small = new Uint8Array([1, 2, 3]);
    const old: Asset = {
      url: 'https://app.test/assets/old.onnx',
      bytes: 3,
      sha256: createHash('sha256').update(small).digest('hex'),
    };
    server.next = [{ body: small }];
    await store.load(old);
    await store.load(ASSET);
    expect(caches.urls('plein-air-assets')).toHaveLength(2);
    await store.keepOnly([ASSET]);
    expect(caches.urls('plein-air-assets')).toEqual([KEY]);
    await store.clear();
    expect(caches.urls('plein-air-assets')).toEqual([]);
  });
});
