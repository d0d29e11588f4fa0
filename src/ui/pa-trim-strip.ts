import { LitElement, html, nothing, type PropertyValues, type TemplateResult } from 'lit';
import { customElement, property, query } from 'lit/decorators.js';
import { baseStyles } from './base-styles.ts';
import type { TrimRange } from './trim-range.ts';
import { trimStripStyles } from './trim-strip-styles.ts';
import { TRIM_WORDS, secondsWords } from './trim-words.ts';

/** Page Up and Page Down move an end by about so many seconds. */
const PAGE_SECONDS = 5;

/**
 * A strip of the clip with a handle at each end of the chosen part; the handles are native ranges.
 *
 * Fires `ranged` with a `TrimRange` and which end has moved, and `sought` with the seconds that were pressed.
 */
@customElement('pa-trim-strip')
export class PaTrimStrip extends LitElement {
  static override styles = [baseStyles, trimStripStyles];

  @property({ attribute: false }) range!: TrimRange;
  /** Where the clip plays, seconds. */
  @property({ type: Number }) at = 0;
  /** URL of the row of small pictures, or ''. */
  @property() pictures = '';
  @property({ type: Boolean }) disabled = false;

  @query('.strip') private strip!: HTMLElement;
  @query('.start') private startInput!: HTMLInputElement;
  @query('.end') private endInput!: HTMLInputElement;
  @query('.pictures') private area!: HTMLElement;

  override render(): TemplateResult {
    return html`<div class="strip">
      <div
        class="pictures"
        @pointerdown=${this.#press}
        @pointermove=${(event: PointerEvent) => event.buttons & 1 && this.#seek(event)}
      >
        ${this.pictures ? html`<img src=${this.pictures} alt="" draggable="false" />` : nothing}
      </div>
      <div class="left-out before"></div>
      <div class="left-out after"></div>
      <div class="frame"></div>
      <div class="head"></div>
      ${this.#handle('start', TRIM_WORDS.start, this.range.startSeconds)}
      ${this.#handle('end', TRIM_WORDS.end, this.range.endSeconds)}
    </div>`;
  }

  // The policy forbids style attributes; CSSOM is allowed.
  protected override updated(_changed: PropertyValues<this>): void {
    const { durationSeconds } = this.range.cuts;
    const share = (seconds: number): string => String(Math.min(1, Math.max(0, seconds / durationSeconds)));
    this.strip.style.setProperty('--from', share(this.range.startSeconds));
    this.strip.style.setProperty('--to', share(this.range.endSeconds));
    this.strip.style.setProperty('--at', share(this.at));
    // Dragging has moved them past what is possible.
    this.startInput.value = String(Math.round(this.range.startSeconds * 1000));
    this.endInput.value = String(Math.round(this.range.endSeconds * 1000));
  }

  /** Puts the focus on a handle. */
  focusHandle(end: 'start' | 'end'): void {
    (end === 'start' ? this.startInput : this.endInput).focus();
  }

  #handle(end: 'start' | 'end', label: string, seconds: number): TemplateResult {
    return html`<input
      class=${end}
      type="range"
      min="0"
      max=${Math.round(this.range.cuts.durationSeconds * 1000)}
      step="1"
      aria-label=${label}
      aria-valuetext=${secondsWords(seconds)}
      ?disabled=${this.disabled}
      @input=${(event: Event) => {
        const wanted = Number((event.target as HTMLInputElement).value) / 1000;
        this.#move(end, end === 'start' ? this.range.startAt(wanted) : this.range.endAt(wanted));
      }}
      @keydown=${(event: KeyboardEvent) => this.#key(end, event)}
    />`;
  }

  #move(end: 'start' | 'end', range: TrimRange): void {
    this.range = range;
    this.requestUpdate();
    this.dispatchEvent(new CustomEvent('ranged', { detail: { range, end } }));
  }

  /** A range's own steps are thousandths; here a key is a picture, or a key picture at the start. */
  #key(end: 'start' | 'end', event: KeyboardEvent): void {
    const { range } = this;
    const steps: Record<string, number> = { ArrowRight: 1, ArrowUp: 1, ArrowLeft: -1, ArrowDown: -1 };
    const pages: Record<string, number> = { PageUp: PAGE_SECONDS, PageDown: -PAGE_SECONDS };
    const step = steps[event.key];
    const page = pages[event.key];
    let moved: TrimRange | null = null;
    if (step !== undefined) moved = end === 'start' ? range.stepStart(step) : range.stepEnd(step);
    else if (page !== undefined) {
      moved =
        end === 'start' ? range.startAt(range.startSeconds + page) : range.endAt(range.endSeconds + page);
    } else if (event.key === 'Home') moved = end === 'start' ? range.startAt(0) : range.endAt(0);
    else if (event.key === 'End') {
      const last = range.cuts.durationSeconds;
      moved = end === 'start' ? range.startAt(last) : range.endAt(last);
    }
    if (!moved) return;
    event.preventDefault();
    this.#move(end, moved);
  }

  readonly #press = (event: PointerEvent): void => {
    if (event.button !== 0) return;
    this.area.setPointerCapture(event.pointerId);
    this.#seek(event);
  };

  #seek(event: PointerEvent): void {
    const box = this.area.getBoundingClientRect();
    const share = Math.min(1, Math.max(0, (event.clientX - box.left) / box.width));
    this.dispatchEvent(new CustomEvent('sought', { detail: share * this.range.cuts.durationSeconds }));
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'pa-trim-strip': PaTrimStrip;
  }
}
