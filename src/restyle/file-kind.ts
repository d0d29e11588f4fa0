import { readPictureHeader } from '../shared/picture-header.ts';

const HEADER_BYTES = 64 * 1024;

/**
 * Whether a file is to be opened as a photo or as a video, by its first bytes; names and MIME types come from anywhere.
 * What is neither counts as what it claims to be: the one who opens it says what is wrong with it.
 */
export async function fileKind(file: Blob): Promise<'photo' | 'video'> {
  try {
    const bytes = new Uint8Array(await file.slice(0, HEADER_BYTES).arrayBuffer());
    if (readPictureHeader(bytes)) return 'photo';
  } catch {
    // Moved or deleted since it was chosen.
  }
  return file.type.startsWith('image/') ? 'photo' : 'video';
}
