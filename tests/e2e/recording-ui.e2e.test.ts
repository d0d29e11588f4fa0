import { readFile } from 'node:fs/promises';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { openBuiltApp, waitForData, type BuiltApp } from '../helpers/built-app.ts';
import { openClip } from '../helpers/open-clip.ts';
import { waitForElapsed } from '../helpers/recording-page.ts';

let app: BuiltApp;

beforeAll(async () => {
  app = await openBuiltApp({ query: '?source=scene&engine=ort-wasm&size=64x48' });
  await waitForData(app.page, 'state', 'painting');
});
afterAll(() => app?.close());

const button = (name: string | RegExp) => app.page.getByRole('button', { name, exact: true });

async function save(): Promise<{ name: string; bytes: Buffer }> {
  const download = app.page.waitForEvent('download');
  await button('Save').click();
  const file = await download;
  return { name: file.suggestedFilename(), bytes: await readFile(await file.path()) };
}

test('by key: recorded, stopped, and saved from the corner', async () => {
  await app.page.keyboard.press('r');
  await waitForData(app.page, 'recording', 'on');
  expect(await button('Record').getAttribute('aria-pressed')).toBe('true');
  await app.page.getByText(/^0:0\d · \d+/).waitFor();
  await waitForElapsed(app.page, 1200);
  await app.page.keyboard.press('r');
  await waitForData(app.page, 'clips', '1');
  await waitForData(app.page, 'recording', 'off');
  const { name, bytes } = await save();
  expect(name).toMatch(/\.(mp4|webm)$/);
  const facts = await openClip(new Blob([new Uint8Array(bytes)]));
  expect(facts.durationSeconds).toBeGreaterThan(1);
  expect(facts.videoStamps.length).toBeGreaterThan(1);
});

test('on the shelf it plays, is saved again, deleted and brought back', async () => {
  await button('Clips: 1').click();
  await button(/^Play: /).click();
  await app.page.waitForFunction(() => {
    const inside = (root: ParentNode): HTMLVideoElement[] =>
      [...root.querySelectorAll('*')].flatMap((element) => [
        ...(element instanceof HTMLVideoElement && element.controls ? [element] : []),
        ...(element.shadowRoot ? inside(element.shadowRoot) : []),
      ]);
    return inside(document).some((video) => video.currentTime > 0);
  });
  expect((await save()).bytes.length).toBeGreaterThan(1000);
  await button(/^More: /).click();
  await button('Delete').click();
  await waitForData(app.page, 'clips', '0');
  await button('Undo').click();
  await waitForData(app.page, 'clips', '1');
  expect((await save()).bytes.length).toBeGreaterThan(1000);
  expect(app.complaints).toEqual([]);
});
