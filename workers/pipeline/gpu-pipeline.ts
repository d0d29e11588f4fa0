import { AppError, asAppError } from '../../src/shared/errors.ts';
import type { Size } from '../../src/shared/frame-size.ts';
import { codeLength } from '../../src/shared/manifest.ts';
import type { EngineInfo, NetworkBytes, RuntimeFiles } from '../../src/shared/protocol.ts';
import type { StyleCode } from '../../src/shared/style-code.ts';
import { openDevice, type OpenedDevice } from '../engines/gpu-device.ts';
import type { Tuning } from '../engines/ort-webgpu-paint.ts';
import type { Geometry } from './geometry.ts';
import { canvasSize, CanvasSurface } from './gpu/canvas-surface.ts';
import { FrameGate } from './gpu/frame-gate.ts';
import { GpuNetworks } from './gpu/gpu-networks.ts';
import { PrepareStage } from './gpu/prepare-stage.ts';
import { PresentStage, type PaintedPicture } from './gpu/present-stage.ts';
import { SourceBinder, type BoundSource } from './gpu/source-binder.ts';
import { SourceMeasurer } from './gpu/source-measurer.ts';
import type { Pipeline, SourcePicture, StageTimes } from './pipeline.ts';
import { composeStill } from './still-picture.ts';

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
    return new OrtGpuPipeline(opened, new CanvasSurface(canvas, opened.device), options.tuning);
  } catch (error) {
    opened.dispose();
    throw error;
  }
}

class OrtGpuPipeline implements GpuPipeline {
  readonly info: EngineInfo;
  onDrawn: (() => void) | null = null;
  readonly #opened: OpenedDevice;
  readonly #device: GPUDevice;
  readonly #surface: CanvasSurface;
  readonly #sources: SourceBinder;
  readonly #prepare: PrepareStage;
  readonly #present: PresentStage;
  readonly #measurer: SourceMeasurer;
  readonly #networks: GpuNetworks;
  readonly #gate: FrameGate;
  /** What `resize` asked for last. */
  #size: Size | null = null;
  #grain = 0;
  #beta = 1;
  #wipe = 0;
  #closing: Promise<void> | null = null;

  constructor(opened: OpenedDevice, surface: CanvasSurface, tuning: Tuning | undefined) {
    const { device, software, adapter } = opened;
    this.info = { engine: 'ort-webgpu', software, adapter, threads: 1 };
    this.#opened = opened;
    this.#device = device;
    this.#surface = surface;
    this.#sources = new SourceBinder(device);
    this.#prepare = new PrepareStage(device, this.#sources);
    this.#present = new PresentStage(device, this.#sources, surface.format);
    this.#measurer = new SourceMeasurer(device, this.#prepare, software);
    this.#networks = new GpuNetworks(
      device,
      software,
      tuning ?? (software ? 'quick' : 'full'),
      this.#prepare,
    );
    this.#gate = new FrameGate(device.queue);
  }

  get canPaint(): boolean {
    return this.#networks.painted !== null;
  }

  get canMeasure(): boolean {
    return this.#networks.canMeasure;
  }

  get gpuErrors(): number {
    return this.#opened.errorCount;
  }

  loadRuntime(files: RuntimeFiles): Promise<void> {
    return this.#networks.loadRuntime(files);
  }

  loadNetwork(paint: NetworkBytes): Promise<void> {
    return this.#guard(async () => {
      await this.#networks.load(paint, this.#size);
      this.#networks.graph?.style.setBeta(this.#beta);
      this.#describeRunner();
    });
  }

  loadStyleNetwork(style: NetworkBytes): Promise<void> {
    return this.#guard(() => this.#networks.loadStyle(style));
  }

  resize(painted: Size, source: Size, shown?: Size): Promise<void> {
    return this.#guard(async () => {
      await this.#networks.resize(painted);
      this.#size = painted;
      this.#surface.resize(canvasSize(painted, source, this.info.software, shown));
      this.#describeRunner();
    });
  }

  setCode(code: StyleCode): void {
    const graph = this.#networks.graph;
    if (!graph || code.length !== codeLength(graph.network)) {
      throw new AppError(
        'style-code-invalid',
        `A style code of ${code.length} numbers fits no loaded network`,
      );
    }
    graph.style.setCode(code);
  }

  setGrain(strength: number): void {
    this.#grain = strength;
  }

  setDetail(beta: number): void {
    this.#beta = beta;
    this.#networks.graph?.style.setBeta(beta);
  }

  setWipe(at: number): void {
    this.#wipe = at;
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
    const { onDrawn } = this;
    this.#sources
      .bind(copy)
      .then((bound) => {
        if (!this.#isUsable) return;
        // By now another picture may be under way, whose asker must not get this one.
        const others = this.onDrawn;
        this.onDrawn = onDrawn;
        this.#draw(bound, geometry, null, 0);
        this.onDrawn = others;
      })
      .catch(() => undefined)
      .finally(() => copy.close());
  }

  async paint(picture: SourcePicture, geometry: Geometry, mix: number, times: StageTimes): Promise<void> {
    const { graph, painted } = this.#networks;
    if (!graph || !painted) throw new AppError('internal', 'There is no network to paint with');
    this.#failIfLost();
    try {
      const start = performance.now();
      const source = await this.#sources.bind(picture);
      graph.style.flush();
      const encoder = this.#device.createCommandEncoder({ label: 'prepare' });
      this.#prepare.encode(encoder, source, geometry, painted.prepare);
      this.#networks.encodeGrain(encoder, painted, this.#grain);
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

  paintStill(
    picture: SourcePicture,
    geometry: Geometry,
    mix: number,
    painted: Size,
    size: Size,
  ): Promise<OffscreenCanvas> {
    return this.#guard(async () => {
      if (mix <= 0) return composeStill(picture, geometry, null, 0, this.#wipe, size);
      const values = await this.#networks.paintOnce(painted, this.#grain, async (encoder, target) => {
        this.#prepare.encode(encoder, await this.#sources.bind(picture), geometry, target);
      });
      return composeStill(picture, geometry, { size: painted, values }, mix, this.#wipe, size);
    });
  }

  measureSource(picture: SourcePicture, geometry: Geometry, out: StyleCode): Promise<void> {
    return this.#guard(async () => {
      const source = await this.#sources.bind(picture);
      const multiple = this.#networks.graph!.network.multiple;
      const { packed, h, w } = await this.#measurer.read(source, geometry, multiple);
      out.set(await this.#networks.measure(packed, h, w));
    });
  }

  measurePacked(packed: Float32Array, h: number, w: number): Promise<StyleCode> {
    return this.#guard(() => this.#networks.measure(packed, h, w));
  }

  timeNetwork(painted: Size, runs: number): Promise<number> {
    return this.#guard(() => this.#networks.time(painted, runs));
  }

  /** Unknown: it would have to be read back. */
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
    // The device goes last: sessions are released while it is there.
    await this.#networks.release();
    this.#measurer.dispose();
    this.#present.dispose();
    this.#sources.dispose();
    this.#surface.dispose();
    this.#opened.dispose();
  }

  get #isUsable(): boolean {
    return !this.#opened.isLost && this.#closing === null;
  }

  #describeRunner(): void {
    const runner = this.#networks.painted?.runner;
    if (!runner) return;
    const how = runner.isCaptured ? `${runner.layout}, graph capture` : runner.layout;
    this.info.adapter = `${this.#opened.adapter} (${how})`;
  }

  #draw(source: BoundSource, geometry: Geometry, painted: PaintedPicture | null, share: number): void {
    const target = this.#surface.nextTarget();
    const encoder = this.#device.createCommandEncoder({ label: 'present' });
    this.#present.encode(encoder, target, this.#surface.size, source, geometry, painted, share, this.#wipe);
    this.#device.queue.submit([encoder.finish()]);
    this.onDrawn?.();
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
