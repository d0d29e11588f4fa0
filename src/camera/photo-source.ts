import { AppError } from '../shared/errors.ts';
import { checkPictureFile } from '../shared/picture-header.ts';
import type { FrameInput } from '../shared/protocol.ts';

/** Long side in pixels that a photo is brought down to: more than any painted size needs. */
export const LONGEST_PHOTO_SIDE = 1920;

/**
 * Decodes a photo as a still source, upright and bounded.
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
  const scale = LONGEST_PHOTO_SIDE / Math.max(decoded.width, decoded.height);
  if (scale >= 1) return { kind: 'still', bitmap: decoded };
  try {
    // In a second step, because only now the upright size is known.
    const bitmap = await createImageBitmap(decoded, {
      resizeWidth: Math.max(1, Math.round(decoded.width * scale)),
      resizeHeight: Math.max(1, Math.round(decoded.height * scale)),
      resizeQuality: 'high',
    });
    return { kind: 'still', bitmap };
  } catch (error) {
    throw new AppError('picture-too-large', 'There is not enough memory for this picture', { cause: error });
  } finally {
    decoded.close();
  }
}
