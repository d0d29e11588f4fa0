import type { Size } from '../../../src/shared/frame-size.ts';
import { BufferUsage, ShaderStage } from '../../engines/gpu-usage.ts';
import type { Geometry } from '../geometry.ts';
import { STEADY, UNSTEADY } from '../steady.ts';
import prepareShader from './prepare.wgsl?raw';
import { SOURCE_ALIASES, type BoundSource, type SourceBinder, type SourceKind } from './source-binder.ts';
import sourceShader from './source.wgsl?raw';
import { VIEW_FLOATS, writeView } from './view-values.ts';

/** Side of a workgroup in prepare.wgsl and grain.wgsl. */
export const WORKGROUP_SIDE = 8;

/** f32 values of prepare.wgsl's `Preparing`: the view, steady.ts's three, and one that fills eight bytes. */
const PREPARING_FLOATS = VIEW_FLOATS + 4;

/** A tensor f32[1,C≥12,H/2,W/2] that pictures of a size are prepared into. The buffer is its maker's. */
export interface PrepareTarget {
  size: Size;
  buffer: GPUBuffer;
  group: GPUBindGroup;
  /** Destroys the uniform that belongs to it. */
  dispose(): void;
  /** Of prepare.wgsl's `Preparing`. */
  uniform: GPUBuffer;
  /** It holds a picture of this source, with which the next may make a mean. Whoever changes the source clears it. */
  hasPicture: boolean;
}

/**
 * Source picture → packed tensor: crop, area filter, mirror, rotation, clamp, temporal filter, 2×2 pixels into channels.
 */
export class PrepareStage {
  readonly #device: GPUDevice;
  readonly #sources: SourceBinder;
  readonly #layout: GPUBindGroupLayout;
  readonly #pipelines: Partial<Record<SourceKind, GPUComputePipeline>> = {};
  readonly #preparing = new Float32Array(PREPARING_FLOATS);

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
      label: 'prepare/preparing',
      size: PREPARING_FLOATS * 4,
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
    return { size, buffer, group, uniform, hasPicture: false, dispose: () => uniform.destroy() };
  }

  /** Writes channels 0..11 of the target; with `isSteady` as a mean with the picture that it holds, if it has one. */
  encode(
    encoder: GPUCommandEncoder,
    source: BoundSource,
    geometry: Geometry,
    target: PrepareTarget,
    isSteady = false,
  ): void {
    writeView(this.#preparing, geometry, target.size);
    this.#preparing.set(isSteady && target.hasPicture ? STEADY : UNSTEADY, VIEW_FLOATS);
    target.hasPicture = true;
    this.#device.queue.writeBuffer(target.uniform, 0, this.#preparing);
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
