import { expect, describe, test } from 'vitest';
import {
  checkPictureFile,
  MOST_PICTURE_BYTES,
  readPictureHeader,
  type PictureHeader,
} from '../../src/shared/picture-header.ts';

/** Bytes from numbers, and strings read as Latin-1. */
function bytes(...parts: (number | string | Uint8Array)[]): Uint8Array<ArrayBuffer> {
  return Uint8Array.from(
    parts.flatMap((part) => {
      if (typeof part === 'number') return [part];
      if (typeof part === 'string') return [...Buffer.from(part, 'latin1')];
      return [...part];
    }),
  );
}

const u16 = (value: number) => bytes(value >> 8, value & 255);
const u32 = (value: number) => bytes(u16(value >>> 16), u16(value & 0xffff));
const le16 = (value: number) => u16(value).reverse();
const le24 = (value: number) => bytes(le16(value & 0xffff), value >> 16);
const le32 = (value: number) => u32(value).reverse();
const zeros = (length: number) => new Uint8Array(length);

const png = (width: number, height: number) =>
  bytes('\x89PNG\r\n\x1a\n', u32(13), 'IHDR', u32(width), u32(height), 8, 6, 0, 0, 0, u32(0));

/** A JPEG whose frame comes after EXIF (orientation 6), fill bytes, a Huffman table and a restart marker. */
function jpeg(width: number, height: number, sof = 0xc0) {
  const exif = bytes('Exif\0\0MM\0*', u32(8), u16(1), u16(0x112), u16(3), u32(1), u16(6), u16(0), u32(0));
  return bytes(
    bytes(0xff, 0xd8, 0xff, 0xe1, u16(exif.length + 2), exif),
    bytes(0xff, 0xff, 0xff, 0xc4, u16(4), 1, 2, 0xff, 0xd0),
    bytes(0xff, sof, u16(17), 8, u16(height), u16(width), 3, zeros(9)),
  );
}

const webp = (chunk: string, body: Uint8Array) =>
  bytes('RIFF', le32(100), 'WEBP', chunk, le32(50), body, zeros(20));

const bmp = (width: number, height: number) =>
  bytes('BM', le32(100), zeros(8), le32(40), le32(width), le32(height), zeros(8));

function heif(brand: string, ...sizes: [number, number][]) {
  const boxes = sizes.map(([width, height]) => bytes(u32(20), 'ispe', u32(0), u32(width), u32(height)));
  return bytes(u32(24), 'ftyp', brand, u32(0), 'mif1', brand, zeros(40), ...boxes, zeros(16));
}

const PICTURES: [string, Uint8Array<ArrayBuffer>, PictureHeader][] = [
  ['PNG', png(640, 480), { type: 'png', width: 640, height: 480 }],
  ['baseline JPEG', jpeg(4000, 3000), { type: 'jpeg', width: 4000, height: 3000 }],
  ['progressive JPEG', jpeg(65535, 1, 0xc2), { type: 'jpeg', width: 65535, height: 1 }],
  ['GIF', bytes('GIF89a', le16(300), le16(200), zeros(10)), { type: 'gif', width: 300, height: 200 }],
  ['BMP', bmp(320, 240), { type: 'bmp', width: 320, height: 240 }],
  ['top-down BMP', bmp(320, 0xffffffff - 239), { type: 'bmp', width: 320, height: 240 }],
  [
    'old BMP',
    bytes('BM', le32(100), zeros(8), le32(12), le16(30), le16(20), zeros(8)),
    { type: 'bmp', width: 30, height: 20 },
  ],
  [
    'lossy WebP',
    webp('VP8 ', bytes(zeros(3), 0x9d, 0x01, 0x2a, le16(500), le16(400))),
    { type: 'webp', width: 500, height: 400 },
  ],
  [
    'lossless WebP',
    webp('VP8L', bytes(0x2f, le32((499 | (399 << 14)) >>> 0))),
    { type: 'webp', width: 500, height: 400 },
  ],
  [
    'extended WebP',
    webp('VP8X', bytes(0, zeros(3), le24(69_999), le24(399))),
    { type: 'webp', width: 70_000, height: 400 },
  ],
  ['AVIF', heif('avif', [1920, 1080]), { type: 'avif', width: 1920, height: 1080 }],
  [
    'HEIC in tiles',
    heif('heic', [512, 512], [4032, 3024], [320, 240]),
    { type: 'heic', width: 4032, height: 3024 },
  ],
];

test.each(PICTURES)('%s', (_name, file, header) => {
  expect(readPictureHeader(file)).toEqual(header);
});

test('bytes inside a larger buffer are read from their own start', () => {
  const file = png(640, 480);
  const within = bytes(zeros(100), file, zeros(5)).subarray(100, 100 + file.length);
  expect(readPictureHeader(within)).toEqual({ type: 'png', width: 640, height: 480 });
});

test.each(PICTURES)('%s, cut anywhere, is read or refused but never trips', (_name, file, header) => {
  for (let length = 0; length < file.length; length++) {
    const cut = readPictureHeader(file.subarray(0, length));
    if (cut) expect(cut.type).toBe(header.type);
  }
});

test.each([
  ['nothing', bytes()],
  ['text', bytes('hello, this is no picture at all')],
  ['text that begins like a BMP', bytes('BMW is a maker of cars and motorcycles')],
  ['SVG', bytes('<svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>')],
  ['SVG in XML', bytes('<?xml version="1.0"?><svg/>')],
  ['MP4', bytes(u32(24), 'ftypisom', u32(0), 'isomavc1', zeros(40))],
  ['PDF', bytes('%PDF-1.7', zeros(40))],
  ['WAV', bytes('RIFF', le32(100), 'WAVEfmt ', zeros(40))],
])('%s is no picture', async (_name, file) => {
  expect(readPictureHeader(file)).toBeNull();
  await expect(checkPictureFile(new Blob([file], { type: 'image/png' }))).rejects.toMatchObject({
    code: 'picture-unreadable',
  });
});

describe('bounds', () => {
  test('a picture is known by its bytes, whatever it is called', async () => {
    const file = new Blob([png(640, 480)], { type: 'text/html' });
    expect(await checkPictureFile(file)).toEqual({ type: 'png', width: 640, height: 480 });
  });

  test.each([
    ['PNG', png(20_000, 20_000)],
    ['PNG with sides beyond all numbers', png(0xffffffff, 0xffffffff)],
    ['JPEG', jpeg(65_535, 65_535)],
    ['AVIF', heif('avif', [50_000, 50_000])],
  ])('an absurd %s is refused before it is decoded', async (_name, file) => {
    await expect(checkPictureFile(new Blob([file]))).rejects.toMatchObject({ code: 'picture-too-large' });
  });

  test('an absurd file is refused before it is read', async () => {
    const file = { size: MOST_PICTURE_BYTES + 1, slice: () => expect.fail('was read') };
    await expect(checkPictureFile(file as unknown as Blob)).rejects.toMatchObject({
      code: 'picture-too-large',
    });
  });

  test('a file that is gone by now', async () => {
    const arrayBuffer = () => Promise.reject(new DOMException('gone', 'NotFoundError'));
    const file = { size: 100, slice: () => ({ arrayBuffer }) };
    await expect(checkPictureFile(file as unknown as Blob)).rejects.toMatchObject({
      code: 'picture-unreadable',
    });
  });
});
