/** Everything that crosses the threads. Both sides import this file and nothing else of each other. */
import type { AppErrorCode } from './errors.ts';
import type { Aspect, Size } from './frame-size.ts';
import type { NetworkEntry, NetworkTier } from './manifest.ts';
import type { PictureInputs } from './recording.ts';
import type { StyleCode } from './style-code.ts';

/** Who does the arithmetic: the GPU through WebGPU, or the processor through WebAssembly. */
export type EngineName = 'ort-webgpu' | 'ort-wasm';

/**
 * Which build of onnxruntime-web: `jspi` holds the WebGPU provider *and* the CPU one, `plain` the CPU one only
 * and runs in every browser.
 */
export type RuntimeVariant = 'jspi' | 'plain';

/** The one WebAssembly module in use. Its bytes come from the page's store and were checked by hash. */
export interface RuntimeFiles {
  variant: RuntimeVariant;
  /** Absolute, same origin: the loader script of that variant. */
  mjsUrl: string;
  /** Compiled by the page, once a visit: workers that follow begin with all machine code that earlier ones made. */
  module: WebAssembly.Module;
}

/**
 * Where frames come from; everything in it is transferred.
 *
 * - `stream`: Chromium, `MediaStreamTrackProcessor.readable` made on the page.
 * - `track`: Safari, where the processor exists in workers only.
 * - `port`: anybody who makes frames when asked. We post `FrameCredit`, they answer with one `FrameMessage`.
 *   One credit is out at a time. They may post `{ type: 'ended' }`; we post `{ type: 'close' }` when we are done.
 *   `isFile`: frames come as fast as they are painted, so glides go by their stamps and not by the clock.
 * - `still`: a photo, painted again when the look changes.
 */
export type FrameInput =
  | { kind: 'stream'; readable: ReadableStream<VideoFrame> }
  | { kind: 'track'; track: MediaStreamTrack }
  | { kind: 'port'; port: MessagePort; isFile?: boolean }
  | { kind: 'still'; bitmap: ImageBitmap };

/** Worker → source on a `port` input: "one more, the newest you have", or "no more". */
export type FrameCredit = { type: 'credit' } | { type: 'close' };

/** Source → worker on a `port` input. The frame is transferred; the receiver closes it. */
export type FrameMessage =
  | { type: 'frame'; frame: VideoFrame }
  | { type: 'frame'; frame: ImageBitmap; timestampUs: number }
  | { type: 'ended' };

/** Page → scene worker, for each painter: `port` is transferred, its other end is a `port` input of the painter. */
export interface SceneOpen {
  type: 'scene-open';
  port: MessagePort;
  /** The same seed is the same landscape, and the same second the same picture. */
  seed: number;
  /** Where the scene's clock starts; 0 unless said. */
  startSeconds?: number;
}

/** How a source's pixels lie: rotation clockwise in degrees is applied first, then the mirror. */
export interface Orientation {
  mirror: boolean;
  rotation: 0 | 90 | 180 | 270;
}

/** What people set. Every change glides in from the next frame on, without recompiling anything. */
export interface Look {
  /** Strength, 0..1: 0 is the camera picture exactly, 1 the painting's style code alone. */
  alpha: number;
  /** Strength of the canvas (grain), 0..1. */
  canvas: number;
  /** β of the paint graph, 0..1: how much of the camera's fine detail is kept. */
  detail: number;
}

export const DEFAULT_LOOK: Look = { alpha: 1, canvas: 0.7, detail: 1 };

/** Default time in ms over which a new painting or look takes effect. */
export const GLIDE_MS = 250;

/** What was found when the engine opened; shown to people in plain words. */
export interface EngineInfo {
  engine: EngineName;
  /** True where WebGPU runs on the processor (SwiftShader and the like): never call that "your GPU". */
  software: boolean;
  /** Adapter description for the details panel, '' where unknown. */
  adapter: string;
  /** WebAssembly threads in use. */
  threads: number;
}

/** The bytes of one network's graph, transferred to the worker, and what the manifest says of it. */
export interface NetworkBytes {
  network: NetworkEntry;
  graph: ArrayBuffer;
}

/** File formats of snapshots. Where a browser cannot write WebP it writes PNG; the blob's type says which. */
export type SnapshotType = 'image/png' | 'image/webp';

/** The picture on show as a file. */
export interface Snapshot {
  blob: Blob;
  /** Of the file's picture. */
  size: Size;
  /** What the network painted; enlarged to `size` where it is smaller. */
  painted: Size;
}

/** A painting measured: its code, and a small picture of it to show (WebP or JPEG or PNG). */
export interface MeasuredPainting {
  code: StyleCode;
  thumbnail: Blob;
  /** The painting itself, upright and bounded in size, to be kept and measured again by other networks. */
  picture: Blob;
}

/** A snapshot of the last quarter second or so, posted on the telemetry port. */
export interface Telemetry {
  type: 'telemetry';
  /** Painted pictures since the painter opened. */
  paintedFrames: number;
  /** Source frames that were closed unpainted because a newer one came. */
  droppedFrames: number;
  /** Pictures shown a second, painted ones only; 0 while nothing moves. */
  paintedFps: number;
  /** From the camera's timestamp to the picture being handed to the compositor, median, ms; NaN if unknown. */
  latencyMs: number;
  /** Medians, ms. On the GPU they are times until submit; `networkMs` includes the wait for the GPU there. */
  prepareMs: number;
  networkMs: number;
  presentMs: number;
  size: Size | null;
  sourceSize: Size | null;
  tier: NetworkTier | null;
  /** Mean brightness of the source is unknown (-1) or 0..1, measured rarely and small: finds black cameras. */
  brightness: number;
}

/** Worker → page on the telemetry port. `failure` is final: the painter wants to be replaced. */
export type PainterMessage =
  | Telemetry
  | { type: 'failure'; code: AppErrorCode; message: string }
  | { type: 'input-ended' }
  /** The first painted picture of a source. */
  | { type: 'first-painted' };

/** What a painter is made from. */
export interface OpenOptions {
  engine: EngineName;
  /** WebAssembly threads; fixed for the life of a worker. Ignored (1) where not cross-origin isolated. */
  threads: number;
}

/**
 * The painter behind Comlink, one per worker. Control only: no call is made per frame.
 *
 * Order: `open` → (`setInput`: unpainted frames show) → `loadRuntime` → `loadNetwork` → `setStyle` → painted frames.
 * Everything may be called again at any time; the newest wins. Rejections are `AppError`s.
 */
export interface PainterApi {
  /**
   * Takes the canvas and the telemetry port and gets the engine ready. Rejects with `engine-unavailable`.
   */
  open(options: OpenOptions, canvas: OffscreenCanvas, telemetry: MessagePort): Promise<EngineInfo>;
  /** Loads the neural network runtime, once per painter. Rejects with `engine-unavailable`. */
  loadRuntime(files: RuntimeFiles): Promise<void>;
  /** Compiles the paint graph of a tier; frames show unpainted until then. Rejects with `network-mismatch`. */
  loadNetwork(paint: NetworkBytes): Promise<void>;
  /** Compiles the style graph of the loaded tier: needed for own paintings, and for alpha below 1. */
  loadStyleNetwork(style: NetworkBytes): Promise<void>;
  /** Median ms of `runs` runs of the loaded paint graph at a size, after one to warm up. Nothing is shown. */
  timeNetwork(size: Size, runs: number): Promise<number>;
  /** Replaces the source; the old one is closed. */
  setInput(input: FrameInput, orientation: Orientation): Promise<void>;
  /** Closes the source, so that no light of a camera stays on. The last picture stays, also for `snapshot` if it is held. */
  releaseInput(): Promise<void>;
  setOrientation(orientation: Orientation): Promise<void>;
  /**
   * Size budget of the painted picture in pixels (area), or an exact size. Shape from `aspect`. `shown`: how large the
   * canvas is then; left out, as large as the source makes worthwhile.
   */
  setPaintedSize(size: Size | number, aspect: Aspect, shown?: Size): Promise<void>;
  /** The painting's code for the loaded tier. Rejects with `style-code-invalid`. */
  setStyle(code: StyleCode, glideMs: number): Promise<void>;
  setLook(look: Look, glideMs: number): Promise<void>;
  /**
   * Decodes, bounds and measures a picture file as a painting. `onProgress` gets 0..1.
   * Rejects with `picture-unreadable`, `picture-too-large`.
   */
  measurePainting(file: Blob, onProgress: (share: number) => void): Promise<MeasuredPainting>;
  /** Before/after: the source shows left of this share of the picture's width, 0..1, the painting right of it; 0: off. */
  setWipe(at: number): Promise<void>;
  /**
   * Sends every painted picture (see recording.ts) to whoever records, until other ports or null come, and to `camera`
   * every picture of the source as it arrives. What is shown unpainted before a painter's first painted picture is not
   * sent to `painted`; a still photo is not sent to `camera`.
   */
  tapPictures(ports: PictureInputs | null): Promise<void>;
  /**
   * The picture on show, painted once more, larger, and as a file: the held one, or the next one to come. As large as
   * the cropped source, `longSide` pixels at most. Live painting waits meanwhile (some seconds on slow devices) and
   * goes on as before. Rejects with `engine-unavailable`, `device-lost`, `internal`.
   */
  snapshot(longSide: number, type: SnapshotType): Promise<Snapshot>;
  /** Stops reading frames after one more, which stays on show, and which `snapshot` is then of. */
  pause(): Promise<void>;
  resume(): Promise<void>;
  /** Releases everything. May be called twice. */
  dispose(): Promise<void>;
  /** For tests of recovery: loses the GPU device as a driver reset would. No-op on the WASM engine. */
  loseDevice(): Promise<void>;
}
