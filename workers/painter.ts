import { AppError, asAppError } from '../src/shared/errors.ts';
import type { Aspect, Size } from '../src/shared/frame-size.ts';
import { codeLength, type NetworkEntry } from '../src/shared/manifest.ts';
import {
  DEFAULT_LOOK,
  type EngineInfo,
  type FrameInput,
  type Look,
  type MeasuredPainting,
  type NetworkBytes,
  type OpenOptions,
  type Orientation,
  type PainterApi,
  type RuntimeFiles,
  type Snapshot,
  type SnapshotType,
  type Telemetry,
} from '../src/shared/protocol.ts';
import { validateStyleCode, type StyleCode } from '../src/shared/style-code.ts';
import { Change } from './frames/change.ts';
import { createLayout, pictureSize, type FrameLayout, type SizeWish } from './frames/frame-layout.ts';
import { runFrameLoop } from './frames/frame-loop.ts';
import { openFrameSource, type FrameSource, type SourceFrame } from './frames/frame-source.ts';
import { Serial } from './frames/serial.ts';
import { PictureTap } from './recorder/picture-tap.ts';
import { createCpuPipeline } from './pipeline/cpu-pipeline.ts';
import type { Pipeline } from './pipeline/pipeline.ts';
import { ShownPictures, type ShownPicture } from './snapshot/shown-picture.ts';
import { takeSnapshot } from './snapshot/take-snapshot.ts';
import { LookPainter } from './style/look-painter.ts';
import { readPainting } from './style/read-painting.ts';
import { Meter } from './telemetry/meter.ts';
import { Reporter } from './telemetry/reporter.ts';

/** Until a network says otherwise; frames are shown unpainted before that. */
const FIRST_MULTIPLE = 8;
/** 256×144 pixels: what any processor can paint, until the timing has chosen better. */
const FIRST_PIXELS = 256 * 144;

/** How long the network may take for a snapshot, ms; nothing else is painted meanwhile. */
const SNAPSHOT_MS = 6000;
/** The same while somebody records: the clip stands still for that long. */
const RECORDED_SNAPSHOT_MS = 1000;

/** Implements the control calls and owns everything below them: one source, one pipeline, one loop. */
export class Painter implements PainterApi {
  readonly #serial = new Serial();
  readonly #meter = new Meter();
  readonly #change = new Change();
  readonly #look = new LookPainter(DEFAULT_LOOK);
  readonly #shown = new ShownPictures();

  #pipeline: Pipeline | null = null;
  #reporter: Reporter | null = null;
  #network: NetworkEntry | null = null;
  #source: FrameSource | null = null;
  #loop: AbortController | null = null;
  #isPaused = false;
  #isStill = false;
  #hasPainted = false;
  /** The present source has not been painted yet. */
  #isNewSource = true;
  #orientation: Orientation = { mirror: false, rotation: 0 };
  #wish: SizeWish = { size: FIRST_PIXELS, aspect: 'as-seen' };
  #layout: FrameLayout | null = null;
  #canvas: OffscreenCanvas | null = null;
  #tap: PictureTap | null = null;

  async open(options: OpenOptions, canvas: OffscreenCanvas, telemetry: MessagePort): Promise<EngineInfo> {
    this.#reporter = new Reporter(telemetry, () => this.#snapshot());
    this.#canvas = canvas;
    this.#pipeline =
      options.engine === 'ort-webgpu'
        ? await openGpuPipeline(canvas, (error) => this.#reporter?.fail(error))
        : createCpuPipeline(options.threads, canvas);
    return this.#pipeline.info;
  }

  loadRuntime(files: RuntimeFiles): Promise<void> {
    return this.#serial.run(() => this.#opened.loadRuntime(files));
  }

  loadNetwork(paint: NetworkBytes): Promise<void> {
    return this.#serial.run(async () => {
      await this.#opened.loadNetwork(paint);
      this.#network = paint.network;
      this.#look.useNetwork(codeLength(paint.network));
      this.#layout = null;
      this.#change.notify();
    });
  }

  loadStyleNetwork(style: NetworkBytes): Promise<void> {
    return this.#serial.run(async () => {
      await this.#opened.loadStyleNetwork(style);
      this.#change.notify();
    });
  }

  timeNetwork(size: Size, runs: number): Promise<number> {
    return this.#serial.run(() => this.#opened.timeNetwork(size, runs));
  }

  async setInput(input: FrameInput, orientation: Orientation): Promise<void> {
    const source = openFrameSource(input);
    this.#stopLoop();
    this.#source?.close();
    this.#shown.letGo();
    this.#source = source;
    this.#isStill = input.kind === 'still';
    this.#isNewSource = true;
    this.#orientation = orientation;
    this.#layout = null;
    this.#look.forgetSource();
    if (!this.#isPaused) this.#startLoop();
  }

  async setOrientation(orientation: Orientation): Promise<void> {
    this.#orientation = orientation;
    this.#layout = null;
    this.#change.notify();
  }

  async setPaintedSize(size: Size | number, aspect: Aspect): Promise<void> {
    this.#wish = { size, aspect };
    this.#layout = null;
    this.#change.notify();
  }

  async setStyle(code: StyleCode, glideMs: number): Promise<void> {
    if (!this.#network) throw new AppError('style-code-invalid', 'A style code came before its network');
    this.#look.setCode(validateStyleCode(code, codeLength(this.#network)), glideMs);
    this.#change.notify();
  }

  async setLook(look: Look, glideMs: number): Promise<void> {
    this.#look.setLook(look, glideMs);
    this.#change.notify();
  }

  async measurePainting(file: Blob, onProgress: (share: number) => void): Promise<MeasuredPainting> {
    const network = this.#network;
    if (!network) throw new AppError('engine-unavailable', 'No network is loaded yet');
    onProgress(0.1);
    const painting = await readPainting(file, network.paintingSide, network.multiple);
    onProgress(0.5);
    const code = await this.#serial.run(() =>
      this.#opened.measurePacked(painting.packed, painting.h, painting.w),
    );
    validateStyleCode(code, codeLength(network));
    onProgress(1);
    return { code, thumbnail: painting.thumbnail, picture: painting.picture };
  }

  async tapPictures(port: MessagePort | null): Promise<void> {
    this.#tap?.close();
    this.#tap = port ? new PictureTap(port) : null;
    // A still that has been painted already is painted once more, to be seen by the tap.
    if (port) this.#change.notify();
  }

  async snapshot(longSide: number, type: SnapshotType): Promise<Snapshot> {
    const asked = this.#shown.ask();
    // A still is painted again, to be seen.
    this.#change.notify();
    const shown = await asked;
    try {
      return await this.#serial.run(() => {
        const pipeline = this.#opened;
        const share = this.#look.share;
        if (share > 0 && !(pipeline.canPaint && this.#look.isSet)) {
          throw new AppError('engine-unavailable', 'The painter is being changed just now');
        }
        // A software GPU is slow enough at the live size.
        const isSoftwareGpu = pipeline.info.engine === 'ort-webgpu' && pipeline.info.software;
        const limits = {
          longSide,
          multiple: this.#network?.multiple ?? FIRST_MULTIPLE,
          liveMs: isSoftwareGpu ? Number.NaN : this.#meter.networkMs.median,
          mostMs: this.#tap ? RECORDED_SNAPSHOT_MS : SNAPSHOT_MS,
        };
        return takeSnapshot(pipeline, { shown, share, limits, type });
      });
    } finally {
      shown.picture.close();
    }
  }

  async pause(): Promise<void> {
    this.#isPaused = true;
    // The loop ends with its next picture; a still has to be told.
    this.#change.notify();
  }

  async resume(): Promise<void> {
    this.#isPaused = false;
    this.#shown.letGo();
    if (this.#source && !this.#loop) this.#startLoop();
  }

  async loseDevice(): Promise<void> {
    this.#pipeline?.loseDevice();
  }

  async dispose(): Promise<void> {
    this.#stopLoop();
    this.#shown.letGo();
    this.#shown.giveUp();
    this.#source?.close();
    this.#source = null;
    this.#tap?.close();
    this.#tap = null;
    const pipeline = this.#pipeline;
    this.#pipeline = null;
    // A frame may be under way: the pipeline goes when it is done.
    await this.#serial.run(async () => pipeline?.dispose());
    this.#reporter?.close();
    this.#reporter = null;
  }

  get #opened(): Pipeline {
    if (!this.#pipeline) throw new AppError('engine-unavailable', 'The painter is not open');
    return this.#pipeline;
  }

  /** A network is loaded and a painting chosen for it. */
  get #canPaint(): boolean {
    return this.#pipeline !== null && this.#pipeline.canPaint && this.#look.isSet;
  }

  #startLoop(): void {
    const loop = new AbortController();
    this.#loop = loop;
    runFrameLoop(this.#source!, (frame) => this.#handle(frame, loop.signal), loop.signal).then(
      (end) => {
        if (end !== 'ended') return;
        this.#shown.giveUp();
        this.#reporter?.post({ type: 'input-ended' });
      },
      (error: unknown) => {
        this.#shown.giveUp();
        this.#reporter?.fail(asAppError(error));
      },
    );
  }

  #stopLoop(): void {
    this.#loop?.abort();
    this.#loop = null;
  }

  async #handle(frame: SourceFrame, signal: AbortSignal): Promise<void> {
    // Counted before, so that nothing is missed that changes while this picture is painted.
    const seen = this.#change.count;
    const layout = await this.#serial.run(() => this.#show(frame));
    if (signal.aborted) return;
    if (layout) await this.#tellShown({ picture: frame.picture, layout }, signal);
    if (this.#isPaused) return;
    const isGliding = this.#canPaint && !this.#look.hasArrived;
    if (this.#isStill && !isGliding) await this.#change.next(seen, signal);
  }

  /** A paused loop ends here, with the picture that stays. */
  async #tellShown(shown: ShownPicture, signal: AbortSignal): Promise<void> {
    await this.#shown.show(shown);
    if (!this.#isPaused) return;
    await this.#shown.hold(shown);
    if (signal.aborted || !this.#isPaused) this.#shown.letGo();
    else this.#stopLoop();
  }

  /** Null once the painter is closed. */
  async #show(frame: SourceFrame): Promise<FrameLayout | null> {
    const pipeline = this.#pipeline;
    if (!pipeline) return null;
    const layout = await this.#layOut(frame, pipeline);
    if (!this.#canPaint) {
      // While the network is replaced the last painted picture stays; before the first one the camera shows.
      if (!this.#hasPainted) pipeline.showSource(frame.picture, layout.geometry);
      return layout;
    }
    const tap = this.#tap;
    pipeline.onDrawn = tap && (() => tap.send(this.#canvas!, frame.timestampUs, frame.capturedAtMs));
    try {
      await this.#look.paint(pipeline, frame, layout.geometry, this.#meter);
    } finally {
      pipeline.onDrawn = null;
    }
    this.#hasPainted = true;
    if (this.#isNewSource) {
      this.#isNewSource = false;
      this.#reporter?.post({ type: 'first-painted' });
    }
    return layout;
  }

  async #layOut(frame: SourceFrame, pipeline: Pipeline): Promise<FrameLayout> {
    const source = pictureSize(frame.picture);
    const old = this.#layout;
    if (old && old.source.width === source.width && old.source.height === source.height) return old;
    const multiple = this.#network?.multiple ?? FIRST_MULTIPLE;
    const layout = createLayout(source, this.#wish, this.#orientation, multiple);
    await pipeline.resize(layout.painted, layout.cropped);
    this.#layout = layout;
    return layout;
  }

  #snapshot(): Telemetry {
    const meter = this.#meter;
    return {
      type: 'telemetry',
      paintedFrames: meter.paintedFrames,
      droppedFrames: this.#source?.dropped ?? 0,
      paintedFps: meter.fps(performance.now()),
      latencyMs: meter.latencyMs.median,
      prepareMs: meter.prepareMs.median,
      networkMs: meter.networkMs.median,
      presentMs: meter.presentMs.median,
      size: this.#layout?.painted ?? null,
      sourceSize: this.#layout?.source ?? null,
      tier: this.#network?.tier ?? null,
      brightness: this.#pipeline?.brightness() ?? -1,
    };
  }
}

/** The GPU side is its own chunk: browsers without WebGPU never fetch it. */
async function openGpuPipeline(
  canvas: OffscreenCanvas,
  onLost: (error: AppError) => void,
): Promise<Pipeline> {
  const { createGpuPipeline } = await import('./pipeline/gpu-pipeline.ts');
  return createGpuPipeline(canvas, {
    onLost: (reason) => onLost(new AppError('device-lost', `The graphics processor was lost: ${reason}`)),
  });
}
