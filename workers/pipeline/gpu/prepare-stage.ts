import type { Size } from '../../../src/shared/frame-size.ts';
import { BufferUsage, ShaderStage } from '../../engines/gpu-usage.ts';
import type { Geometry } from '../geometry.ts';
import prepareShader from './prepare.wgsl?raw';
import { SOURCE_ALIASES, type BoundSource, type SourceBinder, type SourceKind } from './source-binder.ts';
import sourceShader from './source.wgsl?raw';
import { VIEW_FLOATS, writeView } from './view-values.ts';

/** Side of a workgroup in prepare.wgsl and grain.wgsl. */
export const WORKGROUP_SIDE = 8;

/** A tensor f32[1,C≥12,H/2,W/2] that pictures of a size are prepared into. The buffer is its maker's. */
export interface PrepareTarget {
  size: Size;
  buffer: GPUBuffer;
  group: GPUBindGroup;
  /** Destroys the uniform that belongs to it. */
  dispose(): void;
  /** Of source.wgsl's `View`. */
  uniform: GPUBuffer;
}

/** Source picture → packed tensor: crop, area filter, mirror, rotation, clamp, 2×2 pixels into channels. */
export class PrepareStage {
  readonly #device: GPUDevice;
  readonly #sources: SourceBinder;
  readonly #layout: GPUBindGroupLayout;
  readonly #pipelines: Partial<Record<SourceKind, GPUComputePipeline>> = {};
  readonly #view = new Float32Array(VIEW_FLOATS);

  constructor(device: GPUDevice, sources: SourceBinder) {
    this.#device = device;
    this.#sources = sources;
    this.#layout = device.createBindGroupLayout({
      label: 'prepare/target',
      entries: [
        { binding: 0, visibility: ShaderStage.compute, buffer: { type: 'uniform' } },
        { binding: 1, visibility: ShaderStage.compute, buffer: { type: 'storage' } },
      ],
    });
  }

  createTarget(size: Size, buffer: GPUBuffer): PrepareTarget {
    const uniform = this.#device.createBuffer({
      label: 'prepare/view',
      size: VIEW_FLOATS * 4,
      usage: BufferUsage.uniform | BufferUsage.copyTarget,
    });
    const group = this.#device.createBindGroup({
      label: 'prepare/target',
      layout: this.#layout,
      entries: [
        { binding: 0, resource: { buffer: uniform } },
        { binding: 1, resource: { buffer } },
      ],
    });
    return { size, buffer, group, uniform, dispose: () => uniform.destroy() };
  }

  /** Writes channels 0..11 of the target. */
  encode(encoder: GPUCommandEncoder, source: BoundSource, geometry: Geometry, target: PrepareTarget): void {
    writeView(this.#view, geometry, target.size);
    this.#device.queue.writeBuffer(target.uniform, 0, this.#view);
    const pass = encoder.beginComputePass({ label: 'prepare' });
    pass.setPipeline(this.#pipeline(source.kind));
    pass.setBindGroup(0, source.group);
    pass.setBindGroup(1, target.group);
    const packedSide = 2 * WORKGROUP_SIDE;
    pass.dispatchWorkgroups(
      Math.ceil(target.size.width / packedSide),
      Math.ceil(target.size.height / packedSide),
    );
    pass.end();
  }

  /** Compiled with the first picture of a kind. */
  #pipeline(kind: SourceKind): GPUComputePipeline {
    return (this.#pipelines[kind] ??= this.#device.createComputePipeline({
      label: `prepare/${kind}`,
      layout: this.#device.createPipelineLayout({
        label: `prepare/${kind}`,
        bindGroupLayouts: [this.#sources.layouts[kind], this.#layout],
      }),
      compute: {
        module: this.#device.createShaderModule({
          label: `prepare/${kind}`,
          code: SOURCE_ALIASES[kind] + sourceShader + prepareShader,
        }),
      },
    }));
  }
}
