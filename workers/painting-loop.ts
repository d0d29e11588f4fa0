import { asAppError, type AppError } from '../src/shared/errors.ts';
import type { Size } from '../src/shared/frame-size.ts';
import type { FrameInput, Orientation } from '../src/shared/protocol.ts';
import { Change } from './frames/change.ts';
import { createLayout, pictureSize, type FrameLayout, type SizeWish } from './frames/frame-layout.ts';
import { runFrameLoop } from './frames/frame-loop.ts';
import { openFrameSource, type FrameSource, type SourceFrame } from './frames/frame-source.ts';
import type { Serial } from './frames/serial.ts';
import type { Pipeline } from './pipeline/pipeline.ts';
import type { PictureTap } from './recorder/picture-tap.ts';
import type { ShownPicture, ShownPictures } from './snapshot/shown-picture.ts';
import type { LookPainter } from './style/look-painter.ts';
import type { Meter } from './telemetry/meter.ts';

/** 256×144 pixels: what any processor can paint, until the timing has chosen better. */
const FIRST_PIXELS = 256 * 144;

/** What the loop works with and whom it tells; the painter owns all of it. */
export interface LoopTools {
  /** Everything that uses the pipeline waits in this line. */
  serial: Serial;
  look: LookPainter;
  meter: Meter;
  shown: ShownPictures;
  /** Null before the painter is open and after it is closed. */
  pipeline(): Pipeline | null;
  canvas(): OffscreenCanvas | null;
  /** Painted sides are multiples of this. */
  multiple(): number;
  /** The first painted picture of a source. */
  firstPainted(): void;
  /** The source has no more frames. */
  ended(): void;
  failed(error: AppError): void;
}

/** From one source's frames to painted pictures on the canvas: reads, lays out, paints, until stopped. */
export class PaintingLoop {
  /** Gets every painted picture; the painter opens and closes it. */
  tap: PictureTap | null = null;
  readonly #tools: LoopTools;
  #cameraTap: PictureTap | null = null;
  readonly #change = new Change();
  #source: FrameSource | null = null;
  #loop: AbortController | null = null;
  #isPaused = false;
  #isStill = false;
  #hasPainted = false;
  /** The present source has not been painted yet. */
  #isNewSource = true;
  #orientation: Orientation = { mirror: false, rotation: 0 };
  #wish: SizeWish = { size: FIRST_PIXELS, aspect: 'as-seen' };
  #layout: FrameLayout | null = null;
  /** Counts what makes a layout stale, also one that is just being made. */
  #layouts = 0;
  #lastPainted: Size = { width: 0, height: 0 };

  constructor(tools: LoopTools) {
    this.#tools = tools;
  }

  /** Gets every picture of the source as it arrives; the painter opens and closes it. */
  set cameraTap(tap: PictureTap | null) {
    this.#cameraTap = tap;
    this.#listen();
  }
  get cameraTap(): PictureTap | null {
    return this.#cameraTap;
  }

  /** Source frames that were closed unpainted because a newer one came. */
  get dropped(): number {
    return this.#source?.dropped ?? 0;
  }

  /** How the present frames are cropped and painted; null before the first one. */
  get layout(): FrameLayout | null {
    return this.#layout;
  }

  /** A network is loaded and a painting chosen for it. */
  get canPaint(): boolean {
    return this.#tools.look.isSet && this.#tools.pipeline()?.canPaint === true;
  }

  /** Replaces the source; the old one is closed. Rejects as `openFrameSource` does, and keeps the old one then. */
  setInput(input: FrameInput, orientation: Orientation): void {
    const source = openFrameSource(input);
    this.#stopLoop();
    this.#source?.close();
    this.#tools.shown.letGo();
    this.#source = source;
    this.#listen();
    this.#isStill = input.kind === 'still';
    this.#isNewSource = true;
    this.#orientation = orientation;
    this.#forgetLayout();
    this.#tools.look.forgetSource(input.kind === 'port' && input.isFile === true);
    if (!this.#isPaused) this.#startLoop();
  }

  /** Closes the source; the last picture stays. */
  releaseInput(): void {
    this.#stopLoop();
    this.#source?.close();
    this.#source = null;
  }

  setOrientation(orientation: Orientation): void {
    this.#orientation = orientation;
    this.relayOut();
  }

  setSize(wish: SizeWish): void {
    this.#wish = wish;
    this.relayOut();
  }

  /** The next picture is laid out afresh. */
  relayOut(): void {
    this.#forgetLayout();
    this.repaint();
  }

  /** Something changed that a still has to be painted again for; moving sources see it with their next frame. */
  repaint(): void {
    this.#change.notify();
  }

  pause(): void {
    this.#isPaused = true;
    // The loop ends with its next picture; a still has to be told.
    this.repaint();
  }

  resume(): void {
    this.#isPaused = false;
    this.#tools.shown.letGo();
    if (this.#source && !this.#loop) this.#startLoop();
  }

  /** Closes the source and what was kept of it. A picture may still be under way in `serial`. */
  close(): void {
    this.releaseInput();
    this.#tools.shown.letGo();
    this.#tools.shown.giveUp();
  }

  #listen(): void {
    const tap = this.#cameraTap;
    if (!this.#source) return;
    this.#source.onArrived =
      tap && ((picture, timestampUs, capturedAtMs) => tap.send(picture, timestampUs, capturedAtMs));
  }

  #startLoop(): void {
    const loop = new AbortController();
    this.#loop = loop;
    runFrameLoop(this.#source!, (frame) => this.#handle(frame, loop.signal), loop.signal).then(
      (end) => {
        if (end !== 'ended') return;
        this.#tools.shown.giveUp();
        this.#tools.ended();
      },
      (error: unknown) => {
        this.#tools.shown.giveUp();
        this.#tools.failed(asAppError(error));
      },
    );
  }

  #stopLoop(): void {
    this.#loop?.abort();
    this.#loop = null;
  }

  async #handle(frame: SourceFrame, signal: AbortSignal): Promise<void> {
    // Counted before, so that nothing is missed that changes while this picture is painted.
    const seen = this.#change.count;
    const layout = await this.#tools.serial.run(() => this.#show(frame));
    if (signal.aborted) return;
    if (layout) await this.#tellShown({ picture: frame.picture, layout }, signal);
    if (this.#isPaused) return;
    const isGliding = this.canPaint && !this.#tools.look.hasArrived;
    if (this.#isStill && !isGliding) await this.#change.next(seen, signal);
  }

  /** A paused loop ends here, with the picture that stays. */
  async #tellShown(shown: ShownPicture, signal: AbortSignal): Promise<void> {
    await this.#tools.shown.show(shown);
    if (!this.#isPaused) return;
    await this.#tools.shown.hold(shown);
    if (signal.aborted || !this.#isPaused) this.#tools.shown.letGo();
    else this.#stopLoop();
  }

  /** Null once the painter is closed. */
  async #show(frame: SourceFrame): Promise<FrameLayout | null> {
    const pipeline = this.#tools.pipeline();
    if (!pipeline) return null;
    const layout = await this.#layOut(frame, pipeline);
    if (!this.canPaint) {
      // While the network is replaced the last painted picture stays; before the first one the camera shows.
      if (!this.#hasPainted) pipeline.showSource(frame.picture, layout.geometry);
      return layout;
    }
    const { tap } = this;
    const canvas = this.#tools.canvas();
    // Kept beside the frame, which may be gone where a picture is drawn late.
    const { timestampUs, capturedAtMs } = frame;
    pipeline.onDrawn = tap && canvas && (() => tap.send(canvas, timestampUs, capturedAtMs));
    try {
      await this.#tools.look.paint(pipeline, frame, layout.geometry, this.#tools.meter);
    } finally {
      pipeline.onDrawn = null;
    }
    this.#hasPainted = true;
    if (this.#isNewSource) {
      this.#isNewSource = false;
      this.#tools.firstPainted();
    }
    return layout;
  }

  #forgetLayout(): void {
    this.#layout = null;
    this.#layouts++;
  }

  async #layOut(frame: SourceFrame, pipeline: Pipeline): Promise<FrameLayout> {
    const source = pictureSize(frame.picture);
    const old = this.#layout;
    if (old && old.source.width === source.width && old.source.height === source.height) return old;
    const turn = this.#layouts;
    const layout = createLayout(source, this.#wish, this.#orientation, this.#tools.multiple());
    // On the GPU a network may be compiled for the new size, which takes a while; what is wished for meanwhile counts.
    await pipeline.resize(layout.painted, layout.cropped, this.#wish.shown);
    pipeline.setSteady(!this.#isStill);
    if (turn === this.#layouts) this.#layout = layout;
    const { width, height } = layout.painted;
    const isOther = this.#lastPainted.width !== width || this.#lastPainted.height !== height;
    if (isOther) this.#tools.meter.forgetTimes();
    this.#lastPainted = layout.painted;
    return layout;
  }
}
