import type { Look } from '../../src/shared/protocol.ts';
import { mixStyleCodes, type StyleCode } from '../../src/shared/style-code.ts';

/** Ease in and out, 0..1 → 0..1. */
function ease(t: number): number {
  return t * t * (3 - 2 * t);
}

/** A number of values on their way from where they were to where they should be. Allocates nothing per step. */
class Glide {
  readonly current: Float32Array;
  readonly #from: Float32Array;
  readonly #to: Float32Array;
  #startMs = 0;
  #durationMs = 0;
  #arrived = true;

  constructor(length: number) {
    this.current = new Float32Array(length);
    this.#from = new Float32Array(length);
    this.#to = new Float32Array(length);
  }

  get arrived(): boolean {
    return this.#arrived;
  }

  /** Sets out for `target` from wherever it is now. */
  setOut(target: ArrayLike<number>, nowMs: number, durationMs: number): void {
    this.#from.set(this.current);
    this.#to.set(target);
    this.#startMs = nowMs;
    this.#durationMs = durationMs;
    this.#arrived = false;
  }

  /** Is there with the next step. */
  arrive(): void {
    this.#durationMs = 0;
  }

  /** Moves `current` to where it should be now; true if it changed. */
  step(nowMs: number): boolean {
    if (this.#arrived) return false;
    const t = this.#durationMs > 0 ? (nowMs - this.#startMs) / this.#durationMs : 1;
    if (t >= 1) {
      this.current.set(this.#to);
      this.#arrived = true;
    } else {
      mixStyleCodes(this.current, this.#from, this.#to, ease(Math.max(0, t)));
    }
    return true;
  }
}

/** The look as it is at this moment, gliding towards what was set. */
export class LookGlide {
  readonly #glide = new Glide(3);
  #target: Look;

  constructor(look: Look) {
    this.#target = look;
    this.setOut(look, 0, 0);
    this.#glide.step(0);
  }

  get target(): Look {
    return this.#target;
  }
  get arrived(): boolean {
    return this.#glide.arrived;
  }
  get alpha(): number {
    return this.#glide.current[0]!;
  }
  get canvas(): number {
    return this.#glide.current[1]!;
  }
  get detail(): number {
    return this.#glide.current[2]!;
  }

  setOut(look: Look, nowMs: number, durationMs: number): void {
    this.#target = look;
    this.#glide.setOut([look.alpha, look.canvas, look.detail], nowMs, durationMs);
  }

  arrive(): void {
    this.#glide.arrive();
  }

  step(nowMs: number): boolean {
    return this.#glide.step(nowMs);
  }
}

/** The painting's style code at this moment: a change of painting glides from the look that is on. */
export class CodeGlide {
  readonly #glide: Glide;
  #set = false;

  /** `length` numbers: the loaded network's code length. */
  constructor(length: number) {
    this.#glide = new Glide(length);
  }

  /** False until a painting was chosen. */
  get isSet(): boolean {
    return this.#set;
  }
  get arrived(): boolean {
    return this.#glide.arrived;
  }
  get current(): StyleCode {
    return this.#glide.current;
  }

  /** The first code is there at once: there is nothing to glide from. */
  setOut(code: StyleCode, nowMs: number, durationMs: number): void {
    this.#glide.setOut(code, nowMs, this.#set ? durationMs : 0);
    this.#set = true;
  }

  arrive(): void {
    this.#glide.arrive();
  }

  step(nowMs: number): boolean {
    return this.#glide.step(nowMs);
  }
}
