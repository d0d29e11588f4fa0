import { AppError } from '../../src/shared/errors.ts';
import type { Size } from '../../src/shared/frame-size.ts';
import { checkPictureFile } from '../../src/shared/picture-header.ts';
import { packPixels } from '../pipeline/pack.ts';

const KEPT_SIDE = 1024;
const THUMBNAIL_SIDE = 320;
/** A ribbon ten times as long as high has no more style than its middle. */
const LONGEST_SHAPE = 4;

/** A painting ready to be measured: f32[1,12,h,w], and what is kept of it. */
export interface ReadPainting {
  packed: Float32Array;
  h: number;
  w: number;
  thumbnail: Blob;
  picture: Blob;
}

/**
 * Decodes a user's picture upright (EXIF honoured), bounds it, and packs it for the style network.
 *
 * `side` is the short side at which paintings are measured, `multiple` what sides must be multiples of. Rejects with
 * `picture-unreadable` and `picture-too-large`.
 */
export async function readPainting(file: Blob, side: number, multiple: number): Promise<ReadPainting> {
  await checkPictureFile(file);
  let bitmap: ImageBitmap;
  try {
    // EXIF orientation is honoured by default; naming it throws in Safari before 17.2 (WebKit 250476).
    bitmap = await createImageBitmap(file);
  } catch (error) {
    throw new AppError('picture-unreadable', 'This file could not be read as a picture', { cause: error });
  }
  try {
    const shape = Math.min(LONGEST_SHAPE, Math.max(1 / LONGEST_SHAPE, bitmap.width / bitmap.height));
    const snap = (length: number): number => Math.max(multiple, Math.round(length / multiple) * multiple);
    const measured =
      shape >= 1
        ? { width: snap(side * shape), height: snap(side) }
        : { width: snap(side), height: snap(side / shape) };
    const pixels = covering(bitmap, measured).getImageData(0, 0, measured.width, measured.height).data;
    const packed = new Float32Array((12 * measured.width * measured.height) / 4);
    packPixels(pixels, measured.width, measured.height, packed);
    const scale = Math.min(1, KEPT_SIDE / Math.max(bitmap.width, bitmap.height));
    const kept = { width: Math.ceil(bitmap.width * scale), height: Math.ceil(bitmap.height * scale) };
    return {
      packed,
      h: measured.height / 2,
      w: measured.width / 2,
      thumbnail: await toBlob(covering(bitmap, { width: THUMBNAIL_SIDE, height: THUMBNAIL_SIDE }), 0.82),
      picture: await toBlob(covering(bitmap, kept), 0.92),
    };
  } finally {
    bitmap.close();
  }
}

/** The picture drawn to cover a canvas of `size`, centred, on white where it is transparent. */
function covering(bitmap: ImageBitmap, size: Size): OffscreenCanvasRenderingContext2D {
  const context = new OffscreenCanvas(size.width, size.height).getContext('2d', { willReadFrequently: true });
  if (!context) throw new AppError('picture-unreadable', 'This browser has no 2-D canvas in workers');
  const scale = Math.max(size.width / bitmap.width, size.height / bitmap.height);
  const width = bitmap.width * scale;
  const height = bitmap.height * scale;
  context.fillStyle = '#fff';
  context.fillRect(0, 0, size.width, size.height);
  context.imageSmoothingQuality = 'high';
  context.drawImage(bitmap, (size.width - width) / 2, (size.height - height) / 2, width, height);
  return context;
}

function toBlob(context: OffscreenCanvasRenderingContext2D, quality: number): Promise<Blob> {
  return context.canvas.convertToBlob({ type: 'image/webp', quality });
}
