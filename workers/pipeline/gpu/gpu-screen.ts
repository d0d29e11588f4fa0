import type { Size } from '../../../src/shared/frame-size.ts';
import type { Geometry } from '../geometry.ts';
import type { SourcePicture } from '../pipeline.ts';
import type { CanvasSurface } from './canvas-surface.ts';
import { PresentStage, type PaintedPicture } from './present-stage.ts';
import type { BoundSource, SourceBinder } from './source-binder.ts';

/** The end of a GPU pipeline that people see: draws pictures to the canvas. Owns `surface`. */
export class GpuScreen {
  /** As `Pipeline.onDrawn`. */
  onDrawn: (() => void) | null = null;
  /** As `Pipeline.setWipe`. */
  wipe = 0;
  readonly #device: GPUDevice;
  readonly #surface: CanvasSurface;
  readonly #sources: SourceBinder;
  readonly #isUsable: () => boolean;
  readonly #present: PresentStage;

  /** `isUsable`: the device is there and nobody has begun to release all this. */
  constructor(device: GPUDevice, surface: CanvasSurface, sources: SourceBinder, isUsable: () => boolean) {
    this.#device = device;
    this.#surface = surface;
    this.#sources = sources;
    this.#isUsable = isUsable;
    this.#present = new PresentStage(device, sources, surface.format);
  }

  /** With the next picture. */
  resize(size: Size): void {
    this.#surface.resize(size);
  }

  /** Draws `painted·share + source·(1 − share)`, in this task. */
  draw(source: BoundSource, geometry: Geometry, painted: PaintedPicture | null, share: number): void {
    const target = this.#surface.nextTarget();
    const encoder = this.#device.createCommandEncoder({ label: 'present' });
    this.#present.encode(encoder, target, this.#surface.size, source, geometry, painted, share, this.wipe);
    this.#device.queue.submit([encoder.finish()]);
    this.onDrawn?.();
  }

  /** Draws the source alone, now or as soon as it is on the GPU. */
  showSource(picture: SourcePicture, geometry: Geometry): void {
    if (!this.#isUsable()) return;
    const source = this.#sources.bindNow(picture);
    if (source) {
      this.draw(source, geometry, null, 0);
      return;
    }
    // Only where frames have to become bitmaps first; the caller closes its picture, we our copy.
    const copy = (picture as VideoFrame).clone();
    const { onDrawn } = this;
    this.#sources
      .bind(copy)
      .then((bound) => {
        if (!this.#isUsable()) return;
        // By now another picture may be under way, whose asker must not get this one.
        const others = this.onDrawn;
        this.onDrawn = onDrawn;
        this.draw(bound, geometry, null, 0);
        this.onDrawn = others;
      })
      .catch(() => undefined)
      .finally(() => copy.close());
  }

  dispose(): void {
    this.#present.dispose();
    this.#surface.dispose();
  }
}
