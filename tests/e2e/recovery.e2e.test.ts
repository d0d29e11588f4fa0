import { afterEach, describe, expect, test } from 'vitest';
import { openBuiltApp, waitForData, waitForPaintedFrames, type BuiltApp } from '../helpers/built-app.ts';
import { SWIFTSHADER_FLAGS } from '../helpers/chromium-flags.ts';
import { readStage } from '../helpers/stage-picture.ts';

let app: BuiltApp | undefined;
afterEach(async () => {
  await app?.close();
  app = undefined;
});

const SMALL = 'engine=ort-wasm&size=64x48';

describe('when the painter dies', () => {
  test('its worker is replaced, the last picture stays meanwhile, and painting goes on', async () => {
    app = await openBuiltApp({ query: `?camera=auto&${SMALL}` });
    await waitForData(app.page, 'state', 'painting');
    await waitForPaintedFrames(app.page, 3);
    const painter = app.page.workers().find((worker) => worker.url().includes('painter'))!;
    await painter.evaluate(() => {
      setTimeout(() => {
        throw new Error('struck by lightning');
      });
    });
    await app.page.getByText('The painter stopped and was started again').first().waitFor();
    expect(await app.page.locator('pa-stage canvas.live').count()).toBeGreaterThanOrEqual(1);
    await waitForData(app.page, 'state', 'painting');
    await waitForPaintedFrames(app.page, 3);
    expect(await app.page.locator('pa-stage canvas.live').count()).toBe(1);
  });

  test('after three deaths in a row it stops trying and says so', async () => {
    app = await openBuiltApp({ query: `?camera=auto&${SMALL}` });
    for (let death = 0; death < 4; death++) {
      await waitForData(app.page, 'state', 'painting');
      await waitForPaintedFrames(app.page, 1);
      const alive = app.page.workers().filter((worker) => worker.url().includes('painter'));
      await alive.at(-1)!.evaluate(() => {
        setTimeout(() => {
          throw new Error('again');
        });
      });
      if (death < 3) {
        await app.page.waitForFunction(() => document.documentElement.dataset['state'] !== 'painting');
      }
    }
    await waitForData(app.page, 'state', 'failed');
    await app.page.getByRole('button', { name: 'Try again' }).waitFor();
  });

  test('the GPU process crashes: a fresh device paints again without a reload', async () => {
    app = await openBuiltApp({
      flags: SWIFTSHADER_FLAGS,
      query: '?camera=auto&engine=ort-webgpu&size=32x32',
    });
    await waitForData(app.page, 'state', 'painting', 110_000);
    expect(await app.page.evaluate(() => document.documentElement.dataset['engine'])).toBe('ort-webgpu');
    await waitForPaintedFrames(app.page, 2);
    await app.page.evaluate(() => Object.assign(window, { isTheSamePage: true }));
    const session = await app.browser.newBrowserCDPSession();
    await session.send('Browser.crashGpuProcess' as never);
    await app.page.waitForFunction(() => document.documentElement.dataset['state'] !== 'painting');
    await waitForData(app.page, 'state', 'painting', 110_000);
    await waitForPaintedFrames(app.page, 2);
    expect(await app.page.evaluate(() => 'isTheSamePage' in window)).toBe(true);
    const { rgba } = await readStage(app.page);
    expect(new Set(rgba).size).toBeGreaterThan(20);
  }, 300_000);
});

describe('starts that never got to a picture', () => {
  test('after two crashes the third start is careful: processor and a small picture', async () => {
    app = await openBuiltApp();
    const { context, url } = app;
    for (let crash = 0; crash < 2; crash++) {
      const page = await context.newPage();
      // The engine's files never arrive, so the start is still under way when the tab dies.
      await page.route('**/*.wasm', () => undefined);
      await page.goto(`${url}?source=scene`);
      await waitForData(page, 'state', 'downloading');
      await page.waitForFunction(
        (count) => localStorage.getItem('plein-air.starting') === count,
        `${crash + 1}`,
      );
      const crashed = page.waitForEvent('crash');
      await page.goto('chrome://crash').catch(() => undefined);
      await crashed;
    }
    const page = await context.newPage();
    await page.goto(`${url}?source=scene`);
    await waitForData(page, 'state', 'painting');
    // The size comes with the first telemetry, up to a moment after the first picture.
    await page.waitForFunction(() => document.documentElement.dataset['size'] !== '');
    expect(await page.evaluate(() => Object.assign({}, document.documentElement.dataset))).toMatchObject({
      engine: 'ort-wasm',
      tier: 'sketch',
      size: '160x88',
    });
    await page.waitForFunction(() => localStorage.getItem('plein-air.starting') === null);
  });
});
