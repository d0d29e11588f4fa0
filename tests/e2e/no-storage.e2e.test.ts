import { afterAll, beforeAll, expect, test } from 'vitest';
import sharp from 'sharp';
import { openBuiltApp, waitForData, type BuiltApp } from '../helpers/built-app.ts';

let app: BuiltApp;

beforeAll(async () => {
  app = await openBuiltApp({
    query: '?camera=auto&engine=ort-wasm&size=64x48',
    keepsItself: true,
    prepare: async (context) => {
      await context.addInitScript(() => {
        for (const name of ['localStorage', 'indexedDB', 'caches']) {
          Object.defineProperty(window, name, {
            get() {
              throw new DOMException('planned', 'SecurityError');
            },
          });
        }
      });
    },
  });
});
afterAll(() => app?.close());

test('where nothing may be stored it paints all the same', async () => {
  await waitForData(app.page, 'state', 'painting');
  expect(app.complaints).toEqual([]);
});

test('an own painting says that it will not last', async () => {
  const buffer = await sharp({ create: { width: 64, height: 64, channels: 3, background: '#a04010' } })
    .png()
    .toBuffer();
  await app.page
    .locator('input.painting-file')
    .setInputFiles({ name: 'rust.png', mimeType: 'image/png', buffer });
  await app.page.getByText('It stays until the page closes').first().waitFor();
  await app.page.waitForFunction(() => document.documentElement.dataset['style']?.startsWith('own-'));
});
