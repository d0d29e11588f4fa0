import { AppError } from '../shared/errors.ts';
import { checkPictureFile } from '../shared/picture-header.ts';
import type { FrameInput } from '../shared/protocol.ts';

/** Long side in pixels that a photo is brought down to: more than any painted size needs. */
export const LONGEST_PHOTO_SIDE = 1920;

/**
 * Decodes a photo as a still source: upright, bounded, on white where it is transparent.
 *
 * The bitmap is the caller's until it is transferred. Rejects with `picture-unreadable` and `picture-too-large`.
 */
export async function openPhoto(file: Blob): Promise<FrameInput & { kind: 'still' }> {
  await checkPictureFile(file);
  let decoded: ImageBitmap;
  try {
    // EXIF orientation is honoured by default. Naming it ('from-image') throws in Safari before 17.2 (WebKit 250476).
    decoded = await createImageBitmap(file);
  } catch (error) {
    throw new AppError(
      'picture-unreadable',
      'This browser could not read the picture. Try it as JPEG or PNG',
      { cause: error },
    );
  }
  try {
    return { kind: 'still', bitmap: boundOnWhite(decoded) };
  } catch (error) {
    throw new AppError('picture-too-large', 'There is not enough memory for this picture', { cause: error });
  } finally {
    decoded.close();
  }
}

/** Opaque, because what shines through a frame would be the last one. */
function boundOnWhite(decoded: ImageBitmap): ImageBitmap {
  const scale = Math.min(1, LONGEST_PHOTO_SIDE / Math.max(decoded.width, decoded.height));
  const width = Math.max(1, Math.round(decoded.width * scale));
  const height = Math.max(1, Math.round(decoded.height * scale));
  const canvas = new OffscreenCanvas(width, height);
  const context = canvas.getContext('2d', { alpha: false });
  if (!context) throw new Error('no canvas');
  context.fillStyle = '#fff';
  context.fillRect(0, 0, width, height);
  context.imageSmoothingQuality = 'high';
  context.drawImage(decoded, 0, 0, width, height);
  return canvas.transferToImageBitmap();
}
