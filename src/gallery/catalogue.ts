import { AppError } from '../shared/errors.ts';
import { codeLength, type NetworkEntry, type Tier } from '../shared/manifest.ts';
import { validateStyleCode, type StyleCode } from '../shared/style-code.ts';
import { decodeFloat16 } from './float16.ts';

/** One painting of the built-in gallery. */
export interface GalleryStyle {
  /** Stable kebab-case name; links and stored choices use it. */
  id: string;
  title: string;
  artist: string;
  /** As museums write it: "1889", "ca. 1510–15", "late 14th century". */
  year: string;
  /** Who keeps it, '' where several versions exist or it is not known. */
  museum: string;
  /** Licence of the picture that the code was measured from. */
  licence: string;
  /** Page of the work at its museum, '' where there is none; shown as text, never fetched. */
  source: string;
  /** WebP beside gallery.json, 320×320. */
  picture: string;
  /** `painting`: the picture is the painting itself. `swatch`: our network's rendering of a test picture in its style. */
  kind: 'painting' | 'swatch';
  /** Most colourful part of the picture as `oklch(L C H)`, L 0.72–0.80 and C ≤ 0.14: readable on the wall. */
  accent: string;
}

/** `gallery/gallery.json`: the styles in the order they are shown. */
export interface GalleryFile {
  version: 1;
  styles: GalleryStyle[];
}

/** Codes of one network: half floats [count, codeLength], little-endian, in the order of `ids`. */
export interface CodesEntry {
  /** Hash of the style network that measured them; codes of any other network would paint garbage. */
  styleSha256: string;
  codeLength: number;
  count: number;
  file: string;
  sha256: string;
}

/** `gallery/codes.json`. */
export interface CodesFile {
  version: 1;
  ids: string[];
  /** Hash of the paint network that made the swatches. */
  swatchPaintSha256: string;
  tiers: Record<Tier, CodesEntry>;
}

/** The built-in styles, and their codes once a network is chosen. */
export interface Catalogue {
  readonly styles: readonly GalleryStyle[];
  /** Absolute address of a style's picture. */
  pictureUrl(style: GalleryStyle): string;
  /** A style's picture, to be measured. Rejects with `asset-unreachable`. */
  picture(style: GalleryStyle): Promise<Blob>;
  /**
   * Style codes by id for a network. Fetched once per network (about 190 kB), then kept; a failure is not kept.
   *
   * Rejects with `network-mismatch` where the codes were made by another style network, `asset-unreachable`,
   * `asset-corrupt` on a wrong hash, `style-code-invalid`.
   */
  codesFor(network: NetworkEntry): Promise<ReadonlyMap<string, StyleCode>>;
}

/**
 * Reads the catalogue from our own origin; `base` is the folder of gallery.json with a slash at its end.
 *
 * Rejects with `asset-unreachable` or `gallery-invalid`.
 */
export async function loadCatalogue(
  base = new URL(`${import.meta.env.BASE_URL}gallery/`, document.baseURI).href,
): Promise<Catalogue> {
  const [galleryJson, codesJson] = await Promise.all([
    fetchAsset(new URL('gallery.json', base)).then(readJson),
    fetchAsset(new URL('codes.json', base)).then(readJson),
  ]);
  const { styles } = parseGallery(galleryJson);
  const codes = parseCodes(codesJson, styles);
  const loaded = new Map<string, Promise<ReadonlyMap<string, StyleCode>>>();
  return {
    styles,
    pictureUrl: (style) => new URL(style.picture, base).href,
    picture: async (style) => (await fetchAsset(new URL(style.picture, base))).blob(),
    codesFor(network) {
      const key = network.style.sha256;
      let reading = loaded.get(key);
      if (!reading) {
        reading = loadCodes(base, codes, network);
        loaded.set(key, reading);
        reading.catch(() => loaded.delete(key));
      }
      return reading;
    },
  };
}

/** Checks that a parsed JSON is a gallery. Throws `gallery-invalid`. */
export function parseGallery(json: unknown): GalleryFile {
  const gallery = json as GalleryFile;
  if (gallery?.version !== 1 || !Array.isArray(gallery.styles)) throw invalid('unknown version');
  const ids = new Set<string>();
  for (const style of gallery.styles) {
    if (!/^[a-z0-9]+(-[a-z0-9]+)*$/.test(style?.id ?? '')) throw invalid(`"${style?.id}" is no id`);
    if (ids.has(style.id)) throw invalid(`${style.id} is there twice`);
    ids.add(style.id);
    for (const field of ['title', 'artist', 'year', 'licence', 'picture', 'accent'] as const)
      if (typeof style[field] !== 'string' || style[field] === '')
        throw invalid(`${style.id} has no ${field}`);
    for (const field of ['museum', 'source'] as const)
      if (typeof style[field] !== 'string') throw invalid(`${style.id}: ${field} is no text`);
    if (style.kind !== 'painting' && style.kind !== 'swatch')
      throw invalid(`${style.id} is of no known kind`);
  }
  return gallery;
}

/** Checks that a parsed JSON describes codes for exactly these styles in this order. Throws `gallery-invalid`. */
export function parseCodes(json: unknown, styles: readonly GalleryStyle[]): CodesFile {
  const codes = json as CodesFile;
  if (codes?.version !== 1 || typeof codes.tiers !== 'object') throw invalid('codes of an unknown version');
  if (codes.ids?.length !== styles.length || styles.some((style, index) => style.id !== codes.ids[index]))
    throw invalid('codes and styles do not belong together');
  for (const entry of Object.values(codes.tiers))
    if (entry.count !== styles.length) throw invalid(`${entry.file} has codes for ${entry.count} styles`);
  return codes;
}

/** Cuts the bytes of a codes file into codes by id. Throws `asset-corrupt` or `style-code-invalid`. */
export function readCodes(
  bytes: Uint8Array,
  entry: CodesEntry,
  ids: readonly string[],
): ReadonlyMap<string, StyleCode> {
  const length = entry.codeLength;
  if (bytes.byteLength !== ids.length * length * 2)
    throw new AppError('asset-corrupt', `${entry.file} has ${bytes.byteLength} bytes`);
  const values = decodeFloat16(bytes);
  return new Map(
    ids.map((id, index) => [
      id,
      validateStyleCode(values.slice(index * length, (index + 1) * length), length),
    ]),
  );
}

async function loadCodes(
  base: string,
  codes: CodesFile,
  network: NetworkEntry,
): Promise<ReadonlyMap<string, StyleCode>> {
  const entry = network.tier === 'classic' ? undefined : codes.tiers[network.tier];
  if (entry?.styleSha256 !== network.style.sha256 || entry.codeLength !== codeLength(network))
    throw new AppError(
      'network-mismatch',
      `The gallery's codes were made by another ${network.tier} network`,
    );
  const response = await fetchAsset(new URL(entry.file, base));
  const bytes = await response.arrayBuffer();
  const hash = new Uint8Array(await crypto.subtle.digest('SHA-256', bytes));
  const hex = Array.from(hash, (byte) => byte.toString(16).padStart(2, '0')).join('');
  if (hex !== entry.sha256)
    throw new AppError('asset-corrupt', `${entry.file} is not what codes.json promises`);
  return readCodes(new Uint8Array(bytes), entry, codes.ids);
}

async function fetchAsset(url: URL): Promise<Response> {
  let response: Response;
  try {
    response = await fetch(url);
  } catch (cause) {
    throw new AppError('asset-unreachable', `${url.pathname} could not be fetched`, { cause });
  }
  if (!response.ok) throw new AppError('asset-unreachable', `${url.pathname} answered ${response.status}`);
  return response;
}

async function readJson(response: Response): Promise<unknown> {
  try {
    return await response.json();
  } catch (cause) {
    throw new AppError('gallery-invalid', `${response.url} is not JSON`, { cause });
  }
}

function invalid(why: string): AppError {
  return new AppError('gallery-invalid', `The gallery's list is not usable: ${why}`);
}
