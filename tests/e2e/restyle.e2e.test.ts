import { afterAll, beforeAll, expect, test } from 'vitest';
import { openBuiltApp, waitForData, type BuiltApp } from '../helpers/built-app.ts';
import { evenStamps } from '../helpers/make-video.ts';
import { openClip } from '../helpers/open-clip.ts';
import { act, clipBytes, clipView, waitForNotice } from '../helpers/recording-page.ts';
import type { StudioActions } from '../../src/studio/studio-actions.ts';
import type { StudioView } from '../../src/studio/studio-view.ts';
import { videoFile } from '../helpers/video-page.ts';

interface WithStudio extends Element {
  studio: { view: StudioView; actions: StudioActions };
}

/** As phones film: turned, and at an uneven pace. */
const UNEVEN = [0, 0.04, 0.1, 0.12, 0.2, 0.36, 0.4, 0.5, 0.6];

let app: BuiltApp;

beforeAll(async () => {
  // A given size spares the timing of the device; files have sizes of their own. A painting with light and dark.
  app = await openBuiltApp({
    query: '?engine=ort-wasm&size=96x64&style=the-great-wave-off-kanagawa',
    keepsItself: true,
  });
});
afterAll(() => app?.close());

async function choose(name: string, buffer: Buffer): Promise<void> {
  await app.page.locator('input.media-file').setInputFiles({ name, mimeType: 'video/mp4', buffer });
}

/** Opens a video, and resolves when its frame is on show, painted. */
async function open(name: string, buffer: Buffer): Promise<void> {
  await choose(name, buffer);
  await app.page.getByRole('heading', { name: name.replace(/\.mp4$/, '').replace('_', ' ') }).waitFor();
  await waitForData(app.page, 'state', 'painting');
}

/** Mean red, green and blue of the upper and the lower third of a clip's picture, or of a file's. */
async function colours(id: string, seconds: number): Promise<{ top: number[]; bottom: number[] }> {
  return app.page.evaluate(
    async ([clip, at]) => {
      const file = await (document.querySelector('pa-app') as WithStudio).studio.actions.clipFile(clip);
      const video = document.createElement('video');
      video.muted = true;
      const happens = (name: string): Promise<void> =>
        new Promise((resolve) => video.addEventListener(name, () => resolve(), { once: true }));
      const loaded = happens('loadeddata');
      video.src = URL.createObjectURL(file!);
      await loaded;
      const sought = happens('seeked');
      video.currentTime = at;
      await sought;
      const context = new OffscreenCanvas(video.videoWidth, video.videoHeight).getContext('2d')!;
      context.drawImage(video, 0, 0);
      const { width, height } = context.canvas;
      const mean = (y: number): number[] => {
        const { data } = context.getImageData(0, y, width, height / 3);
        return [0, 1, 2].map((channel) => {
          let sum = 0;
          for (let pixel = channel; pixel < data.length; pixel += 4) sum += data[pixel]!;
          return (4 * sum) / data.length;
        });
      };
      return { top: mean(0), bottom: mean((2 * height) / 3) };
    },
    [id, seconds] as const,
  );
}

test('a turned video at an uneven pace is painted upright, frame by frame, with its sound', async () => {
  const { page } = app;
  const stored = { width: 160, height: 96 };
  await open('Beach_1.mp4', await videoFile(app, { ...stored, stamps: UNEVEN, rotation: 90, sound: 'opus' }));
  await page.getByText('Takes less than a minute').waitFor();
  await page.getByRole('button', { name: 'Paint the video' }).click();
  await waitForData(page, 'clips', '1', 100_000);
  await waitForData(page, 'restyle', 'ready');
  const [clip] = (await clipView(page)).clips;
  expect(clip).toMatchObject({ title: 'Beach 1', size: { width: 96, height: 160 }, hasSound: true });
  expect(clip!.credit).not.toBe('');
  const facts = await openClip(new Blob([new Uint8Array(await clipBytes(page, clip!.id))]));
  expect(facts).toMatchObject({ width: 96, height: 160, audioCodec: 'opus', title: 'Beach 1' });
  expect(facts.videoStamps).toHaveLength(UNEVEN.length);
  facts.videoStamps.forEach((stamp, at) => expect(stamp).toBeCloseTo(UNEVEN[at]!, 3));
  expect(Math.abs(facts.audioEndSeconds - facts.videoEndSeconds)).toBeLessThan(0.1);
  // Dark blue was left of light yellow as it is stored; upright, and painted, dark is still above light (the sums of
  // three channels are 448 apart before the painting's palette draws them together; turned the other way, negative).
  const { top, bottom } = await colours(clip!.id, 0.05);
  const sum = (values: number[]): number => values.reduce((total, value) => total + value, 0);
  expect(sum(bottom) - sum(top)).toBeGreaterThan(100);
  // … but in the painting's colours.
  const unlike = (found: number[], was: number[]): number =>
    Math.max(...found.map((value, channel) => Math.abs(value - was[channel]!)));
  expect(unlike(bottom, [240, 224, 128]) + unlike(top, [16, 32, 96])).toBeGreaterThan(40);
});

test('it waits while it is paused, and what is stopped is kept only where somebody wants it', async () => {
  const { page } = app;
  const stop = async (): Promise<void> => {
    await page.getByRole('button', { name: 'Paint the video' }).click();
    await page.waitForFunction(
      () => ((document.querySelector('pa-app') as WithStudio).studio.view.restyle?.frames ?? 0) > 2,
    );
    await page.getByRole('button', { name: 'Pause', exact: true }).click();
    await waitForData(page, 'restyle', 'paused');
    await page.getByRole('button', { name: 'Go on' }).click();
    await waitForData(page, 'restyle', 'running');
    await page.getByRole('button', { name: 'Stop', exact: true }).click();
    await waitForData(page, 'restyle', 'ready');
  };
  await open('Long.mp4', await videoFile(app, { width: 192, height: 128, stamps: evenStamps(200, 25) }));
  await stop();
  await waitForNotice(page, 'Nothing of it is kept');
  expect((await clipView(page)).clips).toHaveLength(1);
  await page.getByRole('button', { name: 'Keep 0:' }).click();
  await waitForData(page, 'clips', '2');
  const [kept] = (await clipView(page)).clips;
  const { videoStamps } = await openClip(new Blob([new Uint8Array(await clipBytes(page, kept!.id))]));
  expect(videoStamps.length).toBeGreaterThan(2);
  expect(videoStamps.length).toBeLessThan(200);
});

test('a file that cannot be painted is named, and what was open stays', async () => {
  await choose('Noise.mp4', Buffer.alloc(4000, 7));
  await waitForNotice(app.page, '“Noise” is no video that can be read here');
  expect(await app.page.evaluate(() => document.documentElement.dataset['restyle'])).toBe('ready');
  await app.page.getByRole('heading', { name: 'Long' }).waitFor();
});

test('a video that is shared to the app is opened', async () => {
  const { page } = app;
  const bytes = await videoFile(app, { width: 96, height: 64, stamps: evenStamps(5, 25) });
  await page.waitForFunction(() => navigator.serviceWorker.controller !== null);
  // As a share sheet does it: a form is posted, and the answer is gone to.
  await page.evaluate((base64) => {
    const video = Uint8Array.from(atob(base64), (letter) => letter.charCodeAt(0));
    const files = new DataTransfer();
    files.items.add(new File([video], 'Geteilt ä.mp4', { type: 'video/mp4' }));
    const form = document.createElement('form');
    Object.assign(form, { action: 'share-in', method: 'post', enctype: 'multipart/form-data' });
    const field = document.createElement('input');
    Object.assign(field, { type: 'file', name: 'media', files: files.files });
    form.append(field);
    document.body.append(form);
    form.submit();
  }, bytes.toString('base64'));
  await page.getByRole('heading', { name: 'Geteilt ä' }).waitFor();
  expect(page.url()).toBe(app.url);
  await act(page, 'stop');
  await waitForData(page, 'restyle', 'off');
  expect(app.complaints).toEqual([]);
});
