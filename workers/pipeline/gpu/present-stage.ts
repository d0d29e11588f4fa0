import type { Size } from '../../../src/shared/frame-size.ts';
import { BufferUsage, createTensorBuffer, ShaderStage } from '../../engines/gpu-usage.ts';
import type { Geometry } from '../geometry.ts';
import presentShader from './present.wgsl?raw';
import { SOURCE_ALIASES, type BoundSource, type SourceBinder, type SourceKind } from './source-binder.ts';
import sourceShader from './source.wgsl?raw';
import { writeView } from './view-values.ts';

/** f32 values of present.wgsl's uniform, and where the painted size, the share and the wipe lie in it. */
const UNIFORM_FLOATS = 16;
const SIZE_AT = 12;
const SHARE_AT = 14;
const WIPE_AT = 15;

/** A network's result f32[1,12,H/2,W/2] of a picture of `size` pixels, and the prepared tensor that it was made of. */
export interface PaintedPicture {
  size: Size;
  buffer: GPUBuffer;
  prepared: GPUBuffer;
}

/** Painted tensor and source picture → a texture to show. */
export class PresentStage {
  readonly #device: GPUDevice;
  readonly #sources: SourceBinder;
  readonly #format: GPUTextureFormat;
  readonly #layout: GPUBindGroupLayout;
  readonly #pipelines: Partial<Record<SourceKind, GPURenderPipeline>> = {};
  readonly #values = new Float32Array(UNIFORM_FLOATS);
  readonly #uniform: GPUBuffer;
  /** Stands in for a painted tensor while there is none. */
  readonly #nothing: GPUBuffer;
  #group: GPUBindGroup;
  #bound: GPUBuffer;

  constructor(device: GPUDevice, sources: SourceBinder, format: GPUTextureFormat) {
    this.#device = device;
    this.#sources = sources;
    this.#format = format;
    this.#layout = device.createBindGroupLayout({
      label: 'present/painted',
      entries: [
        { binding: 0, visibility: ShaderStage.fragment, buffer: { type: 'uniform' } },
        { binding: 1, visibility: ShaderStage.fragment, buffer: { type: 'read-only-storage' } },
        { binding: 2, visibility: ShaderStage.fragment, buffer: { type: 'read-only-storage' } },
      ],
    });
    this.#uniform = device.createBuffer({
      label: 'present/uniform',
      size: UNIFORM_FLOATS * 4,
      usage: BufferUsage.uniform | BufferUsage.copyTarget,
    });
    this.#nothing = createTensorBuffer(device, 'present/nothing', 4);
    this.#bound = this.#nothing;
    this.#group = this.#createGroup(this.#nothing, this.#nothing);
  }

  /**
   * Draws `painted·share + source·(1 − share)` over the whole target, whose size in pixels is `size`; before `wipe` (0..1
   * of its width) the source alone, with a line between.
   */
  encode(
    encoder: GPUCommandEncoder,
    target: GPUTextureView,
    size: Size,
    source: BoundSource,
    geometry: Geometry,
    painted: PaintedPicture | null,
    share: number,
    wipe = 0,
  ): void {
    writeView(this.#values, geometry, size);
    this.#values[SIZE_AT] = painted?.size.width ?? 0;
    this.#values[SIZE_AT + 1] = painted?.size.height ?? 0;
    this.#values[SHARE_AT] = painted ? share : 0;
    this.#values[WIPE_AT] = wipe;
    this.#device.queue.writeBuffer(this.#uniform, 0, this.#values);
    const buffer = painted?.buffer ?? this.#nothing;
    if (buffer !== this.#bound) {
      this.#bound = buffer;
      this.#group = this.#createGroup(buffer, painted?.prepared ?? this.#nothing);
    }
    const pass = encoder.beginRenderPass({
      label: 'present',
      colorAttachments: [{ view: target, loadOp: 'clear', storeOp: 'store' }],
    });
    pass.setPipeline(this.#pipeline(source.kind));
    pass.setBindGroup(0, source.group);
    pass.setBindGroup(1, this.#group);
    pass.draw(3);
    pass.end();
  }

  dispose(): void {
    this.#uniform.destroy();
    this.#nothing.destroy();
  }

  #createGroup(painted: GPUBuffer, prepared: GPUBuffer): GPUBindGroup {
    return this.#device.createBindGroup({
      label: 'present/painted',
      layout: this.#layout,
      entries: [
        { binding: 0, resource: { buffer: this.#uniform } },
        { binding: 1, resource: { buffer: painted } },
        { binding: 2, resource: { buffer: prepared } },
      ],
    });
  }

  /** Compiled with the first picture of a kind. */
  #pipeline(kind: SourceKind): GPURenderPipeline {
    const existing = this.#pipelines[kind];
    if (existing) return existing;
    const module = this.#device.createShaderModule({
      label: `present/${kind}`,
      code: SOURCE_ALIASES[kind] + sourceShader + presentShader,
    });
    const pipeline = this.#device.createRenderPipeline({
      label: `present/${kind}`,
      layout: this.#device.createPipelineLayout({
        label: `present/${kind}`,
        bindGroupLayouts: [this.#sources.layouts[kind], this.#layout],
      }),
      vertex: { module },
      fragment: { module, targets: [{ format: this.#format }] },
    });
    this.#pipelines[kind] = pipeline;
    return pipeline;
  }
}
