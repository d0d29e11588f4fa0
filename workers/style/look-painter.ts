import type { Look } from '../../src/shared/protocol.ts';
import { mixStyleCodes, type StyleCode } from '../../src/shared/style-code.ts';
import type { SourceFrame } from '../frames/frame-source.ts';
import type { Geometry } from '../pipeline/geometry.ts';
import type { Pipeline, StageTimes } from '../pipeline/pipeline.ts';
import type { Meter } from '../telemetry/meter.ts';
import { CodeGlide, LookGlide } from './glide.ts';
import { OwnCode } from './own-code.ts';
import { paintedShare } from './strength.ts';

/** How old the frame's own code may be before it is measured again; it costs the processor a whole frame. */
const OWN_CODE_AGE_MS = { 'ort-webgpu': 1000, 'ort-wasm': 4000 };

/**
 * Paints frames in the look and painting that are on, gliding to what was set last.
 *
 * All of strength is arithmetic on codes here, plus one share for the present stage: nothing is compiled or allocated
 * when a slider moves.
 */
export class LookPainter {
  readonly #look: LookGlide;
  readonly #times: StageTimes = { prepareMs: 0, networkMs: 0, presentMs: 0 };
  #code = new CodeGlide(0);
  #own = new OwnCode(0);
  #mixed: StyleCode = new Float32Array(0);
  /** The pipeline has not been given the present code. */
  #isStale = true;
  #share = 0;
  /** Stamp of the frame painted last where time goes by the frames of a file, else null. */
  #frameMs: number | null = null;

  constructor(look: Look) {
    this.#look = new LookGlide(look);
  }

  /** A painting was chosen for the loaded network. */
  get isSet(): boolean {
    return this.#code.isSet;
  }

  /** Nothing moves any more: a still need not be painted again. */
  get hasArrived(): boolean {
    return this.#look.arrived && this.#code.arrived;
  }

  /** Another network with codes of `length` numbers: the old codes mean nothing to it. */
  useNetwork(length: number): void {
    this.#code = new CodeGlide(length);
    this.#own = new OwnCode(length);
    this.#mixed = new Float32Array(length);
    this.#isStale = true;
  }

  /** Share of the painted picture in what was shown last, 0..1; 0 is the source alone. */
  get share(): number {
    return this.#share;
  }

  setCode(code: StyleCode, glideMs: number): void {
    this.#code.setOut(code, this.#nowMs, glideMs);
  }

  setLook(look: Look, glideMs: number): void {
    this.#look.setOut(look, this.#nowMs, glideMs);
  }

  /**
   * Another source comes. `isFile`: its frames are painted faster or slower than they are played, so glides and the age of
   * its own code go by their stamps.
   */
  forgetSource(isFile: boolean): void {
    // What is still gliding by the other clock arrives.
    if (isFile !== (this.#frameMs !== null)) this.#arrive();
    this.#frameMs = isFile ? 0 : null;
    this.#own.forget();
    this.#isStale = true;
  }

  /** Paints one frame and writes its times into `meter`. Does not close the frame. */
  async paint(pipeline: Pipeline, frame: SourceFrame, geometry: Geometry, meter: Meter): Promise<void> {
    if (this.#frameMs !== null) this.#frameMs = frame.timestampUs / 1000;
    const nowMs = this.#nowMs;
    if (this.#look.step(nowMs)) this.#isStale = true;
    if (this.#code.step(nowMs)) this.#isStale = true;
    const { alpha } = this.#look;
    if (alpha <= 0) {
      pipeline.showSource(frame.picture, geometry);
      this.#share = 0;
    } else {
      await this.#measureOwn(pipeline, frame, geometry, nowMs);
      this.#hand(pipeline);
      // Until the frame's own code is known, all of strength is a fade: the slider means something at once.
      const share = this.#own.isKnown ? paintedShare(alpha) : alpha;
      await pipeline.paint(frame.picture, geometry, share, this.#times);
      this.#share = share;
      meter.prepareMs.push(this.#times.prepareMs);
      meter.networkMs.push(this.#times.networkMs);
      meter.presentMs.push(this.#times.presentMs);
    }
    const shownMs = performance.now();
    meter.countPainted(shownMs);
    if (!Number.isNaN(frame.capturedAtMs)) meter.latencyMs.push(shownMs - frame.capturedAtMs);
  }

  get #nowMs(): number {
    return this.#frameMs ?? performance.now();
  }

  #arrive(): void {
    for (const glide of [this.#look, this.#code]) glide.arrive();
    this.#isStale = true;
  }

  async #measureOwn(
    pipeline: Pipeline,
    frame: SourceFrame,
    geometry: Geometry,
    nowMs: number,
  ): Promise<void> {
    if (this.#look.alpha >= 1 || !pipeline.canMeasure) return;
    // Nobody waits for the frames of a file.
    const ageMs = OWN_CODE_AGE_MS[this.#frameMs === null ? pipeline.info.engine : 'ort-webgpu'];
    if (!this.#own.isStale(nowMs, ageMs)) return;
    await pipeline.measureSource(frame.picture, geometry, this.#own.scratch);
    this.#own.accept(nowMs);
    this.#isStale = true;
  }

  #hand(pipeline: Pipeline): void {
    if (!this.#isStale) return;
    const alpha = this.#own.isKnown ? this.#look.alpha : 1;
    if (alpha >= 1) {
      pipeline.setCode(this.#code.current);
    } else {
      mixStyleCodes(this.#mixed, this.#own.current, this.#code.current, alpha);
      pipeline.setCode(this.#mixed);
    }
    pipeline.setGrain(this.#look.canvas);
    pipeline.setDetail(this.#look.detail);
    this.#isStale = false;
  }
}
