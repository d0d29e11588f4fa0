import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { readNetworks } from '../../scripts/gallery/networks.ts';
import { GALLERY_FOLDER } from '../../scripts/gallery/works.ts';
import { loadCatalogue, parseCodes, parseGallery, type GalleryFile } from '../../src/gallery/catalogue.ts';

const BASE = 'https://plein-air.test/gallery/';
const network = readNetworks()[0]!;

let requested: string[] = [];
let served: (file: string) => Response;

beforeEach(() => {
  requested = [];
  served = (file) => new Response(readFileSync(join(GALLERY_FOLDER, file)));
  vi.stubGlobal('fetch', async (url: URL) => {
    const file = url.href.slice(BASE.length);
    requested.push(file);
    return served(file);
  });
});
afterEach(() => vi.unstubAllGlobals());

describe('the catalogue', () => {
  test('lists the styles and fetches no codes before they are asked for', async () => {
    const catalogue = await loadCatalogue(BASE);
    expect(catalogue.styles.length).toBeGreaterThanOrEqual(90);
    expect(catalogue.pictureUrl(catalogue.styles[0]!)).toBe(`${BASE}thumbs/${catalogue.styles[0]!.id}.webp`);
    expect(requested.toSorted()).toEqual(['codes.json', 'gallery.json']);
  });

  test('gives every style a code, and fetches them once', async () => {
    const catalogue = await loadCatalogue(BASE);
    const [codes, again] = await Promise.all([catalogue.codesFor(network), catalogue.codesFor(network)]);
    expect(again).toBe(codes);
    expect(requested.filter((file) => file.endsWith('.bin'))).toEqual([`codes-${network.tier}.bin`]);
    for (const style of catalogue.styles) expect(codes.get(style.id), style.id).toBeDefined();
  });

  test('refuses codes of another style network', async () => {
    const catalogue = await loadCatalogue(BASE);
    const other = { ...network, style: { ...network.style, sha256: 'f'.repeat(64) } };
    await expect(catalogue.codesFor(other)).rejects.toMatchObject({ code: 'network-mismatch' });
  });

  test('refuses damaged codes, and reads them again once they are whole', async () => {
    const catalogue = await loadCatalogue(BASE);
    const whole = served;
    served = (file) => {
      const bytes = new Uint8Array(readFileSync(join(GALLERY_FOLDER, file)));
      bytes[100]! ^= 1;
      return new Response(bytes);
    };
    await expect(catalogue.codesFor(network)).rejects.toMatchObject({ code: 'asset-corrupt' });
    served = whole;
    expect((await catalogue.codesFor(network)).size).toBe(catalogue.styles.length);
  });

  test('says when it cannot be reached or is no gallery', async () => {
    served = () => new Response('gone', { status: 404 });
    await expect(loadCatalogue(BASE)).rejects.toMatchObject({ code: 'asset-unreachable' });
    served = () => {
      throw new TypeError('no network');
    };
    await expect(loadCatalogue(BASE)).rejects.toMatchObject({ code: 'asset-unreachable' });
    served = () => new Response('<!doctype html>');
    await expect(loadCatalogue(BASE)).rejects.toMatchObject({ code: 'gallery-invalid' });
  });
});

describe('a list of styles', () => {
  const read = (file: string): unknown => JSON.parse(readFileSync(join(GALLERY_FOLDER, file), 'utf8'));
  const gallery = (): GalleryFile => read('gallery.json') as GalleryFile;

  test.each<[string, (file: GalleryFile) => void]>([
    ['twins', (file) => file.styles.push(file.styles[0]!)],
    ['no licence', (file) => (file.styles[3]!.licence = '')],
    ['a name that is no slug', (file) => (file.styles[3]!.id = '../secret')],
    ['a newer version', (file) => Object.assign(file, { version: 2 })],
  ])('with %s is refused', (_, damage) => {
    const file = gallery();
    damage(file);
    expect(() => parseGallery(file)).toThrow(expect.objectContaining({ code: 'gallery-invalid' }));
  });

  test('is refused when its order is not that of the codes', () => {
    const { styles } = gallery();
    expect(() => parseCodes(read('codes.json'), styles.toReversed())).toThrow(
      expect.objectContaining({ code: 'gallery-invalid' }),
    );
  });
});
