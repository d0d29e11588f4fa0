import { AppError } from '../../../src/shared/errors.ts';
import type { Size } from '../../../src/shared/frame-size.ts';
import { codeLength } from '../../../src/shared/manifest.ts';
import type { NetworkBytes, RuntimeFiles } from '../../../src/shared/protocol.ts';
import type { StyleCode } from '../../../src/shared/style-code.ts';
import { loadOrtRuntime, type OrtRuntime } from '../../engines/ort-runtime.ts';
import { readBack } from '../../engines/gpu-read-back.ts';
import { createWasmSession, type WasmSession } from '../../engines/ort-wasm.ts';
import { PaintGraph, type Tuning } from '../../engines/ort-webgpu-paint.ts';
import { createGpuStyleSession } from '../../engines/ort-webgpu.ts';
import { createGrain, GRAIN_SEED } from '../grain.ts';
import { median } from '../median.ts';
import { GrainStage } from './grain-stage.ts';
import { openPaintedSize, type PaintedSize } from './painted-size.ts';
import type { PrepareStage, PrepareTarget } from './prepare-stage.ts';

/**
 * The networks of a GPU pipeline: one tier's paint graph, its style graph, and the paint graph at one size.
 *
 * What is in use stays until its successor works.
 */
export class GpuNetworks {
  readonly #device: GPUDevice;
  readonly #software: boolean;
  readonly #tuning: Tuning;
  readonly #prepareStage: PrepareStage;
  #runtime: OrtRuntime | null = null;
  #graph: PaintGraph | null = null;
  #style: WasmSession | null = null;
  #grainStage: GrainStage | null = null;
  #painted: PaintedSize | null = null;

  constructor(device: GPUDevice, software: boolean, tuning: Tuning, prepareStage: PrepareStage) {
    this.#device = device;
    this.#software = software;
    this.#tuning = tuning;
    this.#prepareStage = prepareStage;
  }

  get graph(): PaintGraph | null {
    return this.#graph;
  }

  get painted(): PaintedSize | null {
    return this.#painted;
  }

  get canMeasure(): boolean {
    return this.#style !== null;
  }

  /** Rejects with `engine-unavailable`. */
  async loadRuntime(files: RuntimeFiles): Promise<void> {
    if (files.variant !== 'jspi') {
      throw new AppError('engine-unavailable', 'The plain runtime has no GPU engine in it');
    }
    this.#runtime ??= await loadOrtRuntime(files, 1);
  }

  /** Replaces the tier, at `size` if one is known. Rejects with `network-mismatch`. */
  async load(paint: NetworkBytes, size: Size | null): Promise<void> {
    const graph = await PaintGraph.load(this.#loaded, this.#device, paint, this.#tuning);
    let painted: PaintedSize | null = null;
    try {
      if (size) painted = await this.#open(graph, size);
    } catch (error) {
      await graph.release();
      throw error;
    }
    const old = [this.#painted, this.#graph, this.#style];
    this.#graph = graph;
    this.#painted = painted;
    this.#style = null;
    for (const part of old) await part?.release();
  }

  /** Rejects with `network-mismatch`. */
  async loadStyle({ network, graph }: NetworkBytes): Promise<void> {
    if (network.tier !== this.#graph?.network.tier) {
      throw new AppError('network-mismatch', 'The style network of another quality was given');
    }
    // A software adapter is the processor with extra steps.
    const style = this.#software
      ? await createWasmSession(this.#loaded, graph, network.style)
      : await createGpuStyleSession(this.#loaded, this.#device, graph, network.style);
    await this.#style?.release();
    this.#style = style;
  }

  /** Takes effect with the next run. Throws `style-code-invalid` where its length is not the loaded network's. */
  setCode(code: StyleCode): void {
    const graph = this.#graph;
    if (!graph || code.length !== codeLength(graph.network)) {
      throw new AppError(
        'style-code-invalid',
        `A style code of ${code.length} numbers fits no loaded network`,
      );
    }
    graph.style.setCode(code);
  }

  /** Does nothing where the size is the present one, or while there is no network. */
  async resize(size: Size): Promise<void> {
    const now = this.#painted?.size;
    if (!this.#graph || (now?.width === size.width && now.height === size.height)) return;
    const painted = await this.#open(this.#graph, size);
    const old = this.#painted;
    this.#painted = painted;
    await old?.release();
  }

  /** Median ms of `runs` runs at a size, until the GPU is done, after one to warm up. */
  async time(size: Size, runs: number): Promise<number> {
    if (!this.#graph) throw new AppError('internal', 'There is no network to time');
    const trial = await this.#open(this.#graph, size);
    try {
      const durationsMs: number[] = [];
      for (let run = 0; run <= runs; run++) {
        const start = performance.now();
        await trial.runner.run();
        await this.#device.queue.onSubmittedWorkDone();
        if (run > 0) durationsMs.push(performance.now() - start);
      }
      return median(durationsMs);
    } finally {
      await trial.release();
    }
  }

  /**
   * Runs the paint graph once at a size of its own and reads the result f32[1,12,h,w] back. `prepare` encodes what fills
   * the frame. What is in use stays as it is. Rejects with `engine-unavailable` while no network is loaded.
   */
  async paintOnce(
    size: Size,
    grain: number,
    prepare: (encoder: GPUCommandEncoder, target: PrepareTarget) => Promise<void>,
  ): Promise<Float32Array> {
    const graph = this.#graph;
    if (!graph) throw new AppError('engine-unavailable', 'There is no network to paint with');
    const once = await this.#open(graph, size, 'once');
    try {
      graph.style.flush();
      const encoder = this.#device.createCommandEncoder({ label: 'prepare/once' });
      await prepare(encoder, once.prepare);
      this.encodeGrain(encoder, once, grain);
      this.#device.queue.submit([encoder.finish()]);
      const painted = await once.runner.run();
      return await readBack(
        this.#device,
        painted,
        (graph.network.paintedChannels * size.width * size.height) / 4,
      );
    } finally {
      await once.release();
    }
  }

  /** Style code of f32[1,12,h,w]. */
  measure(packed: Float32Array, h: number, w: number): Promise<StyleCode> {
    const style = this.#style;
    if (!style) throw new AppError('internal', 'There is no style network to measure with');
    return style.run({ painting: style.tensor(packed, [1, 12, h, w]) });
  }

  /** Writes the grain beside the packed pixels if the strength is not what is there. */
  encodeGrain(encoder: GPUCommandEncoder, painted: PaintedSize, strength: number): void {
    if (!painted.grain || painted.grainStrength === strength) return;
    painted.grainStrength = strength;
    this.#grainStage!.encode(encoder, painted.grain, strength);
  }

  /** Waits in onnxruntime's queue for what still runs. */
  async release(): Promise<void> {
    const ending = [this.#painted, this.#style, this.#graph];
    this.#painted = this.#style = this.#graph = null;
    for (const part of ending) await part?.release().catch(() => undefined);
    this.#grainStage?.dispose();
  }

  get #loaded(): OrtRuntime {
    if (!this.#runtime) throw new AppError('engine-unavailable', 'The neural network runtime is not loaded');
    return this.#runtime;
  }

  #open(graph: PaintGraph, size: Size, use: 'live' | 'once' = 'live'): Promise<PaintedSize> {
    this.#grainStage ??= new GrainStage(this.#device, createGrain(GRAIN_SEED));
    return openPaintedSize(this.#device, graph, size, this.#prepareStage, this.#grainStage, use);
  }
}
