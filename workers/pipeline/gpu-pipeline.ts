import { AppError, asAppError } from '../../src/shared/errors.ts';
import type { Size } from '../../src/shared/frame-size.ts';
import { codeLength } from '../../src/shared/manifest.ts';
import type { EngineInfo, NetworkBytes, RuntimeFiles } from '../../src/shared/protocol.ts';
import type { StyleCode } from '../../src/shared/style-code.ts';
import { openDevice, type OpenedDevice } from '../engines/gpu-device.ts';
import { loadOrtRuntime, type OrtRuntime } from '../engines/ort-runtime.ts';
import { createWasmSession, type WasmSession } from '../engines/ort-wasm.ts';
import { PaintGraph, type Tuning } from '../engines/ort-webgpu-paint.ts';
import { createGpuStyleSession } from '../engines/ort-webgpu.ts';
import type { Geometry } from './geometry.ts';
import { canvasSize, CanvasSurface } from './gpu/canvas-surface.ts';
import { FrameGate } from './gpu/frame-gate.ts';
import { GrainStage } from './gpu/grain-stage.ts';
import { openPaintedSize, type PaintedSize } from './gpu/painted-size.ts';
import { PrepareStage } from './gpu/prepare-stage.ts';
import { PresentStage, type PaintedPicture } from './gpu/present-stage.ts';
import { SourceBinder, type BoundSource } from './gpu/source-binder.ts';
import { SourceMeasurer } from './gpu/source-measurer.ts';
import { createGrain, GRAIN_SEED } from './grain.ts';
import { median } from './median.ts';
import type { Pipeline, SourcePicture, StageTimes } from './pipeline.ts';

export interface GpuPipelineOptions {
  /** Called once when the device is lost, but not by `dispose`: this pipeline is of no use any more. */
  onLost: (reason: string) => void;
  /** How thoroughly networks are tried at start; by default fully on hardware and quickly on software. */
  tuning?: Tuning;
}

/** A pipeline whose disposal can be waited for. */
export interface GpuPipeline extends Pipeline {
  /** Mistakes that the GPU found in what it was told; 0 unless there is a bug. */
  readonly gpuErrors: number;
  dispose(): Promise<void>;
}

/**
 * The GPU engine: our shaders and onnxruntime-web's WebGPU provider on one device and one queue.
 *
 * Rejects with `engine-unavailable` where there is no adapter, or where WebAssembly cannot wait for promises (JSPI).
 */
export async function createGpuPipeline(
  canvas: OffscreenCanvas,
  options: GpuPipelineOptions,
): Promise<GpuPipeline> {
  if (!('Suspending' in WebAssembly)) {
    throw new AppError('engine-unavailable', 'This browser cannot run the GPU engine: it has no JSPI');
  }
  const opened = await openDevice(options.onLost);
  try {
    return new OrtGpuPipeline(opened, new CanvasSurface(canvas, opened.device), options);
  } catch (error) {
    opened.dispose();
    throw error;
  }
}

class OrtGpuPipeline implements GpuPipeline {
  readonly info: EngineInfo;
  readonly #opened: OpenedDevice;
  readonly #device: GPUDevice;
  readonly #surface: CanvasSurface;
  readonly #tuning: Tuning;
  readonly #sources: SourceBinder;
  readonly #prepare: PrepareStage;
  readonly #present: PresentStage;
  readonly #measurer: SourceMeasurer;
  readonly #gate: FrameGate;

  #runtime: OrtRuntime | null = null;
  #graph: PaintGraph | null = null;
  #styleSession: WasmSession | null = null;
  #grainStage: GrainStage | null = null;
  #painted: PaintedSize | null = null;
  /** What `resize` asked for last. */
  #wanted: Size | null = null;
  #grainStrength = 0;
  #beta = 1;
  #closing: Promise<void> | null = null;

  constructor(opened: OpenedDevice, surface: CanvasSurface, options: GpuPipelineOptions) {
    const { device, software, adapter } = opened;
    this.info = { engine: 'ort-webgpu', software, adapter, threads: 1 };
    this.#opened = opened;
    this.#device = device;
    this.#surface = surface;
    this.#tuning = options.tuning ?? (software ? 'quick' : 'full');
    this.#sources = new SourceBinder(device);
    this.#prepare = new PrepareStage(device, this.#sources);
    this.#present = new PresentStage(device, this.#sources, surface.format);
    this.#measurer = new SourceMeasurer(device, this.#prepare, software);
    this.#gate = new FrameGate(device.queue);
  }

  get canPaint(): boolean {
    return this.#painted !== null;
  }

  get canMeasure(): boolean {
    return this.#styleSession !== null;
  }

  get gpuErrors(): number {
    return this.#opened.errorCount;
  }

  async loadRuntime(files: RuntimeFiles): Promise<void> {
    if (files.variant !== 'jspi') {
      throw new AppError('engine-unavailable', 'The plain runtime has no GPU engine in it');
    }
    this.#runtime ??= await loadOrtRuntime(files, this.info.threads);
  }

  loadNetwork(paint: NetworkBytes): Promise<void> {
    return this.#guard(() => this.#loadNetwork(paint));
  }

  async #loadNetwork(paint: NetworkBytes): Promise<void> {
    const graph = await PaintGraph.load(this.#loaded, this.#device, paint, this.#tuning);
    graph.style.setBeta(this.#beta);
    let painted: PaintedSize | null = null;
    try {
      if (this.#wanted) painted = await this.#open(graph, this.#wanted);
    } catch (error) {
      await graph.release();
      throw error;
    }
    const old = [this.#painted, this.#graph, this.#styleSession];
    this.#graph = graph;
    this.#styleSession = null;
    this.#use(painted);
    for (const part of old) await part?.release();
  }

  async loadStyleNetwork({ network, graph }: NetworkBytes): Promise<void> {
    if (network.tier !== this.#graph?.network.tier) {
      throw new AppError('network-mismatch', 'The style network of another quality was given');
    }
    // A software adapter is the processor with extra steps.
    const session = this.info.software
      ? await createWasmSession(this.#loaded, graph, network.style)
      : await createGpuStyleSession(this.#loaded, this.#device, graph, network.style);
    await this.#styleSession?.release();
    this.#styleSession = session;
  }

  resize(painted: Size, source: Size): Promise<void> {
    return this.#guard(() => this.#resize(painted, source));
  }

  async #resize(painted: Size, source: Size): Promise<void> {
    const now = this.#painted?.size;
    if (this.#graph && (now?.width !== painted.width || now.height !== painted.height)) {
      const opened = await this.#open(this.#graph, painted);
      const old = this.#painted;
      this.#use(opened);
      await old?.release();
    }
    this.#wanted = painted;
    this.#surface.resize(canvasSize(painted, source, this.info.software));
  }

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

  setGrain(strength: number): void {
    this.#grainStrength = strength;
  }

  setDetail(beta: number): void {
    this.#beta = beta;
    this.#graph?.style.setBeta(beta);
  }

  showSource(picture: SourcePicture, geometry: Geometry): void {
    if (!this.#isUsable) return;
    const source = this.#sources.bindNow(picture);
    if (source) {
      this.#draw(source, geometry, null, 0);
      return;
    }
    // Only where frames have to become bitmaps first; the caller closes its picture, we our copy.
    const copy = (picture as VideoFrame).clone();
    this.#sources
      .bind(copy)
      .then((bound) => {
        if (this.#isUsable) this.#draw(bound, geometry, null, 0);
      })
      .catch(() => undefined)
      .finally(() => copy.close());
  }

  async paint(picture: SourcePicture, geometry: Geometry, mix: number, times: StageTimes): Promise<void> {
    const graph = this.#graph;
    const painted = this.#painted;
    if (!graph || !painted) throw new AppError('internal', 'There is no network to paint with');
    this.#failIfLost();
    try {
      const start = performance.now();
      const source = await this.#sources.bind(picture);
      graph.style.flush();
      const encoder = this.#device.createCommandEncoder({ label: 'prepare' });
      this.#prepare.encode(encoder, source, geometry, painted.prepare);
      if (painted.grainStrength !== this.#grainStrength) {
        painted.grainStrength = this.#grainStrength;
        this.#grainStage!.encode(encoder, painted.grain, painted.grainStrength);
      }
      this.#device.queue.submit([encoder.finish()]);
      const prepared = performance.now();
      painted.result.buffer = await painted.runner.run();
      const ran = performance.now();
      this.#draw(source, geometry, painted.result, mix);
      const presented = performance.now();
      await this.#gate.submitted();
      times.prepareMs = prepared - start;
      times.presentMs = presented - ran;
      // Runs resolve at submit, so the wait for the GPU is what tells how long the network takes.
      times.networkMs = ran - prepared + (performance.now() - presented);
    } catch (error) {
      this.#failIfLost();
      throw asAppError(error);
    }
    this.#failIfLost();
  }

  measureSource(picture: SourcePicture, geometry: Geometry, out: StyleCode): Promise<void> {
    return this.#guard(async () => {
      const source = await this.#sources.bind(picture);
      const { packed, h, w } = await this.#measurer.read(source, geometry, this.#graph!.network.multiple);
      out.set(await this.measurePacked(packed, h, w));
    });
  }

  measurePacked(packed: Float32Array, h: number, w: number): Promise<StyleCode> {
    const session = this.#styleSession!;
    return this.#guard(() => session.run({ painting: session.tensor(packed, [1, 12, h, w]) }));
  }

  timeNetwork(painted: Size, runs: number): Promise<number> {
    return this.#guard(() => this.#time(painted, runs));
  }

  async #time(painted: Size, runs: number): Promise<number> {
    const graph = this.#graph;
    if (!graph) throw new AppError('internal', 'There is no network to time');
    const trial = await this.#open(graph, painted);
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

  brightness(): number {
    return -1;
  }

  loseDevice(): void {
    this.#device.destroy();
  }

  dispose(): Promise<void> {
    return (this.#closing ??= this.#close());
  }

  async #close(): Promise<void> {
    // Releases wait in onnxruntime's queue for what still runs; the device goes last.
    const ending = [this.#painted, this.#styleSession, this.#graph];
    this.#painted = this.#styleSession = this.#graph = null;
    for (const part of ending) await part?.release().catch(() => undefined);
    this.#grainStage?.dispose();
    this.#measurer.dispose();
    this.#present.dispose();
    this.#sources.dispose();
    this.#surface.dispose();
    this.#opened.dispose();
  }

  get #isUsable(): boolean {
    return !this.#opened.isLost && this.#closing === null;
  }

  get #loaded(): OrtRuntime {
    if (!this.#runtime) throw new AppError('engine-unavailable', 'The neural network runtime is not loaded');
    return this.#runtime;
  }

  #open(graph: PaintGraph, size: Size): Promise<PaintedSize> {
    this.#grainStage ??= new GrainStage(this.#device, createGrain(GRAIN_SEED));
    return openPaintedSize(this.#device, graph, size, this.#prepare, this.#grainStage);
  }

  #use(painted: PaintedSize | null): void {
    this.#painted = painted;
    this.#present.forgetPainted();
    if (!painted) return;
    const { layout, isCaptured } = painted.runner;
    const how = isCaptured ? `${layout}, graph capture` : layout;
    this.info.adapter = `${this.#opened.adapter} (${how})`;
  }

  #draw(source: BoundSource, geometry: Geometry, painted: PaintedPicture | null, share: number): void {
    const target = this.#surface.nextTarget();
    const encoder = this.#device.createCommandEncoder({ label: 'present' });
    this.#present.encode(encoder, target, this.#surface.size, source, geometry, painted, share);
    this.#device.queue.submit([encoder.finish()]);
  }

  /** Whatever fails once the device is gone, fails because of that. */
  async #guard<T>(work: () => Promise<T>): Promise<T> {
    this.#failIfLost();
    try {
      return await work();
    } catch (error) {
      this.#failIfLost();
      throw asAppError(error);
    }
  }

  #failIfLost(): void {
    if (this.#opened.isLost) throw new AppError('device-lost', 'The graphics processor was lost');
  }
}
