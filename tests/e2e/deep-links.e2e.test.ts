import { afterEach, expect, test } from 'vitest';
import { openBuiltApp, waitForData, waitForPaintedFrames, type BuiltApp } from '../helpers/built-app.ts';

let app: BuiltApp | undefined;
afterEach(async () => {
  await app?.close();
  app = undefined;
});

test('a link sets source, painting, strength, canvas, engine, size and numbers', async () => {
  app = await openBuiltApp({
    query: '?source=scene&style=the-kiss&alpha=0.5&canvas=0.25&engine=ort-wasm&size=96x56&stats',
  });
  await waitForData(app.page, 'state', 'painting');
  await waitForPaintedFrames(app.page, 2);
  expect(await app.page.evaluate(() => Object.assign({}, document.documentElement.dataset))).toMatchObject({
    engine: 'ort-wasm',
    style: 'the-kiss',
    size: '96x56',
  });
  expect(await app.page.getByRole('slider', { name: 'Strength' }).first().inputValue()).toBe('50');
  await app.page.locator('pa-stats').waitFor();
  await app.page.keyboard.press('l');
  expect(await app.page.getByRole('slider', { name: 'Canvas' }).inputValue()).toBe('25');
  // A shape chosen by hand goes before the link's, with as many pixels.
  await app.page.getByText('1:1', { exact: true }).click();
  await waitForData(app.page, 'size', '72x72');
});

test('what is wrong in a link is ignored with a sentence, and the rest holds', async () => {
  app = await openBuiltApp({
    query: '?source=scene&style=the-moon&alpha=2&engine=ort-wasm&size=64x40&colour=red',
  });
  await app.page.getByText('There is no painting “the-moon”').first().waitFor();
  await app.page.getByText('alpha').first().waitFor();
  await waitForData(app.page, 'state', 'painting');
  await waitForData(app.page, 'size', '64x40');
});

test('an engine that this browser lacks gives way to one that it has, and says so', async () => {
  app = await openBuiltApp({ query: '?source=scene&engine=ort-webgpu&size=64x40' });
  await app.page.getByText('This browser offers no graphics processor').first().waitFor();
  await waitForData(app.page, 'state', 'painting');
  expect(await app.page.evaluate(() => document.documentElement.dataset['engine'])).toBe('ort-wasm');
});

test('the gallery is listed for others', async () => {
  app = await openBuiltApp();
  const listed = await app.page.evaluate(async () => {
    const gallery = (await (await fetch('gallery/gallery.json')).json()) as { styles: object[] };
    return gallery.styles;
  });
  expect(listed.length).toBeGreaterThanOrEqual(90);
  expect(listed[0]).toMatchObject({
    id: expect.any(String),
    title: expect.any(String),
    artist: expect.any(String),
    year: expect.any(String),
    licence: expect.any(String),
  });
});
