import { readFile } from 'node:fs/promises';
import { afterEach, expect, test } from 'vitest';
import { openBuiltApp, waitForData, type BuiltApp } from '../helpers/built-app.ts';
import { openClip } from '../helpers/open-clip.ts';
import {
  act,
  clipBytes,
  clipView,
  ffprobe,
  playClip,
  waitForElapsed,
  waitForNotice,
} from '../helpers/recording-page.ts';

let app: BuiltApp | undefined;
afterEach(async () => {
  await app?.close();
  app = undefined;
});

const SCENE = '?source=scene&engine=ort-wasm&size=64x48&style=the-starry-night';

async function record(ms: number): Promise<void> {
  await waitForData(app!.page, 'state', 'painting');
  await act(app!.page, 'startRecording');
  await waitForData(app!.page, 'recording', 'on');
  await waitForElapsed(app!.page, ms);
}

const button = (name: string | RegExp) => app!.page.getByRole('button', { name, exact: true });
const slider = (name: string) => app!.page.getByRole('slider', { name, exact: true });

test('a clip is trimmed by keyboard, and a compatible copy of the part is saved', async () => {
  app = await openBuiltApp({ query: SCENE });
  const { page } = app;
  await record(4500);
  await act(page, 'stopRecording');
  await waitForData(page, 'clips', '1');
  await button('Clips: 1').click();
  await button(/^Trim: /).click();
  await slider('Start').press('ArrowRight');
  await slider('End').press('ArrowLeft');
  const startMs = Number(await slider('Start').inputValue());
  const endMs = Number(await slider('End').inputValue());
  expect(startMs).toBeGreaterThan(300);
  await button('Save as new clip').click();
  await waitForData(page, 'clips', '2');
  const [part] = (await clipView(page)).clips;
  expect(part).toMatchObject({
    title: 'The Starry Night, part 1',
    credit: expect.stringContaining('van Gogh'),
  });
  expect(Math.abs(part!.durationMs - (endMs - startMs))).toBeLessThan(150);

  const download = page.waitForEvent('download');
  await button('More: The Starry Night, part 1').click();
  await button(/^Compatible copy/).click();
  const file = await download;
  expect(file.suggestedFilename()).toMatch(/^The-Starry-Night-part-1-.*-compatible\.mp4$/);
  const bytes = await readFile(await file.path());
  const facts = await openClip(new Blob([new Uint8Array(bytes)]));
  expect(facts).toMatchObject({ videoCodec: 'avc', title: 'The Starry Night, part 1' });
  expect(facts.comment).toContain('Vincent van Gogh');
  expect(facts.videoStamps[0]).toBe(0);
  expect(bytes.indexOf('moov')).toBeLessThan(bytes.indexOf('mdat'));
  expect(bytes.indexOf('moof')).toBe(-1);
  const probe = await ffprobe(bytes);
  if (probe) {
    expect(probe.streams[0]).toMatchObject({ codec_name: 'h264' });
    expect(Math.abs(Number(probe.format.duration) - facts.durationSeconds)).toBeLessThan(0.05);
    expect(probe.format.tags).toMatchObject({ title: 'The Starry Night, part 1' });
  }
  // What was copied to be saved goes on the next visit; the shelf does not.
  await page.reload();
  await waitForData(page, 'clips', '2');
  await page.waitForFunction(async () => {
    const root = await navigator.storage.getDirectory();
    const names: string[] = [];
    for await (const name of root.keys()) names.push(name);
    return !names.includes('clip-copies') && names.includes('clips');
  });
  expect(app.complaints).toEqual([]);
});

test('without a video encoder clips are recorded all the same, and survive a closed tab', async () => {
  app = await openBuiltApp({
    query: SCENE,
    prepare: async (context) => {
      await context.addInitScript(() => Reflect.deleteProperty(globalThis, 'VideoEncoder'));
    },
  });
  const { page } = app;
  await page.locator('main').click({ position: { x: 5, y: 300 } });
  await record(0);
  await act(page, 'setSound', true);
  await waitForElapsed(page, 2500);
  await act(page, 'stopRecording');
  await waitForData(page, 'clips', '1');
  const [clip] = (await clipView(page)).clips;
  expect(clip!.posterUrl).not.toBeNull();
  const bytes = await clipBytes(page, clip!.id);
  const facts = await openClip(new Blob([new Uint8Array(bytes)]));
  expect(facts).toMatchObject({ title: 'The Starry Night' });
  expect(facts.durationSeconds).toBeGreaterThan(1.5);
  const played = await playClip(page, clip!.id);
  expect(played.soughtTo).toBeCloseTo(played.duration / 2, 1);

  await record(4000);
  await page.reload();
  await waitForData(page, 'clips', '2');
  await waitForNotice(page, 'recovered');
  const recovered = (await clipView(page)).clips.find(({ isRecovered }) => isRecovered)!;
  const again = await playClip(page, recovered.id);
  expect(again.duration).toBeGreaterThan(1);
  expect(again.soughtTo).toBeCloseTo(again.duration / 2, 1);
  expect(app.complaints).toEqual([]);
});
