import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import * as ort from 'onnxruntime-web';
import sharp from 'sharp';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { StyleCode } from '../../src/shared/style-code.ts';
import { packPixels } from '../../workers/pipeline/pack.ts';
import { openBuiltApp, waitForData, waitForPaintedFrames, type BuiltApp } from '../helpers/built-app.ts';
import { CLIP_SIZE, writePictureClip, type PictureClip } from '../helpers/picture-clip.ts';
import { paintWith } from '../helpers/reference-painter.ts';
import { meanDifference, readStage } from '../helpers/stage-picture.ts';
import { createTinyPack, type TinyPack } from '../helpers/tiny-pack.ts';
import { zipPack } from '../helpers/zip-pack.ts';

const SIZE = `${CLIP_SIZE.width}x${CLIP_SIZE.height}`;
/** A painting whose picture ships, and so can be measured here; the styles before it in the gallery cannot. */
const PAINTING = 'bouquet-of-flowers-in-a-vase';
/** Decoders of two programs, then a random network that is louder than a trained one, in 1/255. */
const TOLERANCE = 4;
const PICTURES = join(import.meta.dirname, '..', '..', 'public', 'gallery');

describe('a classic network that a user adds', () => {
  let clip: PictureClip;
  let app: BuiltApp;
  let tiny: TinyPack;
  let camera: Uint8Array;

  const attribute = (name: string): Promise<string> =>
    app.page.evaluate((key) => document.documentElement.dataset[key] ?? '', name);
  const openSheet = async (): Promise<void> => {
    // Buttons fade while nobody moves.
    await app.page.mouse.move(200, 200);
    await app.page.mouse.move(220, 220);
    await app.page.getByRole('button', { name: 'More' }).first().click();
    await app.page.getByRole('button', { name: 'The classic network' }).click();
  };
  const choose = async (name: string, bytes: Uint8Array): Promise<void> => {
    const chooser = app.page.waitForEvent('filechooser');
    await app.page.getByRole('button', { name: /Choose (a|another) pack/ }).click();
    const file = { name, mimeType: 'application/zip', buffer: Buffer.from(bytes) };
    await (await chooser).setFiles(file);
  };
  const notice = (words: RegExp) => app.page.getByText(words).last();
  const settle = (): Promise<void> => waitForPaintedFrames(app.page, 12);

  beforeAll(async () => {
    tiny = await createTinyPack();
    clip = await writePictureClip();
    app = await openBuiltApp({
      fakeVideo: clip.path,
      query: `?camera=auto&engine=ort-wasm&size=${SIZE}&alpha=0`,
      keepsItself: true,
    });
    await waitForData(app.page, 'state', 'painting');
    await settle();
    camera = (await readStage(app.page)).rgba;
  });
  afterAll(async () => {
    await app?.close();
    await clip?.remove();
  });

  /** The painting's code as Node measures it, from the file that the app measures. */
  async function measure(): Promise<StyleCode> {
    const gallery = JSON.parse(await readFile(join(PICTURES, 'gallery.json'), 'utf8')) as {
      styles: { id: string; picture: string }[];
    };
    const { picture } = gallery.styles.find(({ id }) => id === PAINTING)!;
    const { data, info } = await sharp(join(PICTURES, picture))
      .ensureAlpha()
      .raw()
      .toBuffer({ resolveWithObject: true });
    const [h, w] = [info.height / 2, info.width / 2];
    const packed = new Float32Array(12 * h * w);
    packPixels(new Uint8ClampedArray(data), info.width, info.height, packed);
    const session = await ort.InferenceSession.create(tiny.style);
    const painting = new ort.Tensor('float32', packed, [1, 12, h, w]);
    return (await session.run({ painting }))['code']!.data as Float32Array;
  }

  test('broken and foreign files get a sentence and change nothing', async () => {
    await openSheet();
    await choose('holiday.zip', new TextEncoder().encode('no network'));
    await notice(/cannot be used: it is not a whole \.zip\. Nothing was changed/).waitFor();
    await choose(
      'damaged.zip',
      zipPack(tiny, (files) => (files['paint.onnx'] = tiny.paint.map((b, k) => (k === 99 ? b ^ 1 : b)))),
    );
    await notice(/paint\.onnx is damaged/).waitFor();
    // Whole, and what it says of itself is true, but its graph is none.
    const nonsense = structuredClone(tiny);
    nonsense.paint = nonsense.paint.slice().fill(7);
    const digest = Buffer.from(await crypto.subtle.digest('SHA-256', nonsense.paint)).toString('hex');
    nonsense.pack.network.paint.sha256 = digest;
    await choose('nonsense.zip', zipPack(nonsense));
    await notice(/its network does not paint/).waitFor();
    expect([await attribute('tier'), await attribute('pack')]).toEqual(['sketch', '']);
  });

  test('a good one paints what the network makes of it, in a painting measured on the device', async () => {
    await choose('tiny.zip', zipPack(tiny));
    await waitForData(app.page, 'tier', 'classic');
    await app.page.keyboard.press('Escape');
    // The first style of the gallery ships no picture, so it is left out.
    expect(await attribute('style')).toBe(PAINTING);
    await app.page.getByRole('slider', { name: 'Strength' }).first().fill('100');
    await settle();
    const { rgba, width, height } = await readStage(app.page);
    const expected = await paintWith(tiny.pack.network, tiny.paint, await measure(), camera, width, height);
    expect(meanDifference(rgba, expected)).toBeLessThan(TOLERANCE);
    expect(meanDifference(rgba, camera)).toBeGreaterThan(3 * TOLERANCE);
  });

  test('strength ends at the camera, and what only our own networks have is not offered', async () => {
    await app.page.getByRole('slider', { name: 'Strength' }).first().fill('0');
    await settle();
    expect(meanDifference((await readStage(app.page)).rgba, camera)).toBeLessThan(0.5);
    await app.page.keyboard.press('l');
    await app.page.getByText('no detail and no canvas').waitFor();
    expect(await app.page.getByRole('slider', { name: 'Canvas' }).count()).toBe(0);
    await app.page.keyboard.press('Escape');
  });

  test('it is there at the next visit, also without a network', async () => {
    await waitForData(app.page, 'offline', 'ready');
    await app.context.setOffline(true);
    await app.page.reload();
    await waitForData(app.page, 'tier', 'classic');
    await waitForData(app.page, 'state', 'painting');
    expect(await attribute('pack')).toBe('Tiny classic');
    await app.context.setOffline(false);
  });

  test('removed, the app’s own networks paint on; undo brings it back', async () => {
    await openSheet();
    await app.page.getByRole('button', { name: 'Remove: Tiny classic' }).click();
    await waitForData(app.page, 'tier', 'sketch');
    expect(await attribute('pack')).toBe('');
    await app.page.getByRole('button', { name: 'Undo' }).last().click();
    await waitForData(app.page, 'tier', 'classic');
    expect(await attribute('pack')).toBe('Tiny classic');
  });

  test('it comes from this server by its address, and from no other', async () => {
    await app.context.route('**/packs/tiny.zip', (route) =>
      route.fulfill({ body: Buffer.from(zipPack(tiny)) }),
    );
    const field = app.page.getByRole('textbox', { name: 'address on this server' });
    await field.fill('https://elsewhere.example.org/tiny.zip');
    await field.press('Enter');
    await notice(/fetches from its own server only/).waitFor();
    await field.fill('packs/tiny.zip');
    await field.press('Enter');
    await notice(/“Tiny classic” is here and paints/).waitFor();
    expect(app.requests.filter((url) => !url.startsWith(app.url) && !url.startsWith('blob:'))).toEqual([]);
    expect(app.complaints).toEqual([]);
  });
});
