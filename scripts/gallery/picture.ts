import sharp, { type Sharp } from 'sharp';
import type { TestPicture, Work } from './works.ts';

/** Pixels u8[height,width,4], opaque RGBA. */
export interface Picture {
  pixels: Uint8ClampedArray;
  width: number;
  height: number;
}

/** Side of thumbnails and swatches in pixels. */
export const THUMBNAIL_SIDE = 320;

/** The painted surface of a work alone, as a PNG in memory: borders, frames and colour charts cut off. */
export async function cutOut(work: Work): Promise<Buffer> {
  const { width, height } = await sharp(work.file).metadata();
  const crop = work.crop;
  const left = Math.round('x' in crop ? crop.x : crop.left * width);
  const top = Math.round('x' in crop ? crop.y : crop.top * height);
  const extract = {
    left,
    top,
    width: 'x' in crop ? crop.width : Math.round(width * (1 - crop.right)) - left,
    height: 'x' in crop ? crop.height : Math.round(height * (1 - crop.bottom)) - top,
  };
  return sharp(work.file).extract(extract).removeAlpha().png({ compressionLevel: 1 }).toBuffer();
}

/** A painting at the size at which the networks measure it: short side `side`, both sides multiples of `multiple`. */
export async function scaleForMeasuring(painting: Buffer, side: number, multiple: number): Promise<Picture> {
  const { width, height } = await sharp(painting).metadata();
  const scale = side / Math.min(width, height);
  const snap = (length: number): number => Math.round((length * scale) / multiple) * multiple;
  return decode(sharp(painting).resize(snap(width), snap(height), { fit: 'fill', kernel: 'lanczos3' }));
}

/** A square WebP of a painting around its focus. */
export async function makeThumbnail(painting: Buffer, focus: Work['focus']): Promise<Buffer> {
  const { width, height } = await sharp(painting).metadata();
  const side = Math.min(width, height);
  const from = (length: number, at: number): number =>
    Math.round(Math.min(length - side, Math.max(0, length * at - side / 2)));
  return encode(
    sharp(painting)
      .extract({ left: from(width, focus.x), top: from(height, focus.y), width: side, height: side })
      .resize(THUMBNAIL_SIDE, THUMBNAIL_SIDE, { kernel: 'lanczos3' }),
  );
}

/** A picture of our own for swatches to paint. */
export async function readTestPicture(name: TestPicture): Promise<Picture> {
  const file = `${import.meta.dirname}/test-pictures/${name}.svg`;
  return decode(sharp(file).resize(THUMBNAIL_SIDE, THUMBNAIL_SIDE));
}

/** A WebP of a whole picture. */
export async function encodePicture(picture: Picture): Promise<Buffer> {
  const raw = { width: picture.width, height: picture.height, channels: 4 as const };
  return encode(sharp(Buffer.from(picture.pixels.buffer), { raw }).removeAlpha());
}

/** Any picture, small, as pixels: enough to find its colours. */
export async function shrink(picture: Buffer, side: number): Promise<Picture> {
  return decode(sharp(picture).resize(side, side, { fit: 'fill' }));
}

async function decode(image: Sharp): Promise<Picture> {
  const { data, info } = await image
    .flatten({ background: '#fff' })
    .toColourspace('srgb')
    .ensureAlpha()
    .raw()
    .toBuffer({ resolveWithObject: true });
  return { pixels: new Uint8ClampedArray(data), width: info.width, height: info.height };
}

function encode(image: Sharp): Promise<Buffer> {
  return image.webp({ quality: 64, effort: 6, smartSubsample: true }).toBuffer();
}
