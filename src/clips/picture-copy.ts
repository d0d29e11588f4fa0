import type { Size } from '../shared/frame-size.ts';

/** Pictures a second at most; the painter of such a device gives fewer. */
const FPS = 30;

/**
 * A canvas of constant size that shows what the stage shows, with every picture of the screen, letterboxed: canvases of the
 * stage come and go with painters, and a stream ends with its canvas. Stands still while the tab is hidden.
 */
export class PictureCopy {
  readonly size: Size;
  readonly stream: MediaStream;
  readonly #canvas = document.createElement('canvas');
  readonly #context: CanvasRenderingContext2D;
  readonly #picture: () => HTMLCanvasElement | null;
  #frame = 0;

  /** As large as the picture at this moment, in even numbers. */
  constructor(first: Size, picture: () => HTMLCanvasElement | null) {
    this.size = { width: Math.max(2, first.width & ~1), height: Math.max(2, first.height & ~1) };
    this.#canvas.width = this.size.width;
    this.#canvas.height = this.size.height;
    const context = this.#canvas.getContext('2d', { alpha: false });
    if (!context) throw new Error('This browser has no 2-D canvas');
    this.#context = context;
    this.#picture = picture;
    this.stream = this.#canvas.captureStream(FPS);
    this.#draw();
  }

  /** A small JPEG of what it shows. */
  poster(longestSide: number): Promise<Blob | null> {
    const { width, height } = this.size;
    const scale = Math.min(1, longestSide / Math.max(width, height));
    const small = document.createElement('canvas');
    small.width = Math.max(1, Math.round(width * scale));
    small.height = Math.max(1, Math.round(height * scale));
    small.getContext('2d', { alpha: false })?.drawImage(this.#canvas, 0, 0, small.width, small.height);
    return new Promise((resolve) => small.toBlob(resolve, 'image/jpeg', 0.85));
  }

  close(): void {
    cancelAnimationFrame(this.#frame);
    for (const track of this.stream.getTracks()) track.stop();
  }

  readonly #draw = (): void => {
    const picture = this.#picture();
    if (picture && picture.width > 0 && picture.height > 0) {
      const { width, height } = this.size;
      const scale = Math.min(width / picture.width, height / picture.height);
      const [shownWidth, shownHeight] = [picture.width * scale, picture.height * scale];
      this.#context.fillRect(0, 0, width, height);
      const [x, y] = [(width - shownWidth) / 2, (height - shownHeight) / 2];
      this.#context.drawImage(picture, x, y, shownWidth, shownHeight);
    }
    this.#frame = requestAnimationFrame(this.#draw);
  };
}
