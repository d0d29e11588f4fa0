import { BlobSource, Input, MP4, WEBM, type InputVideoTrack } from 'mediabunny';
import { AppError } from '../../src/shared/errors.ts';

/** A clip opened for reading. Whoever opened it disposes `input`. */
export interface OpenClip {
  input: Input;
  video: InputVideoTrack;
}

/** Rejects with `clip-unreadable`. */
export async function openClip(file: Blob): Promise<OpenClip> {
  const input = new Input({ source: new BlobSource(file), formats: [MP4, WEBM] });
  try {
    const video = await input.getPrimaryVideoTrack();
    if (!video) throw new AppError('clip-unreadable', 'There is no picture in this clip');
    return { input, video };
  } catch (error) {
    input.dispose();
    if (error instanceof AppError) throw error;
    throw new AppError('clip-unreadable', 'This clip cannot be read', { cause: error });
  }
}
