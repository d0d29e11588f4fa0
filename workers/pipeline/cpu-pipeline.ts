import { AppError } from '../../src/shared/errors.ts';
import { paintedSize, type Size } from '../../src/shared/frame-size.ts';
import { codeLength } from '../../src/shared/manifest.ts';
import type { EngineInfo, NetworkBytes, RuntimeFiles } from '../../src/shared/protocol.ts';
import type { StyleCode } from '../../src/shared/style-code.ts';
import { usableThreads } from '../engines/ort-runtime.ts';
import { CpuNetworks } from './cpu/cpu-networks.ts';
import { createPaintTensors, type PaintTensors } from './cpu/paint-tensors.ts';
import { createSmallCanvas, setSize } from './cpu/small-canvas.ts';
import { drawSource } from './cpu/source-drawer.ts';
import type { Geometry } from './geometry.ts';
import { median } from './median.ts';
import { packPixels, unpackPixels } from './pack.ts';
import type { Pipeline, SourcePicture, StageTimes } from './pipeline.ts';
import { composeStill } from './still-picture.ts';
import { drawAfterWipe, drawWipeLine } from './wipe.ts';

/** The canvas is this many times the painted size a side, at most: scaled up once more by the page. */
const LARGEST_UPSCALE = 2;
/** Pixels of the small picture whose own style code is measured. */
const MEASURED_PIXELS = 128 * 72;

/** The CPU engine with 2-D canvas ends: for every browser, and the reference that the GPU engine is tested against. */
export function createCpuPipeline(threads: number, canvas: OffscreenCanvas): Pipeline {
  const context = canvas.getContext('2d', { alpha: false });
  if (!context) throw new AppError('engine-unavailable', 'This canvas cannot be drawn to');
  return new CpuPipeline(threads, canvas, context);
}

class CpuPipeline implements Pipeline {
  readonly info: EngineInfo;
  onDrawn: (() => void) | null = null;
  readonly #canvas: OffscreenCanvas;
  readonly #context: OffscreenCanvasRenderingContext2D;
  /** At painted size: the source is read from it and the result is written to it. */
  readonly #small = createSmallCanvas();
  readonly #measured = createSmallCanvas();

  readonly #networks = new CpuNetworks();

  #tensors: PaintTensors | null = null;
  #result: ImageData | null = null;
  #code: StyleCode = new Float32Array(0);
  #grain = 0;
  #beta = 1;
  #wipe = 0;
  #isSteady = false;
  #brightness = -1;

  constructor(threads: number, canvas: OffscreenCanvas, context: OffscreenCanvasRenderingContext2D) {
    this.#canvas = canvas;
    this.#context = context;
    this.info = { engine: 'ort-wasm', software: true, adapter: '', threads: usableThreads(threads) };
  }

  get canPaint(): boolean {
    return this.#networks.paint !== null && this.#tensors !== null;
  }

  get canMeasure(): boolean {
    return this.#networks.style !== null;
  }

  loadRuntime(files: RuntimeFiles): Promise<void> {
    return this.#networks.loadRuntime(files, this.info.threads);
  }

  loadNetwork(paint: NetworkBytes): Promise<void> {
    return this.#networks.load(paint, () => {
      this.#code = new Float32Array(codeLength(paint.network));
      if (this.#tensors) this.#makeTensors({ width: this.#tensors.width, height: this.#tensors.height });
    });
  }

  loadStyleNetwork(style: NetworkBytes): Promise<void> {
    return this.#networks.loadStyle(style);
  }

  async resize(painted: Size, source: Size, shown?: Size): Promise<void> {
    const scale = Math.max(
      1,
      Math.min(LARGEST_UPSCALE, source.width / painted.width, source.height / painted.height),
    );
    setSize(this.#small.canvas, painted);
    const canvas = { width: Math.round(painted.width * scale), height: Math.round(painted.height * scale) };
    setSize(this.#canvas, shown ?? canvas);
    this.#context.imageSmoothingQuality = 'high';
    this.#small.context.imageSmoothingQuality = 'medium';
    this.#result = new ImageData(painted.width, painted.height);
    if (this.#networks.network) this.#makeTensors(painted);
  }

  #makeTensors(painted: Size): void {
    const { network, paint } = this.#networks;
    this.#tensors = createPaintTensors(network!, paint!, painted, this.#code, this.#beta);
    this.#tensors.writeGrain(this.#grain);
  }

  setCode(code: StyleCode): void {
    this.#code.set(code);
  }

  setGrain(strength: number): void {
    if (strength === this.#grain) return;
    this.#grain = strength;
    this.#tensors?.writeGrain(strength);
  }

  setDetail(beta: number): void {
    this.#beta = beta;
    if (this.#tensors) this.#tensors.beta[0] = beta;
  }

  setSteady(isSteady: boolean): void {
    this.#isSteady = isSteady;
    if (this.#tensors) this.#tensors.hasPicture = false;
  }

  setWipe(at: number): void {
    this.#wipe = at;
  }

  showSource(picture: SourcePicture, geometry: Geometry): void {
    drawSource(this.#context, picture, geometry, this.#canvas);
    drawWipeLine(this.#context, this.#wipe);
    this.onDrawn?.();
  }

  async paint(picture: SourcePicture, geometry: Geometry, mix: number, times: StageTimes): Promise<void> {
    const tensors = this.#tensors!;
    const { width, height } = tensors;
    const start = performance.now();
    drawSource(this.#small.context, picture, geometry, tensors);
    const pixels = this.#small.context.getImageData(0, 0, width, height).data;
    const isSteady = this.#isSteady && tensors.hasPicture;
    this.#brightness = packPixels(pixels, width, height, tensors.frame, isSteady);
    tensors.hasPicture = true;
    const prepared = performance.now();
    const painted = await this.#networks.paint!.run(tensors.feeds);
    const ran = performance.now();
    unpackPixels(painted, height / 2, width / 2, this.#result!.data);
    this.#small.context.putImageData(this.#result!, 0, 0);
    if (mix < 1 || this.#wipe > 0) drawSource(this.#context, picture, geometry, this.#canvas);
    drawAfterWipe(this.#context, this.#small.canvas, this.#canvas, mix, this.#wipe);
    this.onDrawn?.();
    times.prepareMs = prepared - start;
    times.networkMs = ran - prepared;
    times.presentMs = performance.now() - ran;
  }

  async paintStill(
    picture: SourcePicture,
    geometry: Geometry,
    mix: number,
    painted: Size,
    size: Size,
  ): Promise<OffscreenCanvas> {
    if (mix <= 0) return composeStill(picture, geometry, null, 0, this.#wipe, size);
    const { network, paint: session } = this.#networks;
    if (!network || !session) throw new AppError('engine-unavailable', 'There is no network to paint with');
    const { width, height } = painted;
    const { canvas, context } = createSmallCanvas();
    setSize(canvas, painted);
    context.imageSmoothingQuality = 'medium';
    drawSource(context, picture, geometry, painted);
    const tensors = createPaintTensors(network, session, painted, this.#code, this.#beta);
    packPixels(context.getImageData(0, 0, width, height).data, width, height, tensors.frame);
    tensors.writeGrain(this.#grain);
    const values = await session.run(tensors.feeds);
    return composeStill(picture, geometry, { size: painted, values }, mix, this.#wipe, size);
  }

  async measureSource(picture: SourcePicture, geometry: Geometry, out: StyleCode): Promise<void> {
    const shape = this.#canvas.width / this.#canvas.height;
    const size = paintedSize(MEASURED_PIXELS, shape, this.#networks.network!.multiple);
    setSize(this.#measured.canvas, size);
    drawSource(this.#measured.context, picture, geometry, size);
    const pixels = this.#measured.context.getImageData(0, 0, size.width, size.height).data;
    const packed = new Float32Array((12 * size.width * size.height) / 4);
    packPixels(pixels, size.width, size.height, packed);
    out.set(await this.measurePacked(packed, size.height / 2, size.width / 2));
  }

  measurePacked(packed: Float32Array, h: number, w: number): Promise<StyleCode> {
    const session = this.#networks.style!;
    return session.run({ painting: session.tensor(packed, [1, 12, h, w]) });
  }

  async timeNetwork(painted: Size, runs: number): Promise<number> {
    const code = new Float32Array(this.#code.length).fill(0.5);
    const { network, paint } = this.#networks;
    const trial = createPaintTensors(network!, paint!, painted, code, 1);
    const durationsMs: number[] = [];
    for (let run = 0; run <= runs; run++) {
      const start = performance.now();
      await paint!.run(trial.feeds);
      if (run > 0) durationsMs.push(performance.now() - start);
    }
    return median(durationsMs);
  }

  brightness(): number {
    return this.#brightness;
  }

  loseDevice(): void {
    // The processor has no device to lose.
  }

  dispose(): void {
    this.#tensors = null;
    this.#networks.dispose();
  }
}
