import type { Size } from '../../../src/shared/frame-size.ts';
import { BufferUsage, createTensorBuffer } from '../../engines/gpu-usage.ts';
import { GRAIN_SIDE } from '../grain.ts';
import grainShader from './grain.wgsl?raw';
import { WORKGROUP_SIDE } from './prepare-stage.ts';

/** Bytes of grain.wgsl's uniform. */
const UNIFORM_BYTES = 24;

/** Where the grain goes: the channels behind the packed pixels of a tensor f32[1,C,H/2,W/2]. */
export interface GrainTarget {
  group: GPUBindGroup;
  uniform: GPUBuffer;
  values: ArrayBuffer;
  packed: Size;
  dispose(): void;
}

/** Writes the painter's canvas beside the packed pixels; needed only when a size or the strength changes. */
export class GrainStage {
  readonly #device: GPUDevice;
  readonly #pipeline: GPUComputePipeline;
  readonly #field: GPUBuffer;
  readonly #channels: number;

  /** `field` is createGrain's, f32[channels,256,256]. */
  constructor(device: GPUDevice, field: Float32Array) {
    this.#device = device;
    this.#channels = field.length / GRAIN_SIDE ** 2;
    this.#field = createTensorBuffer(device, 'grain/field', field.length);
    device.queue.writeBuffer(this.#field, 0, field);
    this.#pipeline = device.createComputePipeline({
      label: 'grain',
      layout: 'auto',
      compute: { module: device.createShaderModule({ label: 'grain', code: grainShader }) },
    });
  }

  /** `size` is the picture's in pixels, `first` the tensor's first grain channel. */
  createTarget(size: Size, buffer: GPUBuffer, first: number): GrainTarget {
    const uniform = this.#device.createBuffer({
      label: 'grain/uniform',
      size: UNIFORM_BYTES,
      usage: BufferUsage.uniform | BufferUsage.copyTarget,
    });
    const group = this.#device.createBindGroup({
      label: 'grain/target',
      layout: this.#pipeline.getBindGroupLayout(0),
      entries: [
        { binding: 0, resource: { buffer: uniform } },
        { binding: 1, resource: { buffer: this.#field } },
        { binding: 2, resource: { buffer } },
      ],
    });
    const packed = { width: size.width / 2, height: size.height / 2 };
    const values = new ArrayBuffer(UNIFORM_BYTES);
    new Uint32Array(values).set([packed.width, packed.height, first, this.#channels, GRAIN_SIDE]);
    return { group, uniform, values, packed, dispose: () => uniform.destroy() };
  }

  /** Writes strength · grain; strength 0..1. */
  encode(encoder: GPUCommandEncoder, target: GrainTarget, strength: number): void {
    new Float32Array(target.values)[5] = strength;
    this.#device.queue.writeBuffer(target.uniform, 0, target.values);
    const pass = encoder.beginComputePass({ label: 'grain' });
    pass.setPipeline(this.#pipeline);
    pass.setBindGroup(0, target.group);
    pass.dispatchWorkgroups(
      Math.ceil(target.packed.width / WORKGROUP_SIDE),
      Math.ceil(target.packed.height / WORKGROUP_SIDE),
    );
    pass.end();
  }

  dispose(): void {
    this.#field.destroy();
  }
}
