import { ShaderStage, TextureUsage } from '../../engines/gpu-usage.ts';
import type { SourcePicture } from '../pipeline.ts';

/** How shaders see a source: a camera frame as the decoder left it, or an RGBA texture. */
export type SourceKind = 'external' | 'flat';

/** A source picture ready to be group 0 of a shader variant of its kind. */
export interface BoundSource {
  kind: SourceKind;
  group: GPUBindGroup;
}

/** What to put before source.wgsl. */
export const SOURCE_ALIASES: Readonly<Record<SourceKind, string>> = {
  external: 'alias SourceTexture = texture_external;\n',
  flat: 'alias SourceTexture = texture_2d<f32>;\n',
};

/** The ways of a VideoFrame to the GPU, best first. Not every browser and driver has the first two. */
const ROUTES = ['import', 'copy', 'bitmap'] as const;

/**
 * Brings source pictures to the GPU.
 *
 * Which way VideoFrames go is found out with the first one and kept. An imported frame costs one small bind group,
 * which WebGPU offers no way around; everything else is reused.
 */
export class SourceBinder {
  readonly layouts: Readonly<Record<SourceKind, GPUBindGroupLayout>>;
  readonly #device: GPUDevice;
  readonly #sampler: GPUSampler;
  /** Reused while the size stays. */
  #texture: GPUTexture | null = null;
  #textureGroup: GPUBindGroup | null = null;
  #route = 0;
  #isProven = false;
  /** Settles when the GPU has judged the first frame on the present route. */
  #trial: Promise<void> | null = null;

  constructor(device: GPUDevice) {
    this.#device = device;
    this.#sampler = device.createSampler({
      label: 'source/sampler',
      magFilter: 'linear',
      minFilter: 'linear',
    });
    const visibility = ShaderStage.fragment | ShaderStage.compute;
    const createLayout = (kind: SourceKind, entry: Partial<GPUBindGroupLayoutEntry>): GPUBindGroupLayout =>
      device.createBindGroupLayout({
        label: `source/${kind}`,
        entries: [
          { binding: 0, visibility, ...entry },
          { binding: 1, visibility, sampler: {} },
        ],
      });
    this.layouts = {
      external: createLayout('external', { externalTexture: {} }),
      flat: createLayout('flat', { texture: {} }),
    };
  }

  /** The picture on the GPU. It may be closed once what uses it is submitted. */
  async bind(picture: SourcePicture): Promise<BoundSource> {
    if (picture instanceof ImageBitmap) return this.#copy(picture, picture.width, picture.height);
    for (;;) {
      // What was bound on trial may have expired while the GPU's answer was waited for: it is bound once more then.
      const isTrial = !this.#isProven;
      const bound = this.bindNow(picture);
      if (!bound) return this.#copyBitmap(picture);
      if (!isTrial) return bound;
      await this.#trial;
    }
  }

  /**
   * The same without waiting; null where frames need a wait. The very first frame may turn out not to be usable,
   * which is the GPU's to say later: it then shows black, and the next one comes another way.
   */
  bindNow(picture: SourcePicture): BoundSource | null {
    if (picture instanceof ImageBitmap) return this.#copy(picture, picture.width, picture.height);
    for (;;) {
      const route = ROUTES[this.#route]!;
      if (route === 'bitmap') return null;
      const bound = this.#try(() =>
        route === 'import'
          ? this.#import(picture)
          : this.#copy(picture, picture.displayWidth, picture.displayHeight),
      );
      if (bound) return bound;
    }
  }

  dispose(): void {
    this.#texture?.destroy();
    this.#texture = null;
  }

  /** Null, and the next route from now on, where the browser refuses at once. */
  #try(bindFrame: () => BoundSource): BoundSource | null {
    if (this.#isProven) return bindFrame();
    const route = this.#route;
    this.#device.pushErrorScope('validation');
    let bound: BoundSource | null = null;
    try {
      bound = bindFrame();
    } catch {
      this.#route = route + 1;
    }
    const trial = this.#device.popErrorScope().then((error) => {
      if (this.#route === route) {
        if (error) this.#route = route + 1;
        else this.#isProven = true;
      }
      if (this.#trial === trial) this.#trial = null;
    });
    this.#trial = trial;
    return bound;
  }

  #import(frame: VideoFrame): BoundSource {
    const texture = this.#device.importExternalTexture({ label: 'source/frame', source: frame });
    return { kind: 'external', group: this.#createGroup('external', texture) };
  }

  #copy(picture: SourcePicture, width: number, height: number): BoundSource {
    if (this.#texture?.width !== width || this.#texture.height !== height) {
      this.#texture?.destroy();
      this.#texture = this.#device.createTexture({
        label: 'source/picture',
        size: [width, height],
        format: 'rgba8unorm',
        usage: TextureUsage.binding | TextureUsage.copyTarget | TextureUsage.renderTarget,
      });
      this.#textureGroup = this.#createGroup('flat', this.#texture.createView());
    }
    const target = { texture: this.#texture };
    this.#device.queue.copyExternalImageToTexture({ source: picture }, target, [width, height]);
    return { kind: 'flat', group: this.#textureGroup! };
  }

  async #copyBitmap(frame: SourcePicture): Promise<BoundSource> {
    const bitmap = await createImageBitmap(frame);
    try {
      return this.#copy(bitmap, bitmap.width, bitmap.height);
    } finally {
      bitmap.close();
    }
  }

  #createGroup(kind: SourceKind, resource: GPUBindingResource): GPUBindGroup {
    return this.#device.createBindGroup({
      label: `source/${kind}`,
      layout: this.layouts[kind],
      entries: [
        { binding: 0, resource },
        { binding: 1, resource: this.#sampler },
      ],
    });
  }
}
