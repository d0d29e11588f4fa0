import { expect, test, vi } from 'vitest';
import { LONGEST_PHOTO_SIDE, openPhoto } from '../../src/camera/photo-source.ts';

/** Left half red, right half blue. */
async function picture(width: number, height: number, type: string): Promise<Blob> {
  const canvas = new OffscreenCanvas(width, height);
  const context = canvas.getContext('2d')!;
  context.fillStyle = '#f00';
  context.fillRect(0, 0, width, height);
  context.fillStyle = '#00f';
  context.fillRect(width / 2, 0, width / 2, height);
  return canvas.convertToBlob({ type, quality: 1 });
}

/** The same JPEG with EXIF orientation 6: to be turned a quarter clockwise. */
async function turned(jpeg: Blob): Promise<Blob> {
  const exif = new Uint8Array(36);
  exif.set([0xff, 0xe1, 0, 34, 0x45, 0x78, 0x69, 0x66, 0, 0, 0x4d, 0x4d, 0, 42, 0, 0, 0, 8]);
  exif.set([0, 1, 0x01, 0x12, 0, 3, 0, 0, 0, 1, 0, 6], 18);
  const bytes = new Uint8Array(await jpeg.arrayBuffer());
  return new Blob([bytes.subarray(0, 2), exif, bytes.subarray(2)]);
}

function pixel(bitmap: ImageBitmap, x: number, y: number): number[] {
  const context = new OffscreenCanvas(bitmap.width, bitmap.height).getContext('2d')!;
  context.drawImage(bitmap, 0, 0);
  return [...context.getImageData(x, y, 1, 1).data];
}

test.each(['image/png', 'image/jpeg', 'image/webp'])('%s becomes a still of its own size', async (type) => {
  const { kind, bitmap } = await openPhoto(await picture(64, 32, type));
  expect(kind).toBe('still');
  expect([bitmap.width, bitmap.height]).toEqual([64, 32]);
  expect(pixel(bitmap, 4, 16)[0]).toBeGreaterThan(200);
  expect(pixel(bitmap, 60, 16)[2]).toBeGreaterThan(200);
  bitmap.close();
});

test('what is transparent becomes white', async () => {
  const canvas = new OffscreenCanvas(8, 8);
  canvas.getContext('2d')!.fillRect(0, 0, 4, 8);
  const { bitmap } = await openPhoto(await canvas.convertToBlob());
  expect([pixel(bitmap, 1, 4), pixel(bitmap, 6, 4)]).toEqual([
    [0, 0, 0, 255],
    [255, 255, 255, 255],
  ]);
  bitmap.close();
});

test('EXIF orientation is honoured', async () => {
  const { bitmap } = await openPhoto(await turned(await picture(64, 32, 'image/jpeg')));
  expect([bitmap.width, bitmap.height]).toEqual([32, 64]);
  // Left goes up.
  expect(pixel(bitmap, 16, 4)[0]).toBeGreaterThan(200);
  expect(pixel(bitmap, 16, 60)[2]).toBeGreaterThan(200);
  bitmap.close();
});

test('a large photo is brought down, upright, in its own shape', async () => {
  const { bitmap } = await openPhoto(await turned(await picture(3840, 960, 'image/jpeg')));
  expect([bitmap.width, bitmap.height]).toEqual([LONGEST_PHOTO_SIDE / 4, LONGEST_PHOTO_SIDE]);
  expect(pixel(bitmap, 240, 100)[0]).toBeGreaterThan(200);
  bitmap.close();
});

test.each([
  ['an empty file', async () => new Blob([])],
  ['text', async () => new Blob(['not a picture'], { type: 'image/png' })],
  ['an SVG', async () => new Blob(['<svg xmlns="http://www.w3.org/2000/svg"/>'], { type: 'image/svg+xml' })],
  ['a PNG cut off in its header', async () => (await picture(64, 32, 'image/png')).slice(0, 40)],
])('%s is refused with a sentence', async (_name, file) => {
  await expect(openPhoto(await file())).rejects.toMatchObject({ code: 'picture-unreadable' });
});

test('a picture of absurd size is refused before it is decoded', async () => {
  const bytes = new Uint8Array(await (await picture(64, 32, 'image/png')).arrayBuffer());
  new DataView(bytes.buffer).setUint32(16, 20_000);
  new DataView(bytes.buffer).setUint32(20, 20_000);
  const decode = vi.spyOn(globalThis, 'createImageBitmap');
  await expect(openPhoto(new Blob([bytes]))).rejects.toMatchObject({ code: 'picture-too-large' });
  expect(decode).not.toHaveBeenCalled();
  decode.mockRestore();
});
