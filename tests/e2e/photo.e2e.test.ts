import sharp from 'sharp';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { openBuiltApp, waitForData, type BuiltApp } from '../helpers/built-app.ts';
import { meanDifference, readStage } from '../helpers/stage-picture.ts';

let app: BuiltApp;

beforeAll(async () => {
  app = await openBuiltApp({ query: '?engine=ort-wasm&size=96x64' });
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
    .locator('input.photo-file')
    .setInputFiles({ name: 'photo.png', mimeType: `image/${info.format}`, buffer: data });
});
afterAll(() => app?.close());

const painted = async (): Promise<number> =>
  Number(await app.page.evaluate(() => document.documentElement.dataset['frames']));

/** Resolves when more pictures were painted than `count` and then none for two telemetry messages. */
async function settled(count: number): Promise<void> {
  await app.page.waitForFunction(
    async (least) => {
      const { dataset } = document.documentElement;
      return Number(dataset['frames']) > least;
    },
    count,
    { timeout: 30_000 },
  );
}

test('a photo chosen on the first screen is painted, though it is there before the painter', async () => {
  await waitForData(app.page, 'state', 'painting');
  expect((await readStage(app.page)).rgba.length).toBeGreaterThan(0);
});

test('it is painted again at every change, and rests in between', async () => {
  const { page } = app;
  await waitForData(page, 'offline', 'ready');
  const changes: [string, () => Promise<void>][] = [
    ['another painting', () => page.keyboard.press('ArrowRight')],
    ['less strength', () => page.keyboard.press('-')],
    ['mirrored', () => page.keyboard.press('m')],
    ['the camera picture while compared', () => page.keyboard.down('c')],
  ];
  for (const [name, change] of changes) {
    const before = (await readStage(page)).rgba;
    const count = await painted();
    await change();
    await settled(count);
    const after = (await readStage(page)).rgba;
    expect(meanDifference(after, before), name).toBeGreaterThan(0.5);
  }
});
