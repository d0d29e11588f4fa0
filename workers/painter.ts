import { AppError } from '../src/shared/errors.ts';
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
import type { PictureInputs } from '../src/shared/recording.ts';
import { validateStyleCode, type StyleCode } from '../src/shared/style-code.ts';
import { Serial } from './frames/serial.ts';
import { PaintingLoop } from './painting-loop.ts';
import { PictureTap } from './recorder/picture-tap.ts';
import { createCpuPipeline } from './pipeline/cpu-pipeline.ts';
import type { Pipeline } from './pipeline/pipeline.ts';
import { ShownPictures } from './snapshot/shown-picture.ts';
import { takeSnapshot } from './snapshot/take-snapshot.ts';
import { LookPainter } from './style/look-painter.ts';
import { readPainting } from './style/read-painting.ts';
import { Meter } from './telemetry/meter.ts';
import { Reporter } from './telemetry/reporter.ts';

/** Until a network says otherwise; frames are shown unpainted before that. */
const FIRST_MULTIPLE = 8;

/** How long the network may take for a snapshot, ms; nothing else is painted meanwhile. */
const SNAPSHOT_MS = 6000;
/** The same while somebody records: the clip stands still for that long. */
const RECORDED_SNAPSHOT_MS = 1000;

/** Implements the control calls and owns everything below them: one source, one pipeline, one loop. */
export class Painter implements PainterApi {
  readonly #serial = new Serial();
  readonly #meter = new Meter();
  readonly #look = new LookPainter(DEFAULT_LOOK);
  readonly #shown = new ShownPictures();
  readonly #loop = new PaintingLoop({
    serial: this.#serial,
    look: this.#look,
    meter: this.#meter,
    shown: this.#shown,
    pipeline: () => this.#pipeline,
    canvas: () => this.#canvas,
    multiple: () => this.#network?.multiple ?? FIRST_MULTIPLE,
    firstPainted: () => this.#reporter?.post({ type: 'first-painted' }),
    ended: () => this.#reporter?.post({ type: 'input-ended' }),
    failed: (error) => this.#reporter?.fail(error),
  });

  #pipeline: Pipeline | null = null;
  #reporter: Reporter | null = null;
  #network: NetworkEntry | null = null;
  #canvas: OffscreenCanvas | null = null;

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
      this.#loop.relayOut();
    });
  }

  loadStyleNetwork(style: NetworkBytes): Promise<void> {
    return this.#serial.run(async () => {
      await this.#opened.loadStyleNetwork(style);
      this.#loop.repaint();
    });
  }

  timeNetwork(size: Size, runs: number): Promise<number> {
    return this.#serial.run(() => this.#opened.timeNetwork(size, runs));
  }

  async setInput(input: FrameInput, orientation: Orientation): Promise<void> {
    this.#loop.setInput(input, orientation);
  }

  async releaseInput(): Promise<void> {
    this.#loop.releaseInput();
  }

  async setOrientation(orientation: Orientation): Promise<void> {
    this.#loop.setOrientation(orientation);
  }

  async setPaintedSize(size: Size | number, aspect: Aspect, shown?: Size): Promise<void> {
    this.#loop.setSize({ size, aspect, ...(shown ? { shown } : {}) });
  }

  async setStyle(code: StyleCode, glideMs: number): Promise<void> {
    if (!this.#network) throw new AppError('style-code-invalid', 'A style code came before its network');
    this.#look.setCode(validateStyleCode(code, codeLength(this.#network)), glideMs);
    this.#loop.repaint();
  }

  async setLook(look: Look, glideMs: number): Promise<void> {
    this.#look.setLook(look, glideMs);
    this.#loop.repaint();
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

  async setWipe(at: number): Promise<void> {
    this.#pipeline?.setWipe(at);
    this.#loop.repaint();
  }

  async tapPictures(ports: PictureInputs | null): Promise<void> {
    this.#loop.tap?.close();
    this.#loop.cameraTap?.close();
    this.#loop.tap = ports ? new PictureTap(ports.painted) : null;
    this.#loop.cameraTap = ports?.camera ? new PictureTap(ports.camera) : null;
    // A still that has been painted already is painted once more, to be seen by the tap.
    if (ports) this.#loop.repaint();
  }

  async snapshot(longSide: number, type: SnapshotType): Promise<Snapshot> {
    const asked = this.#shown.ask();
    // A still is painted again, to be seen.
    this.#loop.repaint();
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
          mostMs: this.#loop.tap ? RECORDED_SNAPSHOT_MS : SNAPSHOT_MS,
        };
        return takeSnapshot(pipeline, { shown, share, limits, type });
      });
    } finally {
      shown.picture.close();
    }
  }

  async pause(): Promise<void> {
    this.#loop.pause();
  }

  async resume(): Promise<void> {
    this.#loop.resume();
  }

  async loseDevice(): Promise<void> {
    this.#pipeline?.loseDevice();
  }

  async dispose(): Promise<void> {
    this.#loop.close();
    void this.tapPictures(null);
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

  #snapshot(): Telemetry {
    const meter = this.#meter;
    return {
      type: 'telemetry',
      paintedFrames: meter.paintedFrames,
      droppedFrames: this.#loop.dropped,
      paintedFps: meter.fps(performance.now()),
      latencyMs: meter.latencyMs.median,
      prepareMs: meter.prepareMs.median,
      networkMs: meter.networkMs.median,
      presentMs: meter.presentMs.median,
      size: this.#loop.layout?.painted ?? null,
      sourceSize: this.#loop.layout?.source ?? null,
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
