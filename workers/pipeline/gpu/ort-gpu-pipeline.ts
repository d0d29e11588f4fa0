import { AppError, asAppError } from '../../../src/shared/errors.ts';
import type { Size } from '../../../src/shared/frame-size.ts';
import type { EngineInfo, NetworkBytes, RuntimeFiles } from '../../../src/shared/protocol.ts';
import type { StyleCode } from '../../../src/shared/style-code.ts';
import type { OpenedDevice } from '../../engines/gpu-device.ts';
import { blameLoss, failIfLost } from '../../engines/gpu-loss.ts';
import type { Tuning } from '../../engines/ort-webgpu-paint.ts';
import type { Geometry } from '../geometry.ts';
import type { Pipeline, SourcePicture, StageTimes } from '../pipeline.ts';
import { composeStill } from '../still-picture.ts';
import { canvasSize, type CanvasSurface } from './canvas-surface.ts';
import { FrameGate } from './frame-gate.ts';
import { GpuNetworks } from './gpu-networks.ts';
import { GpuScreen } from './gpu-screen.ts';
import { PrepareStage } from './prepare-stage.ts';
import { SourceBinder } from './source-binder.ts';
import { SourceMeasurer } from './source-measurer.ts';

/**
 * Our shaders and onnxruntime-web's WebGPU provider on one device and one queue, both of which it owns, and the canvas
 * too: `dispose` resolves when all is released.
 */
export class OrtGpuPipeline implements Pipeline {
  readonly info: EngineInfo;
  readonly #opened: OpenedDevice;
  readonly #device: GPUDevice;
  readonly #sources: SourceBinder;
  readonly #prepare: PrepareStage;
  readonly #screen: GpuScreen;
  readonly #measurer: SourceMeasurer;
  readonly #networks: GpuNetworks;
  readonly #gate: FrameGate;
  /** What `resize` asked for last. */
  #size: Size | null = null;
  #grain = 0;
  #beta = 1;
  #isSteady = false;
  #closing: Promise<void> | null = null;

  constructor(opened: OpenedDevice, surface: CanvasSurface, tuning: Tuning | undefined) {
    const { device, software, adapter } = opened;
    this.info = { engine: 'ort-webgpu', software, adapter, threads: 1 };
    this.#opened = opened;
    this.#device = device;
    this.#sources = new SourceBinder(device);
    this.#prepare = new PrepareStage(device, this.#sources);
    this.#screen = new GpuScreen(device, surface, this.#sources, () => this.#isUsable);
    this.#measurer = new SourceMeasurer(device, this.#prepare, software);
    this.#networks = new GpuNetworks(
      device,
      software,
      tuning ?? (software ? 'quick' : 'full'),
      this.#prepare,
    );
    this.#gate = new FrameGate(device.queue);
  }

  get onDrawn(): (() => void) | null {
    return this.#screen.onDrawn;
  }
  set onDrawn(onDrawn: (() => void) | null) {
    this.#screen.onDrawn = onDrawn;
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
    return blameLoss(this.#opened, async () => {
      await this.#networks.load(paint, this.#size);
      this.#networks.graph?.style.setBeta(this.#beta);
      this.#describeRunner();
    });
  }

  loadStyleNetwork(style: NetworkBytes): Promise<void> {
    return blameLoss(this.#opened, () => this.#networks.loadStyle(style));
  }

  resize(painted: Size, source: Size, shown?: Size): Promise<void> {
    return blameLoss(this.#opened, async () => {
      await this.#networks.resize(painted);
      this.#size = painted;
      this.#screen.resize(canvasSize(painted, source, this.info.software, shown));
      this.#describeRunner();
    });
  }

  setCode(code: StyleCode): void {
    this.#networks.setCode(code);
  }

  setGrain(strength: number): void {
    this.#grain = strength;
  }

  setDetail(beta: number): void {
    this.#beta = beta;
    this.#networks.graph?.style.setBeta(beta);
  }

  setSteady(isSteady: boolean): void {
    this.#isSteady = isSteady;
    const painted = this.#networks.painted;
    if (painted) painted.prepare.hasPicture = false;
  }

  setWipe(at: number): void {
    this.#screen.wipe = at;
  }

  showSource(picture: SourcePicture, geometry: Geometry): void {
    this.#screen.showSource(picture, geometry);
  }

  async paint(picture: SourcePicture, geometry: Geometry, mix: number, times: StageTimes): Promise<void> {
    const { graph, painted } = this.#networks;
    if (!graph || !painted) throw new AppError('internal', 'There is no network to paint with');
    failIfLost(this.#opened);
    try {
      const start = performance.now();
      const source = await this.#sources.bind(picture);
      graph.style.flush();
      const encoder = this.#device.createCommandEncoder({ label: 'prepare' });
      this.#prepare.encode(encoder, source, geometry, painted.prepare, this.#isSteady);
      this.#networks.encodeGrain(encoder, painted, this.#grain);
      this.#device.queue.submit([encoder.finish()]);
      const prepared = performance.now();
      painted.result.buffer = await painted.runner.run();
      const ran = performance.now();
      this.#screen.draw(source, geometry, painted.result, mix);
      const presented = performance.now();
      await this.#gate.submitted();
      times.prepareMs = prepared - start;
      times.presentMs = presented - ran;
      // Runs resolve at submit, so the wait for the GPU is what tells how long the network takes.
      times.networkMs = ran - prepared + (performance.now() - presented);
    } catch (error) {
      failIfLost(this.#opened);
      throw asAppError(error);
    }
    failIfLost(this.#opened);
  }

  paintStill(
    picture: SourcePicture,
    geometry: Geometry,
    mix: number,
    painted: Size,
    size: Size,
  ): Promise<OffscreenCanvas> {
    return blameLoss(this.#opened, async () => {
      if (mix <= 0) return composeStill(picture, geometry, null, 0, this.#screen.wipe, size);
      const values = await this.#networks.paintOnce(painted, this.#grain, async (encoder, target) => {
        this.#prepare.encode(encoder, await this.#sources.bind(picture), geometry, target);
      });
      return composeStill(picture, geometry, { size: painted, values }, mix, this.#screen.wipe, size);
    });
  }

  measureSource(picture: SourcePicture, geometry: Geometry, out: StyleCode): Promise<void> {
    return blameLoss(this.#opened, async () => {
      const source = await this.#sources.bind(picture);
      const multiple = this.#networks.graph!.network.multiple;
      const { packed, h, w } = await this.#measurer.read(source, geometry, multiple);
      out.set(await this.#networks.measure(packed, h, w));
    });
  }

  measurePacked(packed: Float32Array, h: number, w: number): Promise<StyleCode> {
    return blameLoss(this.#opened, () => this.#networks.measure(packed, h, w));
  }

  timeNetwork(painted: Size, runs: number): Promise<number> {
    return blameLoss(this.#opened, () => this.#networks.time(painted, runs));
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
    this.#screen.dispose();
    this.#sources.dispose();
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
}
