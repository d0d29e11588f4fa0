import type { Size } from '../../src/shared/frame-size.ts';
import type { EngineInfo, NetworkBytes, RuntimeFiles } from '../../src/shared/protocol.ts';
import type { StyleCode } from '../../src/shared/style-code.ts';
import type { Geometry } from './geometry.ts';

/** A camera frame, or one from a source without WebCodecs. Whoever hands it over closes it. */
export type SourcePicture = VideoFrame | ImageBitmap;

/** Where the milliseconds of one painted frame went. Written in place, never allocated per frame. */
export interface StageTimes {
  prepareMs: number;
  networkMs: number;
  presentMs: number;
}

/**
 * One engine with both its ends: prepare → network → present. `gpu-pipeline.ts` and `cpu-pipeline.ts` are the two.
 *
 * The painter calls one method at a time and awaits it; only `setCode`, `setGrain`, `setDetail`, `setSteady` and
 * `dispose` may come in between. Nothing in `paint` and `showSource` is allocated, compiled or (on the GPU) read back.
 */
export interface Pipeline {
  readonly info: EngineInfo;
  /**
   * Called whenever a picture was drawn to the canvas, in the same task: a WebGPU canvas can be copied only until that
   * task ends. Null while nobody wants to know.
   */
  onDrawn: (() => void) | null;
  /** True once `loadNetwork` and `resize` have succeeded. */
  readonly canPaint: boolean;
  /** True once `loadStyleNetwork` has succeeded for the loaded tier. */
  readonly canMeasure: boolean;

  /**
   * Loads the neural network runtime, once; frames can be shown unpainted before it is there, since it is megabytes.
   * So `createGpuPipeline(canvas, options)` and `createCpuPipeline(threads, canvas)` do not take it. Rejects with
   * `engine-unavailable`.
   */
  loadRuntime(files: RuntimeFiles): Promise<void>;
  /** Compiles the paint graph; keeps the present one until the new one works. Rejects with `network-mismatch`. */
  loadNetwork(paint: NetworkBytes): Promise<void>;
  /** Compiles the style graph of the same tier. Rejects with `network-mismatch`. */
  loadStyleNetwork(style: NetworkBytes): Promise<void>;
  /**
   * Makes the tensors for a painted size (multiples of the network's `multiple`), writes the grain, and sizes the
   * canvas. `source` is the size of the cropped source in its pixels: the canvas is never larger than it needs to be,
   * unless its size is given as `shown`.
   */
  resize(painted: Size, source: Size, shown?: Size): Promise<void>;

  /** f32[2·C] in the loaded network's layout; copied. Takes effect with the next `paint`. */
  setCode(code: StyleCode): void;
  /** Strength of the grain, 0..1; with the next `paint`. */
  setGrain(strength: number): void;
  /** β, 0..1; with the next `paint`. */
  setDetail(beta: number): void;
  /**
   * Whether the pictures to come are of one scene in motion, of which `paint` may take the sensor's noise by a running
   * mean (steady.ts; not stills and what is measured). Each call begins a new scene: its first picture is as it is.
   */
  setSteady(isSteady: boolean): void;
  /**
   * Before/after: what lies before this share of the width, 0..1, shows the source, the rest the painted picture, with a
   * thin white line between, in live pictures and stills. 0: no such division. With the next picture.
   */
  setWipe(at: number): void;

  /** Draws the source unpainted, cropped and mirrored as `paint` would. Works before any network is loaded. */
  showSource(picture: SourcePicture, geometry: Geometry): void;
  /**
   * Paints one picture to the canvas: `painted·mix + source·(1 − mix)`, mix 0..1.
   *
   * Resolves when the next one may be given (at most two are in flight on the GPU). Does not close the picture.
   * Rejects with `device-lost` where the device is gone.
   */
  paint(picture: SourcePicture, geometry: Geometry, mix: number, times: StageTimes): Promise<void>;

  /**
   * Paints a picture once more in the present code, grain and β at a size of its own, for a snapshot, and resolves with
   * a canvas of `size`: `painted·mix + source·(1 − mix)`, mix 0..1; 0 needs no network.
   *
   * One run over the whole picture at `painted` (multiples of the network's `multiple`), enlarged to `size`. Strokes and
   * grain are as wide in the network's pixels as ever, so finer in the picture (see snapshot-sizes.ts). The shown
   * canvas, sizes and tensors stay as they are; all that is made here is released. Does not close the picture. Rejects
   * with `engine-unavailable` while no network is loaded, `device-lost`.
   */
  paintStill(
    picture: SourcePicture,
    geometry: Geometry,
    mix: number,
    painted: Size,
    size: Size,
  ): Promise<OffscreenCanvas>;

  /**
   * The picture's own style code, measured small, into `out`. Called rarely (about once a second at most).
   * Needs `canMeasure`.
   */
  measureSource(picture: SourcePicture, geometry: Geometry, out: StyleCode): Promise<void>;
  /** Code of a painting: `packed` is f32[1,12,h,w], value − 0.5 (see pack.ts). Needs `canMeasure`. */
  measurePacked(packed: Float32Array, h: number, w: number): Promise<StyleCode>;
  /** Median ms of `runs` runs of the paint graph at a size, after one to warm up, until the result is there. */
  timeNetwork(painted: Size, runs: number): Promise<number>;
  /** Mean luma 0..1 of the last prepared picture where that costs nothing, else −1. */
  brightness(): number;
  /** For tests of recovery: loses the device where there is one. */
  loseDevice(): void;
  /** Releases everything. May be called twice. */
  dispose(): void;
}
