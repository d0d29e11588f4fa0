import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import type { BuiltApp } from './built-app.ts';
import { makeVideo, type VideoPlan } from './make-video.ts';

const ADDRESS = 'make-video.html';

/**
 * Makes a video with the browser's own encoders, on a page of its own beside the app: the app's pages take no foreign
 * scripts. The encoders of headless Chromium have no AAC, so ask for Opus.
 */
export async function videoFile(app: BuiltApp, plan: VideoPlan): Promise<Buffer> {
  const bundle = join(dirname(createRequire(import.meta.url).resolve('mediabunny')), 'mediabunny.mjs');
  const page = await app.context.newPage();
  try {
    await page.route(`**/${ADDRESS}`, (route) =>
      route.fulfill({ contentType: 'text/html', body: '<title>x</title>' }),
    );
    await page.route('**/mediabunny.mjs', async (route) =>
      route.fulfill({ contentType: 'text/javascript', body: await readFile(bundle, 'utf8') }),
    );
    await page.goto(`${app.url}${ADDRESS}`);
    const base64 = await page.evaluate<string>(`(async () => {
      globalThis.__name ??= (named) => named;
      const bunny = await import('./mediabunny.mjs');
      const make = ${makeVideo.toString()};
      const bytes = await make(bunny, ${JSON.stringify(plan)});
      let text = '';
      for (const byte of bytes) text += String.fromCharCode(byte);
      return btoa(text);
    })()`);
    return Buffer.from(base64, 'base64');
  } finally {
    await page.close();
  }
}
