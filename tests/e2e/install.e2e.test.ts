import { existsSync } from 'node:fs';
import { join } from 'node:path';
import sharp from 'sharp';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type BuiltApp, openBuiltApp } from '../helpers/built-app.ts';
import { DIST } from '../helpers/dist-folder.ts';

interface Picture {
  src: string;
  sizes: string;
  type: string;
  purpose?: string;
  form_factor?: string;
}

interface WebManifest {
  id: string;
  start_url: string;
  scope: string;
  icons: Picture[];
  screenshots: Picture[];
  shortcuts: { url: string; icons: Picture[] }[];
}

let app: BuiltApp;
let manifest: WebManifest;

beforeAll(async () => {
  app = await openBuiltApp({ keepsItself: true });
  const response = await app.page.request.get(`${app.url}manifest.webmanifest`);
  manifest = (await response.json()) as WebManifest;
});

afterAll(() => app.close());

describe('the browser', () => {
  it('finds nothing in the way of installing', async () => {
    const cdp = await app.context.newCDPSession(app.page);
    expect((await cdp.send('Page.getInstallabilityErrors')).installabilityErrors).toEqual([]);
    const { errors, url } = await cdp.send('Page.getAppManifest');
    expect(errors).toEqual([]);
    expect(url).toBe(`${app.url}manifest.webmanifest`);
  });

  it('knows the app by its place, so that it can live under any path', async () => {
    const cdp = await app.context.newCDPSession(app.page);
    expect((await cdp.send('Page.getAppId')).appId).toBe(app.url);
    for (const url of [manifest.id, manifest.start_url, manifest.scope]) expect(url).toBe('./');
  });
});

describe('the manifest', () => {
  it('lists pictures that exist, in the sizes that it says', async () => {
    const pictures = [
      ...manifest.icons,
      ...manifest.screenshots,
      ...manifest.shortcuts.flatMap((shortcut) => shortcut.icons),
    ];
    expect(pictures.length).toBeGreaterThan(5);
    for (const { src, sizes, type } of pictures) {
      const file = join(DIST, src);
      expect(existsSync(file), src).toBe(true);
      const { width, height, format } = await sharp(file).metadata();
      expect(type, src).toBe(format === 'svg' ? 'image/svg+xml' : `image/${format}`);
      if (sizes !== 'any') expect(`${width}x${height}`, src).toBe(sizes);
    }
  });

  it('has the icons and screenshots that install sheets want', () => {
    const has = (sizes: string, purpose?: string): boolean =>
      manifest.icons.some((icon) => icon.sizes === sizes && icon.purpose === purpose);
    expect(has('192x192') && has('512x512') && has('512x512', 'maskable')).toBe(true);
    const factors = manifest.screenshots.map((picture) => picture.form_factor);
    expect(factors).toContain('wide');
    expect(factors).toContain('narrow');
  });

  it('has shortcuts that open the app', async () => {
    for (const { url } of manifest.shortcuts) {
      const response = await app.page.request.get(new URL(url, app.url).href);
      expect(response.headers()['content-type']).toContain('text/html');
    }
  });
});
