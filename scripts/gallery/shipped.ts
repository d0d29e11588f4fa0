import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import {
  readCodes,
  type CodesFile,
  type GalleryFile,
  type GalleryStyle,
} from '../../src/gallery/catalogue.ts';
import { encodeFloat16 } from '../../src/gallery/float16.ts';
import { codeLength, type ShippedNetwork, type Tier } from '../../src/shared/manifest.ts';
import type { StyleCode } from '../../src/shared/style-code.ts';
import { sha256 } from './networks.ts';
import { GALLERY_FOLDER } from './works.ts';

/** Codes of one network by id. */
export interface NetworkCodes {
  network: ShippedNetwork;
  codes: ReadonlyMap<string, StyleCode>;
}

/** public/gallery/gallery.json. */
export function readShippedGallery(): GalleryFile {
  return JSON.parse(readFileSync(join(GALLERY_FOLDER, 'gallery.json'), 'utf8')) as GalleryFile;
}

/** public/gallery/codes.json. */
export function readShippedCodesFile(): CodesFile {
  return JSON.parse(readFileSync(join(GALLERY_FOLDER, 'codes.json'), 'utf8')) as CodesFile;
}

/** The codes that ship for a network, or none where they were made by another style network or never. */
export function readShippedCodes(network: ShippedNetwork): ReadonlyMap<string, StyleCode> {
  if (!existsSync(join(GALLERY_FOLDER, 'codes.json'))) return new Map();
  const file = readShippedCodesFile();
  const entry = file.tiers[network.tier];
  if (entry?.styleSha256 !== network.style.sha256) return new Map();
  return readCodes(readFileSync(join(GALLERY_FOLDER, entry.file)), entry, file.ids);
}

/** Replaces what ships by this, pictures of works that are no longer there included. */
export function writeGallery(
  styles: GalleryStyle[],
  pictures: ReadonlyMap<string, Buffer>,
  measured: readonly NetworkCodes[],
  swatchPaintSha256: string,
): void {
  const thumbs = join(GALLERY_FOLDER, 'thumbs');
  mkdirSync(thumbs, { recursive: true });
  for (const style of styles) writeFileSync(join(GALLERY_FOLDER, style.picture), pictures.get(style.id)!);
  for (const file of readdirSync(thumbs))
    if (!styles.some((style) => style.picture === `thumbs/${file}`)) rmSync(join(thumbs, file));

  const ids = styles.map((style) => style.id);
  const tiers: Partial<CodesFile['tiers']> = {};
  for (const { network, codes } of measured) {
    const bytes = Buffer.concat(ids.map((id) => encodeFloat16(codes.get(id)!)));
    const file = `codes-${network.tier}.bin`;
    writeFileSync(join(GALLERY_FOLDER, file), bytes);
    tiers[network.tier] = {
      styleSha256: network.style.sha256,
      codeLength: codeLength(network),
      count: ids.length,
      file,
      sha256: sha256(bytes),
    };
  }
  writeJson('gallery.json', { version: 1, styles } satisfies GalleryFile);
  writeJson('codes.json', {
    version: 1,
    swatchPaintSha256,
    tiers: tiers as Record<Tier, CodesFile['tiers'][Tier]>,
    ids,
  } satisfies CodesFile);
}

function writeJson(file: string, value: unknown): void {
  writeFileSync(join(GALLERY_FOLDER, file), `${JSON.stringify(value, null, 2)}\n`);
}
