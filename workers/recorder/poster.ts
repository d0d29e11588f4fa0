const LONGEST_SIDE = 480;

/** A small JPEG of a picture, for the shelf. Does not close the frame. */
export async function makePoster(frame: VideoFrame): Promise<Blob> {
  const scale = Math.min(1, LONGEST_SIDE / Math.max(frame.displayWidth, frame.displayHeight));
  const canvas = new OffscreenCanvas(
    Math.max(1, Math.round(frame.displayWidth * scale)),
    Math.max(1, Math.round(frame.displayHeight * scale)),
  );
  const context = canvas.getContext('2d', { alpha: false });
  if (!context) throw new Error('This browser has no 2-D canvas in workers');
  context.imageSmoothingQuality = 'high';
  context.drawImage(frame, 0, 0, canvas.width, canvas.height);
  return canvas.convertToBlob({ type: 'image/jpeg', quality: 0.85 });
}
