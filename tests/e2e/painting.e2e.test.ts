import type { Page } from 'playwright';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { openBuiltApp, waitForData, waitForPaintedFrames, type BuiltApp } from '../helpers/built-app.ts';
import { CLIP_SIZE, clipColour, writePictureClip, type PictureClip } from '../helpers/picture-clip.ts';
import { paintReference } from '../helpers/reference-painter.ts';
import { meanDifference, readStage } from '../helpers/stage-picture.ts';

const SIZE = `${CLIP_SIZE.width}x${CLIP_SIZE.height}`;
/** Colour conversions of camera and canvas, in 1/255. */
const CAMERA_TOLERANCE = 8;
/** The same picture through the browser's engine and through Node's, in 1/255. */
const ENGINE_TOLERANCE = 1.5;

describe('a camera clip, painted by the processor', () => {
  let clip: PictureClip;
  let app: BuiltApp;

  const chooseTile = async (title: string): Promise<void> => {
    await app.page.getByRole('radio', { name: title }).first().check({ force: true });
  };
  const setStrength = async (alpha: number): Promise<void> => {
    await app.page
      .getByRole('slider', { name: 'Strength' })
      .first()
      .fill(String(alpha * 100));
  };
  /** Past the glide of a change and the pictures that were under way. */
  const settle = (): Promise<void> => waitForPaintedFrames(app.page, 12);
  /** What the camera itself looks like through this browser. */
  let camera: Uint8Array;

  beforeAll(async () => {
    clip = await writePictureClip();
    app = await openBuiltApp({
      fakeVideo: clip.path,
      query: `?camera=auto&engine=ort-wasm&size=${SIZE}&style=the-starry-night&alpha=0&canvas=0`,
    });
    await waitForData(app.page, 'state', 'painting');
    await settle();
    camera = (await readStage(app.page)).rgba;
  });
  afterAll(async () => {
    await app?.close();
    await clip?.remove();
  });

  test('strength 0 shows the camera picture', () => {
    const expected = new Uint8Array(camera.length);
    for (let y = 0; y < CLIP_SIZE.height; y++) {
      for (let x = 0; x < CLIP_SIZE.width; x++) {
        expected.set([...clipColour(x, y), 255], (y * CLIP_SIZE.width + x) * 4);
      }
    }
    expect(meanDifference(camera, expected)).toBeLessThan(CAMERA_TOLERANCE);
  });

  test('strength 1 shows what the network makes of it in the chosen painting', async () => {
    await setStrength(1);
    await settle();
    const painted = await readStage(app.page);
    expect([painted.width, painted.height]).toEqual([CLIP_SIZE.width, CLIP_SIZE.height]);
    const expected = await paintReference(
      camera,
      painted.width,
      painted.height,
      'sketch',
      'the-starry-night',
    );
    expect(meanDifference(painted.rgba, expected)).toBeLessThan(ENGINE_TOLERANCE);
    expect(meanDifference(painted.rgba, camera)).toBeGreaterThan(20);
  });

  test('another painting shows within the next pictures', async () => {
    await chooseTile('The Scream');
    await settle();
    expect(await app.page.evaluate(() => document.documentElement.dataset['style'])).toBe('the-scream');
    const painted = await readStage(app.page);
    const expected = await paintReference(camera, painted.width, painted.height, 'sketch', 'the-scream');
    expect(meanDifference(painted.rgba, expected)).toBeLessThan(ENGINE_TOLERANCE);
  });

  test('a strength between mixes painting and camera, and back at 0 the camera is whole', async () => {
    const full = (await readStage(app.page)).rgba;
    await setStrength(0.12);
    await settle();
    const weak = (await readStage(app.page)).rgba;
    const fromCamera = meanDifference(weak, camera);
    expect(fromCamera).toBeGreaterThan(2);
    expect(fromCamera).toBeLessThan(meanDifference(full, camera) * 0.8);
    await setStrength(0);
    await settle();
    expect(meanDifference((await readStage(app.page)).rgba, camera)).toBeLessThan(0.5);
    await setStrength(1);
    await settle();
  });

  test('the canvas slider changes the bare sky', async () => {
    const smooth = (await readStage(app.page)).rgba;
    await app.page.keyboard.press('l');
    await app.page.getByRole('slider', { name: 'Canvas' }).fill('100');
    await settle();
    expect(meanDifference((await readStage(app.page)).rgba, smooth)).toBeGreaterThan(2);
    await app.page.keyboard.press('Escape');
  });

  test('nothing left this origin and no policy was broken', () => {
    expect(app.requests.filter((url) => !url.startsWith(app.url) && !url.startsWith('blob:'))).toEqual([]);
    expect(app.complaints).toEqual([]);
  });
});

describe('a camera in a dim room', () => {
  test('is painted steadier than its pictures one by one', async () => {
    const clip = await writePictureClip({ noise: 7 });
    const app = await openBuiltApp({
      fakeVideo: clip.path,
      query: `?camera=auto&engine=ort-wasm&size=${SIZE}&style=the-starry-night&alpha=0&canvas=0`,
    });
    try {
      await waitForData(app.page, 'state', 'painting');
      const camera = await somePictures(app.page);
      await app.page.getByRole('slider', { name: 'Strength' }).first().fill('100');
      await waitForPaintedFrames(app.page, 12);
      const painted = await somePictures(app.page);
      const { width, height } = CLIP_SIZE;
      const alone: Uint8Array[] = [];
      for (const picture of camera) {
        alone.push(await paintReference(picture, width, height, 'sketch', 'the-starry-night'));
      }
      expect(meanChange(camera)).toBeGreaterThan(3);
      expect(meanChange(painted)).toBeGreaterThan(0);
      expect(meanChange(painted)).toBeLessThan(0.7 * meanChange(alone));
    } finally {
      await app.close();
      await clip.remove();
    }
  });
});

/** What the stage shows, four times over, each time another picture of the camera. */
async function somePictures(page: Page): Promise<Uint8Array[]> {
  const pictures: Uint8Array[] = [];
  for (let i = 0; i < 4; i++) {
    await waitForPaintedFrames(page, 2);
    pictures.push((await readStage(page)).rgba);
  }
  return pictures;
}

/** Mean difference of neighbours in a row of pictures, in 1/255. */
function meanChange(pictures: Uint8Array[]): number {
  const changes = pictures.slice(1).map((picture, i) => meanDifference(picture, pictures[i]!));
  return changes.reduce((sum, change) => sum + change, 0) / changes.length;
}
