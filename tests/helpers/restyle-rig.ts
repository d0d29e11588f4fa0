import { transfer, wrap, type Remote } from 'comlink';
import { installErrorTransfer } from '../../src/shared/error-transfer.ts';
import type { FrameMessage } from '../../src/shared/protocol.ts';
import type { PaintedPicture } from '../../src/shared/recording.ts';
import type { RestyleApi, RestyleFormat, RestyleMessage } from '../../src/shared/restyle.ts';

installErrorTransfer();

/** What a made-up painter does with the frame that it was lent for the nth time. */
export type Painting = 'paint' | 'let go' | 'paint twice';

/** The restyler's own worker, with a painter in this thread that inverts the colours of every frame. */
export class RestyleRig {
  readonly messages: RestyleMessage[] = [];
  /** Stamps of the frames that the painters were lent, µs, repeats included. */
  readonly lent: number[] = [];
  readonly #worker = new Worker(new URL('../../workers/restyle.worker.ts', import.meta.url), {
    type: 'module',
  });
  readonly api: Remote<RestyleApi> = wrap<RestyleApi>(this.#worker);
  #heard: (() => void)[] = [];
  #painters: (() => void)[] = [];

  start(size: { width: number; height: number }, id = 'restyled'): Promise<RestyleFormat> {
    const { port1, port2 } = new MessageChannel();
    port1.onmessage = ({ data }: MessageEvent<RestyleMessage>) => {
      this.messages.push(data);
      for (const wake of this.#heard.splice(0)) wake();
    };
    const options = {
      id,
      title: 'Halves',
      credit: 'Nobody, 1889',
      createdAtMs: Date.UTC(2026, 10, 24),
      quality: 'good' as const,
      size,
    };
    return this.api.start(options, transfer(port2, [port2]));
  }

  /** Another painter takes over. */
  async paint(does: (nth: number) => Painting = () => 'paint'): Promise<void> {
    for (const stop of this.#painters.splice(0)) stop();
    const frames = new MessageChannel();
    const pictures = new MessageChannel();
    await this.api.attachPictures(transfer(pictures.port1, [pictures.port1]));
    await this.api.attachFrames(transfer(frames.port1, [frames.port1]));
    let nth = 0;
    let isStopped = false;
    const ask = (): void => frames.port2.postMessage({ type: 'credit' });
    frames.port2.onmessage = ({ data }: MessageEvent<FrameMessage>) => {
      if (data.type === 'ended') return;
      const frame = data.frame as VideoFrame;
      const todo = does(nth++);
      this.lent.push(frame.timestamp);
      for (const wake of this.#heard.splice(0)) wake();
      if (todo !== 'let go') send(pictures.port2, frame);
      if (todo === 'paint twice') send(pictures.port2, frame);
      frame.close();
      if (!isStopped) ask();
    };
    pictures.port2.start();
    ask();
    this.#painters.push(() => (isStopped = true));
  }

  /** The `ended` message. */
  async ended(): Promise<RestyleMessage & { type: 'ended' }> {
    await this.until(() => this.messages.some(({ type }) => type === 'ended'));
    return this.messages.find((message) => message.type === 'ended')!;
  }

  /** Resolves when something has been heard or lent after which `holds`. */
  async until(holds: () => boolean): Promise<void> {
    while (!holds()) await new Promise<void>((resolve) => this.#heard.push(resolve));
  }

  kill(): void {
    this.#worker.terminate();
  }
}

function send(port: MessagePort, frame: VideoFrame): void {
  const canvas = new OffscreenCanvas(frame.displayWidth, frame.displayHeight);
  const context = canvas.getContext('2d', { alpha: false })!;
  context.filter = 'invert(1)';
  context.drawImage(frame, 0, 0);
  const painted = new VideoFrame(canvas, { timestamp: frame.timestamp, alpha: 'discard' });
  const picture: PaintedPicture = {
    frame: painted,
    capturedAtMs: performance.timeOrigin + performance.now(),
    timestampUs: frame.timestamp,
    missed: 0,
  };
  port.postMessage(picture, [painted]);
}
