import type { InferenceSession } from 'onnxruntime-web';
import type { NetworkEntry } from '../../src/shared/manifest.ts';
import type { NetworkBytes } from '../../src/shared/protocol.ts';
import { readBack } from './gpu-read-back.ts';
import type { OrtRuntime } from './ort-runtime.ts';
import { StyleInputs, type GpuInput } from './ort-webgpu-inputs.ts';
import {
  createCapturedRunner,
  createGpuSession,
  createPlainRunner,
  type GpuRunner,
  type TensorLayout,
} from './ort-webgpu.ts';

/**
 * How much is tried before the first frame. `full`: both layouts are timed and replay is checked. `quick`: neither,
 * since on a software adapter every shader takes seconds to compile and neither would help.
 */
export type Tuning = 'full' | 'quick';

/** Replay must give what a plain run gives; both are the same arithmetic. */
const REPLAY_TOLERANCE = 1e-3;
/** Layouts add up in another order. Some convolutions are plainly wrong in NHWC (onnxruntime#29651). */
const LAYOUT_TOLERANCE = 4e-3;
/** A layout is timed over this many runs, or as many as go into the budget. */
const MOST_TIMED_RUNS = 8;
const TIMING_BUDGET_MS = 400;

/** The frame f32[1,16,h,w] that a paint graph reads and a place f32[1,12,h,w] for its result, of one size. */
export interface PaintTensors {
  frame: GpuInput;
  painted: GpuInput;
}

interface Candidate {
  runner: GpuRunner;
  /** Of the last test pattern. */
  result: Float32Array;
}

/** The paint graph of one tier on the GPU: its style inputs, and a runner for every size that is asked for. */
export class PaintGraph {
  readonly network: NetworkEntry;
  readonly style: StyleInputs;
  readonly #runtime: OrtRuntime;
  readonly #device: GPUDevice;
  readonly #graph: ArrayBuffer;
  readonly #tuning: Tuning;
  readonly #sessions = new Map<TensorLayout, InferenceSession>();
  #layout: TensorLayout | null;

  private constructor(runtime: OrtRuntime, device: GPUDevice, paint: NetworkBytes, tuning: Tuning) {
    this.#runtime = runtime;
    this.#device = device;
    this.#graph = paint.graph;
    this.#tuning = tuning;
    this.#layout = tuning === 'quick' ? 'NCHW' : null;
    this.network = paint.network;
    this.style = new StyleInputs(device, paint.network);
  }

  /** Compiles the graph without a size. Rejects with `network-mismatch`. */
  static async load(
    runtime: OrtRuntime,
    device: GPUDevice,
    paint: NetworkBytes,
    tuning: Tuning,
  ): Promise<PaintGraph> {
    const graph = new PaintGraph(runtime, device, paint, tuning);
    try {
      await graph.#session('NCHW');
    } catch (error) {
      await graph.release();
      throw error;
    }
    return graph;
  }

  /**
   * A warm runner for tensors of a size; whoever asked releases it. Overwrites the tensors.
   *
   * The first one decides on the layout for the life of this graph.
   */
  async open(tensors: PaintTensors): Promise<GpuRunner> {
    this.style.flush();
    if (this.#tuning === 'quick') {
      const runner = await this.#plain('NCHW', tensors);
      await runner.run();
      return runner;
    }
    if (this.#layout) return (await this.#try(this.#layout, tensors)).runner;
    const first = await this.#try('NCHW', tensors);
    const second = await this.#try('NHWC', tensors).catch(() => null);
    const chosen = second ? await this.#faster(first, second) : first;
    this.#layout = chosen.runner.layout;
    for (const other of [first, second]) if (other && other !== chosen) await other.runner.release();
    for (const layout of this.#sessions.keys()) {
      if (layout !== this.#layout) await this.#drop(layout);
    }
    return chosen.runner;
  }

  /** A plain runner for tensors of a size, neither timed nor recorded: for a single picture. Does not touch the tensors. */
  openOnce(tensors: PaintTensors): Promise<GpuRunner> {
    return this.#plain(this.#layout ?? 'NCHW', tensors);
  }

  async release(): Promise<void> {
    this.style.dispose();
    for (const layout of this.#sessions.keys()) await this.#drop(layout);
  }

  /** A replaying runner where it does what a plain one does, else the plain one. */
  async #try(layout: TensorLayout, tensors: PaintTensors): Promise<Candidate> {
    const plain = await this.#plain(layout, tensors);
    const count = elements(tensors.painted);
    this.#writePattern(tensors.frame, 1);
    const result = await readBack(this.#device, await plain.run(), count);
    const replaying = await createCapturedRunner(
      this.#runtime,
      this.#device,
      this.#graph,
      this.network.paint,
      layout,
      this.#inputs(tensors),
    ).catch(() => null);
    if (!replaying) return { runner: plain, result };
    try {
      // Recorded over one picture, checked with another: a replay that froze its inputs shows.
      this.#writePattern(tensors.frame, 2);
      await replaying.run();
      this.#writePattern(tensors.frame, 1);
      const replayed = await readBack(this.#device, await replaying.run(), count);
      if (largestDifference(replayed, result) <= REPLAY_TOLERANCE) return { runner: replaying, result };
    } catch {
      // A runtime that cannot replay still runs.
    }
    await replaying.release();
    return { runner: plain, result };
  }

  async #faster(first: Candidate, second: Candidate): Promise<Candidate> {
    if (!(largestDifference(first.result, second.result) <= LAYOUT_TOLERANCE)) return first;
    const firstMs = await this.#time(first.runner);
    const secondMs = await this.#time(second.runner);
    return secondMs < firstMs ? second : first;
  }

  /** Mean ms of a run. */
  async #time(runner: GpuRunner): Promise<number> {
    const start = performance.now();
    let runs = 0;
    do {
      await runner.run();
      await this.#device.queue.onSubmittedWorkDone();
      runs++;
    } while (runs < MOST_TIMED_RUNS && performance.now() - start < TIMING_BUDGET_MS);
    return (performance.now() - start) / runs;
  }

  async #plain(layout: TensorLayout, tensors: PaintTensors): Promise<GpuRunner> {
    const session = await this.#session(layout);
    return createPlainRunner(this.#runtime, session, layout, this.#inputs(tensors), tensors.painted);
  }

  #inputs(tensors: PaintTensors): Record<string, GpuInput> {
    return { frame: tensors.frame, ...this.style.inputs };
  }

  async #session(layout: TensorLayout): Promise<InferenceSession> {
    const known = this.#sessions.get(layout);
    if (known) return known;
    const session = await createGpuSession(
      this.#runtime,
      this.#device,
      this.#graph,
      this.network.paint,
      layout,
    );
    this.#sessions.set(layout, session);
    return session;
  }

  async #drop(layout: TensorLayout): Promise<void> {
    const session = this.#sessions.get(layout);
    this.#sessions.delete(layout);
    if (session) await this.#runtime.enqueue(() => session.release());
  }

  #writePattern(frame: GpuInput, phase: number): void {
    const values = new Float32Array(elements(frame));
    for (let i = 0; i < values.length; i++) values[i] = 0.5 * Math.sin(i * 0.37 + i * i * 1e-3 + phase);
    this.#device.queue.writeBuffer(frame.buffer, 0, values);
  }
}

function elements(input: GpuInput): number {
  return input.dims.reduce((product, dim) => product * dim, 1);
}

/** Infinity where a number is missing or is none. */
function largestDifference(one: Float32Array, other: Float32Array): number {
  let largest = 0;
  for (let i = 0; i < one.length; i++) {
    const difference = Math.abs(one[i]! - other[i]!);
    if (!(difference <= largest)) largest = Number.isNaN(difference) ? Infinity : difference;
  }
  return largest;
}
