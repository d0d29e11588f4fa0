import type { BrowserContext, Page } from 'playwright';
import { afterEach, describe, expect, test } from 'vitest';
import { openBuiltApp, waitForData, waitForPaintedFrames, type BuiltApp } from '../helpers/built-app.ts';
import { writePictureClip } from '../helpers/picture-clip.ts';

let app: BuiltApp | undefined;
afterEach(async () => {
  await app?.close();
  app = undefined;
});

const SMALL = 'engine=ort-wasm&size=64x48';
const ALLOWED = ['--use-fake-device-for-media-stream=device-count=2', '--use-fake-ui-for-media-stream'];

/** Counts getUserMedia calls in `window.cameraCalls` and makes the first `failures` of them reject. */
function watchCalls(failures: { name: string; constraint?: string }[] = []) {
  return async (context: BrowserContext): Promise<void> => {
    await context.addInitScript((planned) => {
      const devices = navigator.mediaDevices;
      const original = devices.getUserMedia.bind(devices);
      const calls: unknown[] = [];
      Object.assign(window, { cameraCalls: calls });
      devices.getUserMedia = async (constraints) => {
        const failure = planned[calls.length];
        calls.push(constraints);
        if (!failure) {
          const stream = await original(constraints);
          Object.assign(window, { cameraTrack: stream.getVideoTracks()[0] });
          return stream;
        }
        throw Object.assign(new DOMException('planned', failure.name), { constraint: failure.constraint });
      };
    }, failures);
  };
}

const calls = (page: Page): Promise<number> =>
  page.evaluate(() => (window as unknown as { cameraCalls: unknown[] }).cameraCalls.length);

const text = (page: Page, words: string | RegExp) => page.getByText(words).first();

describe('the camera’s states', () => {
  test('before asking: why, one button, and nothing has been asked', async () => {
    app = await openBuiltApp({ prepare: watchCalls() });
    await waitForData(app.page, 'state', 'idle');
    await app.page.locator('pa-first-screen').getByText('Nothing leaves this device').waitFor();
    await app.page.getByRole('button', { name: 'Start camera' }).waitFor();
    expect(await calls(app.page)).toBe(0);
  });

  test('asking: the page says what the browser will ask, until there is an answer', async () => {
    app = await openBuiltApp({
      prepare: async (context) => {
        await context.addInitScript(() => {
          navigator.mediaDevices.getUserMedia = () => new Promise(() => undefined);
        });
      },
    });
    await app.page.getByRole('button', { name: 'Start camera' }).click();
    await waitForData(app.page, 'state', 'asking');
    await text(app.page, 'May Plein Air use the camera').waitFor();
  });

  test('denied: how to allow it, a way out, and one question only', async () => {
    app = await openBuiltApp({
      cameraFlags: ['--use-fake-device-for-media-stream', '--use-fake-ui-for-media-stream=deny'],
      prepare: watchCalls(),
      query: `?${SMALL}`,
    });
    await app.page.getByRole('button', { name: 'Start camera' }).click();
    await waitForData(app.page, 'state', 'failed');
    await text(app.page, 'The camera is blocked for this page').waitFor();
    expect(await calls(app.page)).toBe(1);
    await app.page.getByRole('button', { name: 'Watch the demo scene' }).click();
    await waitForData(app.page, 'state', 'painting');
    expect(await calls(app.page)).toBe(1);
  });

  test('allowed later: trying again starts it', async () => {
    app = await openBuiltApp({
      cameraFlags: ALLOWED,
      prepare: watchCalls([{ name: 'NotAllowedError' }]),
      query: `?${SMALL}`,
    });
    await app.page.getByRole('button', { name: 'Start camera' }).click();
    await waitForData(app.page, 'state', 'failed');
    await app.page.getByRole('button', { name: 'Try again' }).click();
    await waitForData(app.page, 'state', 'painting');
    expect(await calls(app.page)).toBe(2);
  });

  test('none found', async () => {
    app = await openBuiltApp({
      cameraFlags: ['--use-fake-device-for-media-stream=device-count=0', '--use-fake-ui-for-media-stream'],
    });
    await app.page.getByRole('button', { name: 'Start camera' }).click();
    await text(app.page, 'No camera was found').waitFor();
    await app.page.getByRole('button', { name: 'Use a photo or video' }).waitFor();
  });

  test('busy elsewhere', async () => {
    app = await openBuiltApp({ cameraFlags: ALLOWED, prepare: watchCalls([{ name: 'NotReadableError' }]) });
    await app.page.getByRole('button', { name: 'Start camera' }).click();
    await text(app.page, 'The camera is in use elsewhere').waitFor();
  });

  test('a remembered camera that is gone is forgotten, and another one taken', async () => {
    app = await openBuiltApp({
      cameraFlags: ALLOWED,
      prepare: async (context) => {
        await watchCalls()(context);
        await context.addInitScript(() => {
          localStorage.setItem('plein-air.settings', JSON.stringify({ cameraId: 'nope' }));
        });
      },
      query: `?camera=auto&${SMALL}`,
    });
    await waitForData(app.page, 'state', 'painting');
    const stored = await app.page.evaluate(() => localStorage.getItem('plein-air.settings'));
    expect(stored).not.toContain('nope');
  });

  test('a whole session asks once, whatever screens are opened', async () => {
    app = await openBuiltApp({ cameraFlags: ALLOWED, prepare: watchCalls(), query: `?camera=auto&${SMALL}` });
    await waitForData(app.page, 'state', 'painting');
    await app.page.keyboard.press('l');
    await app.page.keyboard.press('Escape');
    await app.page.keyboard.press('?');
    await app.page.keyboard.press('Escape');
    await app.page.keyboard.press('m');
    await app.page.keyboard.press('ArrowRight');
    await waitForPaintedFrames(app.page, 5);
    expect(await calls(app.page)).toBe(1);
  });

  test('unplugged with another one there: that one goes on', async () => {
    app = await openBuiltApp({ cameraFlags: ALLOWED, prepare: watchCalls(), query: `?camera=auto&${SMALL}` });
    await waitForData(app.page, 'state', 'painting');
    await app.page.evaluate(() => {
      const { cameraTrack } = window as unknown as { cameraTrack: MediaStreamTrack };
      cameraTrack.dispatchEvent(new Event('ended'));
    });
    await text(app.page, 'The camera went away').waitFor();
    await waitForData(app.page, 'state', 'painting');
    await waitForPaintedFrames(app.page, 3);
    expect(await calls(app.page)).toBe(2);
  });

  test('unplugged with none left: the last picture stays, and a sentence with a way out', async () => {
    app = await openBuiltApp({ cameraFlags: ALLOWED, prepare: watchCalls(), query: `?camera=auto&${SMALL}` });
    await waitForData(app.page, 'state', 'painting');
    await app.page.evaluate(() => {
      navigator.mediaDevices.enumerateDevices = async () => [];
      const { cameraTrack } = window as unknown as { cameraTrack: MediaStreamTrack };
      cameraTrack.dispatchEvent(new Event('ended'));
    });
    await waitForData(app.page, 'state', 'failed');
    await text(app.page, 'The camera was unplugged').waitFor();
    expect(await app.page.locator('pa-stage canvas.live').count()).toBe(1);
  });

  test('a covered camera is noticed', async () => {
    const clip = await writePictureClip({ black: true });
    app = await openBuiltApp({ fakeVideo: clip.path, query: `?camera=auto&${SMALL}` });
    await waitForData(app.page, 'state', 'painting');
    await text(app.page, 'The camera sends only black').waitFor();
    await clip.remove();
  });
});
