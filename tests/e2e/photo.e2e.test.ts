import sharp from 'sharp';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { openBuiltApp, waitForData, type BuiltApp } from '../helpers/built-app.ts';
import { meanDifference, readStage } from '../helpers/stage-picture.ts';

let app: BuiltApp;

beforeAll(async () => {
  app = await openBuiltApp({ query: '?engine=ort-wasm&size=96x64', keepsItself: true });
  const { data, info } = await sharp({
    create: {
      width: 300,
      height: 200,
      channels: 3,
      background: '#204060',
      noise: { type: 'gaussian', mean: 120, sigma: 40 },
    },
  })
    .linear([1, 0.6, 0.3], [0, 20, 60])
    .png()
    .toBuffer({ resolveWithObject: true });
  await app.page
    .locator('input.media-file')
    .setInputFiles({ name: 'photo.png', mimeType: `image/${info.format}`, buffer: data });
});
afterAll(() => app?.close());

const painted = async (): Promise<number> =>
  Number(await app.page.evaluate(() => document.documentElement.dataset['frames']));

/** Resolves when more pictures were painted than `count`, by whatever painter. */
async function paintedMoreThan(count: number): Promise<void> {
  await app.page.waitForFunction(
    (least) => Number(document.documentElement.dataset['frames']) > least,
    count,
    { timeout: 30_000 },
  );
}

async function chooseStudio(): Promise<void> {
  await app.page.keyboard.press('l');
  await app.page.getByText('Studio', { exact: true }).click();
  await app.page.keyboard.press('Escape');
}

test('a photo chosen on the first screen is painted, though it is there before the painter', async () => {
  await waitForData(app.page, 'state', 'painting');
  expect((await readStage(app.page)).rgba.length).toBeGreaterThan(0);
});

test('it is painted again at every change', async () => {
  const { page } = app;
  await waitForData(page, 'offline', 'ready');
  const changes = [
    () => page.keyboard.press('ArrowRight'),
    () => page.keyboard.press('-'),
    () => page.keyboard.press('m'),
    () => chooseStudio(),
    () => page.keyboard.down('c'),
  ];
  for (const change of changes) {
    const before = (await readStage(page)).rgba;
    const count = await painted();
    await change();
    await paintedMoreThan(count);
    // The first of them may still be on its way.
    await expect
      .poll(async () => meanDifference((await readStage(page)).rgba, before), { timeout: 15_000 })
      .toBeGreaterThan(0.5);
  }
});
