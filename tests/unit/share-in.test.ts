import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { keepShared } from '../../service-worker/share-in.ts';
import { SHARED_CACHE, SHARED_FIELD } from '../../src/shared/shared-files.ts';
import { FakeCacheStorage } from '../helpers/fake-caches.ts';

const APP = 'https://app.example/';
let storage: FakeCacheStorage;

beforeEach(() => {
  storage = new FakeCacheStorage();
  vi.stubGlobal('caches', storage);
  vi.stubGlobal('self', { location: { href: `${APP}sw.js` } });
  vi.spyOn(console, 'warn').mockImplementation(() => undefined);
});

afterEach(() => {
  vi.unstubAllGlobals();
  vi.restoreAllMocks();
});

function shared(...sizes: number[]): Request {
  const body = new FormData();
  for (const [at, size] of sizes.entries())
    body.append(SHARED_FIELD, new File([new Uint8Array(size)], `${at}`));
  return new Request(`${APP}share-in`, { method: 'POST', body });
}

const whereTo = ({ status, headers }: Response) => [status, headers.get('location')];

test('what is shared waits for the page', async () => {
  expect(whereTo(await keepShared(shared(10, 20)))).toEqual([303, `${APP}?shared=1`]);
  expect(storage.urls(SHARED_CACHE)).toEqual([`${APP}shared/0`, `${APP}shared/1`]);
});

test('what does not fit leads to the page as well, and nothing of it stays', async () => {
  storage.quotaBytes = 100;
  expect(whereTo(await keepShared(shared(10, 200)))).toEqual([303, `${APP}?shared=1`]);
  expect(storage.urls(SHARED_CACHE)).toEqual([]);
});

test('so does what cannot be read, or kept at all', async () => {
  const noForm = new Request(`${APP}share-in`, { method: 'POST', body: 'x' });
  expect(whereTo(await keepShared(noForm))).toEqual([303, `${APP}?shared=1`]);
  storage.blocked = true;
  expect(whereTo(await keepShared(shared(10)))).toEqual([303, `${APP}?shared=1`]);
});
