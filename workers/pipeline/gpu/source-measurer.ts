import { snapSize, type Size } from '../../../src/shared/frame-size.ts';
import { readBack } from '../../engines/gpu-read-back.ts';
import { createTensorBuffer } from '../../engines/gpu-usage.ts';
import { uprightSize, type Geometry } from '../geometry.ts';
import type { PrepareStage, PrepareTarget } from './prepare-stage.ts';
import type { BoundSource } from './source-binder.ts';

/** Longest side of the picture whose style code is measured: enough for statistics. */
const LONGEST_SIDE = { hardware: 128, software: 32 };
const CHANNELS = 12;

/** A source picture packed in main memory: f32[1,12,h,w], value − 0.5. */
export interface PackedPicture {
  packed: Float32Array;
  h: number;
  w: number;
}

/** Brings small copies of the source back from the GPU: the one read-back there is, about once a second at most. */
export class SourceMeasurer {
  readonly #device: GPUDevice;
  readonly #stage: PrepareStage;
  readonly #longest: number;
  #target: PrepareTarget | null = null;

  constructor(device: GPUDevice, stage: PrepareStage, software: boolean) {
    this.#device = device;
    this.#stage = stage;
    this.#longest = software ? LONGEST_SIDE.software : LONGEST_SIDE.hardware;
  }

  /** `multiple` is the network's. The source may be closed when this returns its promise. */
  async read(source: BoundSource, geometry: Geometry, multiple: number): Promise<PackedPicture> {
    const target = this.#fit(this.#smallSize(geometry, multiple));
    const encoder = this.#device.createCommandEncoder({ label: 'measure' });
    this.#stage.encode(encoder, source, geometry, target);
    this.#device.queue.submit([encoder.finish()]);
    const h = target.size.height / 2;
    const w = target.size.width / 2;
    return { packed: await readBack(this.#device, target.buffer, CHANNELS * h * w), h, w };
  }

  dispose(): void {
    this.#target?.buffer.destroy();
    this.#target?.dispose();
    this.#target = null;
  }

  #smallSize(geometry: Geometry, multiple: number): Size {
    const shape = uprightSize(geometry.crop, geometry.orientation.rotation);
    const scale = this.#longest / Math.max(shape.width, shape.height);
    return snapSize({ width: shape.width * scale, height: shape.height * scale }, multiple);
  }

  #fit(size: Size): PrepareTarget {
    const old = this.#target;
    if (old && old.size.width === size.width && old.size.height === size.height) return old;
    this.dispose();
    const count = (CHANNELS * size.width * size.height) / 4;
    const buffer = createTensorBuffer(this.#device, 'measure/packed', count);
    return (this.#target = this.#stage.createTarget(size, buffer));
  }
}
