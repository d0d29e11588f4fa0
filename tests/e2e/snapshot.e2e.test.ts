import { basename } from 'node:path';
import sharp from 'sharp';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { openBuiltApp, waitForData, waitForPaintedFrames, type BuiltApp } from '../helpers/built-app.ts';
import { CLIP_SIZE, clipColour, writePictureClip, type PictureClip } from '../helpers/picture-clip.ts';
import { paintReference } from '../helpers/reference-painter.ts';
import { meanDifference, readStage } from '../helpers/stage-picture.ts';

/** The camera's colours through video range and back, in 1/255. */
const CAMERA_TOLERANCE = 8;
/**
 * Of painted pictures, in 1/255: WebP's loss, and what the network makes of the loss in the camera picture that it is
 * computed from, which was saved as WebP too.
 */
const FILE_TOLERANCE = 9;

interface SavedPicture {
  name: string;
  format: string;
  width: number;
  height: number;
  /** u8[H,W,4]. */
  rgba: Uint8Array;
}

async function takeSnapshot(app: BuiltApp, press: () => Promise<void>): Promise<SavedPicture> {
  const download = app.page.waitForEvent('download');
  await press();
  const file = await download;
  const picture = sharp(await file.path());
  const { format } = await picture.metadata();
  const { data, info } = await picture.ensureAlpha().raw().toBuffer({ resolveWithObject: true });
  return {
    name: basename(file.suggestedFilename()),
    format,
    width: info.width,
    height: info.height,
    rgba: new Uint8Array(data),
  };
}

const byButton = (app: BuiltApp) => (): Promise<void> =>
  app.page.getByRole('button', { name: 'Take a snapshot' }).click();
const byKey = (app: BuiltApp) => (): Promise<void> => app.page.keyboard.press('p');

describe('of a camera, painted by the processor at half its size', () => {
  let clip: PictureClip;
  let app: BuiltApp;
  /** What the camera itself looks like through this browser. */
  let camera: SavedPicture;

  const setStrength = async (alpha: number): Promise<void> => {
    await app.page
      .getByRole('slider', { name: 'Strength' })
      .first()
      .fill(String(alpha * 100));
    await waitForPaintedFrames(app.page, 12);
  };

  beforeAll(async () => {
    clip = await writePictureClip();
    app = await openBuiltApp({
      fakeVideo: clip.path,
      query: `?camera=auto&engine=ort-wasm&size=${CLIP_SIZE.width / 2}x${CLIP_SIZE.height / 2}&style=the-starry-night&alpha=0&canvas=0`,
    });
    await waitForData(app.page, 'state', 'painting');
    camera = await takeSnapshot(app, byButton(app));
  });
  afterAll(async () => {
    await app?.close();
    await clip?.remove();
  });

  test('strength 0 saves the camera picture, whole and at its own size', () => {
    expect([camera.width, camera.height]).toEqual([CLIP_SIZE.width, CLIP_SIZE.height]);
    const expected = new Uint8Array(camera.rgba.length);
    for (let y = 0; y < CLIP_SIZE.height; y++) {
      for (let x = 0; x < CLIP_SIZE.width; x++) {
        expected.set([...clipColour(x, y), 255], (y * CLIP_SIZE.width + x) * 4);
      }
    }
    expect(meanDifference(camera.rgba, expected)).toBeLessThan(CAMERA_TOLERANCE);
  });

  test('strength 1 saves what the network makes of the whole camera picture', async () => {
    await setStrength(1);
    const saved = await takeSnapshot(app, byKey(app));
    // Before it goes by itself.
    await app.page.getByText('The snapshot was saved').first().waitFor();
    expect(saved.format).toBe('webp');
    expect(saved.name).toMatch(/^Plein Air – The Starry Night – \d{4}-\d\d-\d\d \d\d\.\d\d\.\d\d\.webp$/);
    expect([saved.width, saved.height]).toEqual([CLIP_SIZE.width, CLIP_SIZE.height]);
    const expected = await paintReference(
      camera.rgba,
      saved.width,
      saved.height,
      'sketch',
      'the-starry-night',
    );
    const difference = meanDifference(saved.rgba, expected);
    expect(difference).toBeLessThan(FILE_TOLERANCE);
    expect(meanDifference(saved.rgba, camera.rgba)).toBeGreaterThan(20);
    const other = await paintReference(camera.rgba, saved.width, saved.height, 'sketch', 'the-scream');
    expect(meanDifference(saved.rgba, other)).toBeGreaterThan(3 * difference);
  });

  test('is a PNG from when that is chosen, also on the next visit', async () => {
    await app.page.keyboard.press('l');
    await app.page.getByRole('radio', { name: 'PNG' }).check({ force: true });
    await app.page.keyboard.press('Escape');
    const saved = await takeSnapshot(app, byKey(app));
    expect(saved.format).toBe('png');
    expect(saved.name).toMatch(/\.png$/);
    const stored = await app.page.evaluate(() => localStorage.getItem('plein-air.settings'));
    expect(JSON.parse(stored!)).toMatchObject({ snapshotType: 'image/png' });
  });

  test('live painting goes on as it was', async () => {
    const before = await readStage(app.page);
    await takeSnapshot(app, byButton(app));
    await waitForPaintedFrames(app.page, 3);
    const after = await readStage(app.page);
    expect([after.width, after.height]).toEqual([before.width, before.height]);
    expect(meanDifference(after.rgba, before.rgba)).toBeLessThan(1);
    expect(app.complaints).toEqual([]);
  });
});

describe('of the moving scene', () => {
  let app: BuiltApp;

  beforeAll(async () => {
    app = await openBuiltApp({ query: '?source=scene&engine=ort-wasm&size=128x72&alpha=0' });
    await waitForData(app.page, 'state', 'painting');
    await waitForPaintedFrames(app.page, 8);
  });
  afterAll(async () => {
    await app?.close();
  });

  test('while held, it is the held picture, again and again; then it is another', async () => {
    await app.page.keyboard.press('Space');
    await waitForData(app.page, 'state', 'paused');
    const first = await takeSnapshot(app, byKey(app));
    const second = await takeSnapshot(app, byKey(app));
    expect(meanDifference(second.rgba, first.rgba)).toBe(0);
    const stage = await readStage(app.page);
    const fromStage = async (saved: SavedPicture): Promise<number> => {
      const { width, height } = saved;
      const shrunk = await sharp(saved.rgba, { raw: { width, height, channels: 4 } })
        .resize(stage.width, stage.height, { fit: 'fill' })
        .raw()
        .toBuffer();
      return meanDifference(shrunk, stage.rgba);
    };
    const heldDifference = await fromStage(first);

    await app.page.keyboard.press('Space');
    await waitForData(app.page, 'state', 'painting');
    await waitForPaintedFrames(app.page, 20);
    const later = await takeSnapshot(app, byKey(app));
    // Both are the camera's picture made smaller, in two ways; the scene has moved meanwhile.
    expect(heldDifference).toBeLessThan(5);
    expect(await fromStage(later)).toBeGreaterThan(2 * heldDifference);
  });
});
