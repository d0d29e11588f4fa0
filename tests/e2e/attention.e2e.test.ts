import type { Page } from 'playwright';
import { afterEach, describe, expect, test } from 'vitest';
import {
  openBuiltApp,
  setHidden,
  waitForData,
  waitForPaintedFrames,
  type BuiltApp,
} from '../helpers/built-app.ts';

let app: BuiltApp | undefined;
afterEach(async () => {
  await app?.close();
  app = undefined;
});

const QUERY = '?camera=auto&engine=ort-wasm&size=64x48';

const trackStates = (page: Page): Promise<string[]> =>
  page.evaluate(() =>
    (window as unknown as { tracks: MediaStreamTrack[] }).tracks.map((track) => track.readyState),
  );

/** Keeps every camera track and wake lock that the page is given. */
async function keepTracks(page: { addInitScript(script: () => void): Promise<unknown> }): Promise<void> {
  await page.addInitScript(() => {
    const tracks: MediaStreamTrack[] = [];
    const locks: WakeLockSentinel[] = [];
    Object.assign(window, { tracks, locks });
    const devices = navigator.mediaDevices;
    const getUserMedia = devices.getUserMedia.bind(devices);
    devices.getUserMedia = async (constraints) => {
      const stream = await getUserMedia(constraints);
      tracks.push(...stream.getTracks());
      return stream;
    };
    const request = navigator.wakeLock.request.bind(navigator.wakeLock);
    navigator.wakeLock.request = async (type) => {
      const lock = await request(type);
      locks.push(lock);
      return lock;
    };
  });
}

describe('a tab out of sight', () => {
  test('rests after a while, lets the camera go after a longer one, and goes on when it is back', async () => {
    app = await openBuiltApp({
      query: QUERY,
      prepare: async (context) => {
        await context.clock.install();
        await keepTracks(context);
      },
    });
    const { page } = app;
    await waitForData(page, 'state', 'painting');
    await waitForPaintedFrames(page, 2);
    await setHidden(page, true);
    await page.clock.fastForward(11_000);
    await waitForData(page, 'state', 'paused');
    expect(await trackStates(page)).toEqual(['live']);
    await page.clock.fastForward(60_000);
    await page.waitForFunction(
      () => (window as unknown as { tracks: MediaStreamTrack[] }).tracks[0]!.readyState === 'ended',
    );
    await setHidden(page, false);
    await waitForData(page, 'state', 'painting');
    await waitForPaintedFrames(page, 2);
    expect(await trackStates(page)).toEqual(['ended', 'live']);
  });
});

describe('the screen', () => {
  test('stays on while a picture is painted, and again after the tab was away', async () => {
    app = await openBuiltApp({ query: QUERY, prepare: keepTracks });
    const { page } = app;
    const locks = (count: number) =>
      page.waitForFunction(
        (wanted) => (window as unknown as { locks: WakeLockSentinel[] }).locks.length === wanted,
        count,
      );
    await waitForData(page, 'state', 'painting');
    await locks(1);
    // The browser takes the lock away with the tab.
    await page.evaluate(() => (window as unknown as { locks: WakeLockSentinel[] }).locks[0]!.release());
    await setHidden(page, true);
    await setHidden(page, false);
    await locks(2);
    await page.keyboard.press(' ');
    await waitForData(page, 'state', 'paused');
    await page.waitForFunction(() => (window as unknown as { locks: WakeLockSentinel[] }).locks[1]!.released);
  });
});

/** Counts what the page compiles. */
async function countCompiles(page: { addInitScript(script: () => void): Promise<unknown> }): Promise<void> {
  await page.addInitScript(() => {
    const counted = { compiles: 0 };
    Object.assign(window, { counted });
    const compile = WebAssembly.compile;
    WebAssembly.compile = (bytes) => {
      counted.compiles++;
      return compile(bytes);
    };
  });
}

describe('twenty times over', () => {
  test('stopping releases camera, worker and canvas every time; the runtime is compiled once', async () => {
    app = await openBuiltApp({
      query: '?engine=ort-wasm&size=64x48',
      prepare: async (context) => {
        await keepTracks(context);
        await countCompiles(context);
      },
    });
    const { page } = app;
    for (let round = 1; round <= 20; round++) {
      await page.getByRole('button', { name: 'Start camera' }).click();
      await waitForData(page, 'state', 'painting');
      await page.getByRole('button', { name: 'More' }).first().click();
      await page.getByRole('button', { name: 'Stop the camera' }).click();
      await waitForData(page, 'state', 'idle');
      expect((await trackStates(page)).filter((state) => state === 'live')).toEqual([]);
      expect(await page.locator('pa-stage canvas.live').count()).toBe(0);
      await expect.poll(() => page.workers().length, { timeout: 20_000 }).toBe(0);
    }
    expect(await trackStates(page)).toHaveLength(20);
    expect(
      await page.evaluate(() => (window as unknown as { counted: { compiles: number } }).counted.compiles),
    ).toBe(1);
  }, 240_000);
});
