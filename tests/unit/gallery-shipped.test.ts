import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import sharp from 'sharp';
import { describe, expect, test } from 'vitest';
import { graphSha256, readNetworks, sha256 } from '../../scripts/gallery/networks.ts';
import { THUMBNAIL_SIDE } from '../../scripts/gallery/picture.ts';
import { readShippedCodes, readShippedCodesFile, readShippedGallery } from '../../scripts/gallery/shipped.ts';
import {
  GALLERY_FOLDER,
  readFamousWorks,
  readMetList,
  readMetWorks,
  readPackageEntries,
  readWorks,
} from '../../scripts/gallery/works.ts';
import { parseCodes, parseGallery } from '../../src/gallery/catalogue.ts';
import { codeLength } from '../../src/shared/manifest.ts';

const { styles } = parseGallery(readShippedGallery());
const codesFile = parseCodes(readShippedCodesFile(), styles);
const networks = readNetworks();

describe('the shipped gallery', () => {
  test('has at least forty of the museum’s paintings and all fifty famous works', () => {
    const ids = new Set(styles.map((style) => style.id));
    const met = readMetWorks();
    expect(met.filter((work) => ids.has(work.id)).length).toBeGreaterThanOrEqual(40);
    const famous = readFamousWorks();
    expect(famous.length).toBe(50);
    expect(famous.filter((work) => !ids.has(work.id))).toEqual([]);
  });

  test('shows the lists as they are now, in their order', () => {
    const shown = styles.map(({ id, title, artist, year, museum, licence, source, kind }) => ({
      id,
      title,
      artist,
      year,
      museum,
      licence,
      source,
      kind,
    }));
    const listed = readWorks().map(({ id, title, artist, year, museum, licence, source, kind }) => ({
      id,
      title,
      artist,
      year,
      museum,
      licence,
      source,
      kind,
    }));
    expect(shown).toEqual(listed);
  });

  test('names museum, licence and page of every picture that ships', () => {
    for (const style of styles.filter(({ kind }) => kind === 'painting')) {
      expect(style.licence, style.id).toBe('CC0');
      expect(style.museum, style.id).toContain('Metropolitan Museum of Art');
      expect(style.source, style.id).toMatch(/^https:\/\/www\.metmuseum\.org\/art\/collection\/search\/\d+$/);
    }
  });

  test('has a square picture for every style', async () => {
    for (const style of styles) {
      const file = join(GALLERY_FOLDER, style.picture);
      expect(existsSync(file), file).toBe(true);
      const { width, height, format } = await sharp(file).metadata();
      expect({ width, height, format }, style.id).toEqual({
        width: THUMBNAIL_SIDE,
        height: THUMBNAIL_SIDE,
        format: 'webp',
      });
    }
  });

  test('gives every style an accent that stays readable on the wall', () => {
    for (const style of styles) {
      const [lightness, chroma] = /^oklch\(([\d.]+) ([\d.]+) [\d.]+\)$/
        .exec(style.accent)!
        .slice(1)
        .map(Number) as [number, number];
      expect(lightness, style.id).toBeGreaterThanOrEqual(0.72);
      expect(lightness, style.id).toBeLessThanOrEqual(0.8);
      expect(chroma, style.id).toBeLessThanOrEqual(0.14);
    }
  });
});

describe('the shipped style codes', () => {
  test.each(networks)('of $tier were made by the style network that lies in models', (network) => {
    const entry = codesFile.tiers[network.tier];
    expect(entry.styleSha256, 'run `npm run gallery`').toBe(graphSha256(network.style));
    expect(entry.codeLength).toBe(codeLength(network));
  });

  test('have swatches that were painted by the paint network that lies in models', () => {
    const studio = networks.find(({ tier }) => tier === 'studio')!;
    expect(codesFile.swatchPaintSha256, 'run `npm run gallery`').toBe(graphSha256(studio.paint));
  });

  test.each(networks)('of $tier are valid, complete and all different', (network) => {
    const entry = codesFile.tiers[network.tier];
    expect(sha256(readFileSync(join(GALLERY_FOLDER, entry.file)))).toBe(entry.sha256);
    const codes = readShippedCodes(network);
    expect([...codes.keys()]).toEqual(styles.map((style) => style.id));
    expect(new Set([...codes.values()].map((code) => code.join())).size).toBe(styles.length);
  });
});

describe('the crop list', () => {
  test('covers every work of the package exactly once', () => {
    const { works, excluded } = readMetList();
    const listed = [...works, ...excluded].map(({ met }) => met).toSorted((a, b) => a - b);
    const packaged = [...readPackageEntries().keys()].toSorted((a, b) => a - b);
    expect(listed).toEqual(packaged);
  });

  test('stays inside the pictures and leaves enough to measure', async () => {
    for (const work of readMetWorks()) {
      const { width, height } = await sharp(work.file).metadata();
      const crop = work.crop as { x: number; y: number; width: number; height: number };
      expect(crop.x, work.id).toBeGreaterThanOrEqual(0);
      expect(crop.y, work.id).toBeGreaterThanOrEqual(0);
      expect(crop.x + crop.width, work.id).toBeLessThanOrEqual(width);
      expect(crop.y + crop.height, work.id).toBeLessThanOrEqual(height);
      expect(Math.min(crop.width, crop.height), work.id).toBeGreaterThanOrEqual(280);
    }
  });
});
