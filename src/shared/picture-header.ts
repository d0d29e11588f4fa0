import { AppError } from './errors.ts';

/** The picture files that we hand to the browser's decoder. HEIC is decoded by Safari only. */
type PictureType = 'jpeg' | 'png' | 'webp' | 'gif' | 'bmp' | 'avif' | 'heic';

/** What a picture file says of itself before anything is decoded. */
export interface PictureHeader {
  type: PictureType;
  /** In pixels as stored, before any EXIF rotation; 0 where the header read does not tell. */
  width: number;
  height: number;
}

/** A decoded picture takes four bytes a pixel: this many is 400 MB. */
const MOST_PICTURE_PIXELS = 100e6;
export const MOST_PICTURE_BYTES = 64 * 1024 * 1024;

/** Cameras write previews and colour profiles first, but never a megabyte of them. */
const HEADER_BYTES = 1024 * 1024;

/**
 * Checks that a file looks like a picture that can be decoded safely, and reads its header.
 *
 * Trusts bytes, never names or MIME types. SVG is no picture here: it can run scripts and fetch. Rejects with
 * `picture-unreadable` and `picture-too-large`.
 */
export async function checkPictureFile(file: Blob): Promise<PictureHeader> {
  if (file.size > MOST_PICTURE_BYTES) {
    const megabytes = Math.round(file.size / 1024 / 1024);
    throw new AppError(
      'picture-too-large',
      `This file has ${megabytes} MB; pictures of up to ${MOST_PICTURE_BYTES / 1024 / 1024} MB can be opened`,
    );
  }
  let bytes: Uint8Array;
  try {
    bytes = new Uint8Array(await file.slice(0, HEADER_BYTES).arrayBuffer());
  } catch (error) {
    // The file was moved or deleted after it was chosen.
    throw new AppError('picture-unreadable', 'This file can no longer be read', { cause: error });
  }
  const header = readPictureHeader(bytes);
  if (!header) {
    throw new AppError(
      'picture-unreadable',
      'This file is not a picture that can be opened: JPEG, PNG, WebP, GIF, AVIF and BMP work',
    );
  }
  if (header.width * header.height > MOST_PICTURE_PIXELS) {
    throw new AppError(
      'picture-too-large',
      `This picture has ${header.width} × ${header.height} pixels; up to ${MOST_PICTURE_PIXELS / 1e6} megapixels can be opened`,
    );
  }
  return header;
}

/**
 * Type and size from the first bytes of a picture file (a megabyte is plenty), or null for anything else.
 *
 * Pure, and safe on any bytes: what is cut off reads as size 0.
 */
export function readPictureHeader(bytes: Uint8Array): PictureHeader | null {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const text = (at: number, length: number): string =>
    String.fromCharCode(...bytes.subarray(at, at + length));
  const header = (type: PictureType, size: [number, number] | null): PictureHeader => ({
    type,
    width: size?.[0] ?? 0,
    height: size?.[1] ?? 0,
  });
  const has = (length: number): boolean => bytes.length >= length;

  if (text(0, 3) === '\xff\xd8\xff') return header('jpeg', jpegSize(view));
  if (text(0, 8) === '\x89PNG\r\n\x1a\n') {
    return header('png', has(24) ? [view.getUint32(16), view.getUint32(20)] : null);
  }
  if (/^GIF8[79]a$/.test(text(0, 6))) {
    return header('gif', has(10) ? [view.getUint16(6, true), view.getUint16(8, true)] : null);
  }
  if (text(0, 4) === 'RIFF' && text(8, 4) === 'WEBP') return header('webp', webpSize(view, text(12, 4)));
  // Two letters are little to go by: the length of the second header must be a known one.
  if (text(0, 2) === 'BM' && has(26) && [12, 40, 52, 56, 64, 108, 124].includes(view.getUint32(14, true))) {
    return header('bmp', bmpSize(view));
  }
  if (text(4, 4) === 'ftyp') {
    const brands = text(8, Math.min(64, has(4) ? view.getUint32(0) : 0) - 8);
    if (/avi[fs]/.test(brands)) return header('avif', isobmffSize(view, text));
    if (/hei[cx]|hev[cx]|mif1|msf1/.test(brands)) return header('heic', isobmffSize(view, text));
  }
  return null;
}

/** Walks the marker segments to the start of frame (ITU T.81, B.1.1.3 and B.2.2). */
function jpegSize(view: DataView): [number, number] | null {
  let at = 2;
  while (at + 9 <= view.byteLength) {
    if (view.getUint8(at) !== 0xff) return null;
    const marker = view.getUint8(at + 1);
    if (marker === 0xff) {
      at += 1; // fill byte
      continue;
    }
    if (marker === 0x01 || (marker >= 0xd0 && marker <= 0xd8)) {
      at += 2; // markers without a segment
      continue;
    }
    // C4, C8 and CC are tables and a reserved code among the start-of-frame markers.
    const isFrame = marker >= 0xc0 && marker <= 0xcf && ![0xc4, 0xc8, 0xcc].includes(marker);
    if (isFrame) return [view.getUint16(at + 7), view.getUint16(at + 5)];
    const length = view.getUint16(at + 2);
    if (length < 2) return null;
    at += 2 + length;
  }
  return null;
}

/** VP8X, VP8L or VP8 as the first chunk (WebP container specification). */
function webpSize(view: DataView, chunk: string): [number, number] | null {
  if (view.byteLength < 30) return null;
  const uint24 = (at: number): number => view.getUint16(at, true) | (view.getUint8(at + 2) << 16);
  if (chunk === 'VP8X') return [uint24(24) + 1, uint24(27) + 1];
  if (chunk === 'VP8L') {
    const bits = view.getUint32(21, true);
    return [(bits & 0x3fff) + 1, ((bits >>> 14) & 0x3fff) + 1];
  }
  if (chunk === 'VP8 ') return [view.getUint16(26, true) & 0x3fff, view.getUint16(28, true) & 0x3fff];
  return null;
}

/** The oldest kind has 16-bit sides; a negative height means top-down rows. */
function bmpSize(view: DataView): [number, number] {
  return view.getUint32(14, true) === 12
    ? [view.getUint16(18, true), view.getUint16(20, true)]
    : [Math.abs(view.getInt32(18, true)), Math.abs(view.getInt32(22, true))];
}

/**
 * The largest `ispe` box (ISO/IEC 23008-12, 6.5.3): smaller ones describe tiles and thumbnails.
 *
 * Found by its name rather than through the box tree: enough to turn away absurd sizes, and never decisive otherwise.
 */
function isobmffSize(view: DataView, text: (at: number, length: number) => string): [number, number] | null {
  let largest: [number, number] | null = null;
  const end = Math.min(view.byteLength, 64 * 1024) - 16;
  for (let at = 8; at <= end; at++) {
    if (view.getUint8(at) !== 0x69 || text(at, 4) !== 'ispe') continue;
    const size: [number, number] = [view.getUint32(at + 8), view.getUint32(at + 12)];
    if (!largest || size[0] * size[1] > largest[0] * largest[1]) largest = size;
  }
  return largest;
}
