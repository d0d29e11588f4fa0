import type { Size } from '../../src/shared/frame-size.ts';

/** The clip's size for a first picture: encoders want even sides. */
export function clipSize(picture: Size): Size {
  return { width: Math.max(2, picture.width & ~1), height: Math.max(2, picture.height & ~1) };
}

/** The largest place in `box` that has the shape of `picture`, centred, in whole pixels. */
export function containedIn(picture: Size, box: Size): { x: number; y: number } & Size {
  const scale = Math.min(box.width / picture.width, box.height / picture.height);
  const width = Math.round(picture.width * scale);
  const height = Math.round(picture.height * scale);
  return {
    x: Math.round((box.width - width) / 2),
    y: Math.round((box.height - height) / 2),
    width,
    height,
  };
}

/** Brings pictures of any size to the clip's: a turned camera or another quality is letterboxed, not fatal. */
export class PictureBox {
  readonly size: Size;
  #context: OffscreenCanvasRenderingContext2D | null = null;

  constructor(size: Size) {
    this.size = size;
  }

  /** The frame itself where it fits, else a new one in its place. Takes ownership of `frame` and gives the result's. */
  fit(frame: VideoFrame): VideoFrame {
    const { displayWidth: width, displayHeight: height } = frame;
    if (width === this.size.width && height === this.size.height) return frame;
    try {
      const context = (this.#context ??= this.#open());
      const place = containedIn({ width, height }, this.size);
      context.fillRect(0, 0, this.size.width, this.size.height);
      context.drawImage(frame, place.x, place.y, place.width, place.height);
      return new VideoFrame(context.canvas, { timestamp: frame.timestamp, alpha: 'discard' });
    } finally {
      frame.close();
    }
  }

  #open(): OffscreenCanvasRenderingContext2D {
    const canvas = new OffscreenCanvas(this.size.width, this.size.height);
    const context = canvas.getContext('2d', { alpha: false });
    if (!context) throw new Error('This browser has no 2-D canvas in workers');
    context.imageSmoothingQuality = 'high';
    return context;
  }
}
