/**
 * `npm run screenshots`: builds the app, lets it paint its own scene, and writes the first-run stills, the picture in the
 * README and the ones that app stores and install dialogs show.
 */
import { execFileSync } from 'node:child_process';
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import type { Page } from 'playwright';
import sharp from 'sharp';
import { openBuiltApp, waitForData, waitForPaintedFrames } from '../tests/helpers/built-app.ts';
import { readStage } from '../tests/helpers/stage-picture.ts';

const ROOT = join(import.meta.dirname, '..');
const STILL_QUALITY = 78;
/** The scene's light a while after dawn, when its textures show best. */
const LIT_AFTER_MS = 16_000;

/** Opens the app painting its scene with the better network, whatever this machine would choose. */
async function openScene(query: string, viewport: { width: number; height: number }) {
  const app = await openBuiltApp({
    viewport,
    query: `?source=scene&engine=ort-wasm&${query}`,
    prepare: async (context) => {
      await context.addInitScript(() =>
        localStorage.setItem('plein-air.settings', JSON.stringify({ quality: 'studio' })),
      );
    },
  });
  await waitForData(app.page, 'state', 'painting', 120_000);
  return app;
}

/** Waits until the scene is well lit and a picture of that moment is on the stage. */
async function waitForLight(page: Page): Promise<void> {
  await page.waitForFunction((ms) => performance.now() > ms, LIT_AFTER_MS, { timeout: 120_000 });
  await waitForPaintedFrames(page, 3, 120_000);
}

/** The painted picture alone, for the first screen. */
async function makeStill(file: string, style: string, width: number, height: number): Promise<void> {
  const app = await openScene(`style=${style}&size=${width}x${height}`, { width: 1280, height: 800 });
  await waitForLight(app.page);
  const { rgba, ...size } = await readStage(app.page);
  await app.close();
  await sharp(rgba, { raw: { ...size, channels: 4 } })
    .removeAlpha()
    .webp({ quality: STILL_QUALITY })
    .toFile(join(ROOT, 'public', file));
  console.log(`public/${file}: ${size.width}×${size.height}`);
}

/** The whole page, as somebody sees it while it paints. */
async function makePicture(
  file: string,
  query: string,
  viewport: { width: number; height: number },
): Promise<void> {
  const app = await openScene(query, viewport);
  await waitForLight(app.page);
  // The controls come back at a movement, and without fading where motion is reduced.
  await app.page.emulateMedia({ reducedMotion: 'reduce' });
  await app.page.mouse.move(viewport.width / 3, viewport.height / 2);
  const png = await app.page.screenshot();
  await app.close();
  const path = join(ROOT, file);
  await sharp(png).webp({ quality: 82 }).toFile(path);
  console.log(file);
}

mkdirSync(join(ROOT, 'public', 'screenshots'), { recursive: true });
execFileSync('npx', ['vite', 'build', '--logLevel', 'warn'], {
  cwd: ROOT,
  stdio: 'inherit',
  shell: process.platform === 'win32',
});
await makeStill('first-run-wide.webp', 'the-great-wave-off-kanagawa', 1120, 632);
await makeStill('first-run-tall.webp', 'the-great-wave-off-kanagawa', 560, 992);
await makePicture('docs/screenshot.webp', 'style=the-starry-night&size=640x360', {
  width: 1280,
  height: 800,
});
await makePicture('public/screenshots/wide.webp', 'style=the-starry-night&size=640x360', {
  width: 1280,
  height: 800,
});
await makePicture('public/screenshots/narrow.webp', 'style=the-scream&size=360x640', {
  width: 390,
  height: 844,
});
