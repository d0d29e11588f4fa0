import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import sharp from 'sharp';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { openBuiltApp, waitForData, waitForPaintedFrames, type BuiltApp } from '../helpers/built-app.ts';
import { meanDifference, readStage } from '../helpers/stage-picture.ts';

let app: BuiltApp;
let folder: string;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'plein-air-own-'));
  app = await openBuiltApp({
    query: '?source=scene&engine=ort-wasm&size=128x72&style=the-starry-night',
    keepsItself: true,
  });
  await waitForData(app.page, 'state', 'painting');
});
afterAll(async () => {
  await app?.close();
  await rm(folder, { recursive: true, force: true });
});

/** A red and gold picture of stripes, as wide as high times two. */
async function makePicture(name: string): Promise<string> {
  const width = 400;
  const height = 200;
  const pixels = Buffer.alloc(width * height * 3);
  for (let i = 0; i < width * height; i++) {
    const isGold = ((i % width) + Math.floor(i / width)) % 24 < 12;
    pixels.set(isGold ? [230, 180, 40] : [170, 20, 20], i * 3);
  }
  const path = join(folder, name);
  await sharp(pixels, { raw: { width, height, channels: 3 } })
    .jpeg()
    .toFile(path);
  return path;
}

const offer = async (path: string): Promise<void> => {
  await app.page.locator('input.painting-file').setInputFiles(path);
};
const ownTiles = () => app.page.evaluate(() => document.documentElement.dataset['style'] ?? '');

test('a picture of one’s own becomes a painting, is chosen, and paints', async () => {
  const before = (await readStage(app.page)).rgba;
  await offer(await makePicture('Embers.jpg'));
  await app.page.waitForFunction(() => document.documentElement.dataset['style']?.startsWith('own-'));
  await waitForPaintedFrames(app.page, 8);
  // Nobody looks for it behind the whole gallery.
  expect(await app.page.locator('pa-gallery .tile input').first().getAttribute('value')).toMatch(/^own-/);
  const { rgba } = await readStage(app.page);
  expect(meanDifference(rgba, before)).toBeGreaterThan(15);
  let red = 0;
  let blue = 0;
  for (let i = 0; i < rgba.length; i += 4) {
    red += rgba[i]!;
    blue += rgba[i + 2]!;
  }
  expect(red).toBeGreaterThan(blue * 1.3);
});

test('a file that is no picture gets a sentence and changes nothing', async () => {
  const chosen = await ownTiles();
  const path = join(folder, 'notes.jpg');
  await writeFile(path, 'These are notes, whatever the name says.');
  await offer(path);
  await app.page.locator('pa-notices').getByRole('alert').first().waitFor();
  expect(await ownTiles()).toBe(chosen);
  await waitForPaintedFrames(app.page, 2);
});

test('it is still there after a reload, and goes with undo', async () => {
  await app.page.reload();
  await waitForData(app.page, 'state', 'painting');
  const own = await app.page.evaluate(() => localStorage.getItem('plein-air.settings'));
  expect(own).toContain('own-');
  await app.page
    .getByRole('radio', { name: /^Yours/ })
    .first()
    .check({ force: true });
  await app.page.locator('pa-gallery .tile').nth(1).waitFor({ state: 'detached' });
  await app.page
    .getByRole('radio', { name: /Embers/ })
    .first()
    .click();
  await app.page.waitForFunction(() => document.documentElement.dataset['style']?.startsWith('own-'));
  await waitForPaintedFrames(app.page, 2);
  await app.page.getByRole('button', { name: 'Remove' }).first().click();
  await app.page.getByText('“Embers” was removed').first().waitFor();
  const style = () => app.page.evaluate(() => document.documentElement.dataset['style']);
  expect(await style()).not.toMatch(/^own-/);
  await app.page.getByRole('button', { name: 'Undo' }).click();
  await app.page
    .getByRole('radio', { name: /Embers/ })
    .first()
    .waitFor({ state: 'attached' });
});
