import type { Size } from '../../src/shared/frame-size.ts';
import type { PaintedPicture, PictureCredit } from '../../src/shared/recording.ts';

/** Receives pictures of one kind and gives a credit for each when it is dealt with. Before a take the newest one waits. */
export class PictureIntake {
  readonly #deal: (picture: PaintedPicture) => Promise<void>;
  #port: MessagePort | null = null;
  #isWaiting = true;
  #waiting: PaintedPicture | null = null;
  #onWaiting: () => void = () => undefined;

  /** `deal` takes over each picture once the waiting is over. */
  constructor(deal: (picture: PaintedPicture) => Promise<void>) {
    this.#deal = deal;
  }

  /** Listens to another sender, or to none. */
  attach(port: MessagePort | null): void {
    this.#port?.close();
    this.#port = port;
    if (!port) return;
    port.onmessage = ({ data }: MessageEvent<PaintedPicture>) => {
      void this.#receive(data).finally(() => port.postMessage({ type: 'credit' } satisfies PictureCredit));
    };
  }

  /** Size of the first picture, or null where none comes in time. From now on the newest one waits. */
  async firstSize(mostMs: number): Promise<Size | null> {
    const isThere = new Promise<void>((resolve) => (this.#onWaiting = resolve));
    let timer: ReturnType<typeof setTimeout> | undefined;
    const isLate = new Promise<void>((resolve) => (timer = setTimeout(resolve, mostMs)));
    if (!this.#waiting) await Promise.race([isThere, isLate]);
    clearTimeout(timer);
    const frame = this.#waiting?.frame;
    return frame ? { width: frame.displayWidth, height: frame.displayHeight } : null;
  }

  /** The newest picture, to be closed by the caller; later ones are dealt with at once. */
  takeWaiting(): PaintedPicture | null {
    const picture = this.#waiting;
    this.#waiting = null;
    this.#isWaiting = false;
    return picture;
  }

  /** Ready for another take. May be called twice. */
  close(): void {
    this.attach(null);
    this.#waiting?.frame.close();
    this.#waiting = null;
    this.#isWaiting = true;
  }

  async #receive(picture: PaintedPicture): Promise<void> {
    if (!this.#isWaiting) return this.#deal(picture);
    this.#waiting?.frame.close();
    this.#waiting = picture;
    this.#onWaiting();
  }
}
