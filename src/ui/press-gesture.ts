/** What a press on the picture may turn out to be. */
export interface PressListener {
  /** Short, without moving. */
  tapped(): void;
  /** Sideways: +1 towards the next painting, −1 back. */
  swiped(by: number): void;
  /** Held down long enough; `false` when it is let go. */
  held(on: boolean): void;
}

/** How long a press lasts before it is a hold, ms. */
export const HOLD_AFTER_MS = 280;
/** How far a finger may wander before a press is no tap, CSS pixels. */
const SLACK = 10;
/** How far it must go sideways to be a swipe, CSS pixels. */
const SWIPE = 48;

/** Tells taps, swipes and holds of one pointer apart. Feed it pointer events; `cancel` when they stop coming. */
export class PressGesture {
  readonly #listener: PressListener;
  #start: { id: number; x: number; y: number; touch: boolean } | undefined;
  #moved = false;
  #holding = false;
  #timer: ReturnType<typeof setTimeout> | undefined;

  constructor(listener: PressListener) {
    this.#listener = listener;
  }

  down(event: PointerEvent): void {
    if (this.#start || !event.isPrimary || event.button !== 0) return;
    this.#start = {
      id: event.pointerId,
      x: event.clientX,
      y: event.clientY,
      touch: event.pointerType !== 'mouse',
    };
    this.#moved = false;
    this.#timer = setTimeout(() => {
      this.#holding = true;
      this.#listener.held(true);
    }, HOLD_AFTER_MS);
  }

  move(event: PointerEvent): void {
    if (event.pointerId !== this.#start?.id || this.#holding) return;
    if (Math.hypot(event.clientX - this.#start.x, event.clientY - this.#start.y) <= SLACK) return;
    this.#moved = true;
    clearTimeout(this.#timer);
  }

  up(event: PointerEvent): void {
    const start = this.#start;
    if (event.pointerId !== start?.id) return;
    const wasHolding = this.#holding;
    this.cancel();
    if (wasHolding) return;
    const dx = event.clientX - start.x;
    const sideways = Math.abs(dx) >= SWIPE && Math.abs(dx) > 2 * Math.abs(event.clientY - start.y);
    if (!this.#moved) this.#listener.tapped();
    else if (start.touch && sideways) this.#listener.swiped(dx < 0 ? 1 : -1);
  }

  cancel(): void {
    clearTimeout(this.#timer);
    this.#start = undefined;
    if (!this.#holding) return;
    this.#holding = false;
    this.#listener.held(false);
  }
}
