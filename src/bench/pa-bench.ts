import { LitElement, html, nothing, type TemplateResult } from 'lit';
import { customElement, property, query, state } from 'lit/decorators.js';
import { asAppError } from '../shared/errors.ts';
import { ScreenWakeLock } from '../studio/wake-lock.ts';
import { baseStyles } from '../ui/base-styles.ts';
import { buttonStyles } from '../ui/button-styles.ts';
import { benchStyles } from './bench-styles.ts';
import { BENCH_WORDS, stepWords } from './bench-words.ts';
import type { BenchResult } from './bench-result.ts';
import { benchText, COLUMNS, EXPLANATION, HIDDEN_NOTE, rowWords } from './bench-text.ts';
import { measureDevice, type BenchFiles, type BenchStep } from './measure-device.ts';

/** Where the measurement stands; mirrored as `<html data-bench>`. */
export type BenchPhase = 'idle' | 'running' | 'done' | 'failed';

/** "Measure this device": times the networks here and shows a table that can be copied. Nothing is sent anywhere. */
@customElement('pa-bench')
export class PaBench extends LitElement {
  static override styles = [baseStyles, buttonStyles, benchStyles];

  /** Where runtime and networks come from; nothing can be measured before it is set. */
  @property({ attribute: false }) files: BenchFiles | null = null;
  /** One round at one size. */
  @property({ type: Boolean }) isQuick = false;
  /** What was measured last, also while it grows; null before the first round's end. For scripts to read. */
  @property({ attribute: false }) result: BenchResult | null = null;

  @state() private phase: BenchPhase = 'idle';
  @state() private step: BenchStep | null = null;
  /** Said by role=status; changes a few times a minute only. */
  @state() private message = '';
  @state() private failure = '';
  /** The clipboard refused: the text is shown to be copied by hand. */
  @state() private isTextShown = false;
  @query('textarea') private readonly textArea!: HTMLTextAreaElement | null;

  private run: AbortController | null = null;
  private readonly wakeLock = new ScreenWakeLock();

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this.stop();
  }

  protected override updated(): void {
    document.documentElement.dataset['bench'] = this.phase;
  }

  override render(): TemplateResult {
    const isRunning = this.phase === 'running';
    return html`<main>
      <h1>${BENCH_WORDS.heading}</h1>
      <p>${BENCH_WORDS.intro}</p>
      <p class="quiet">${BENCH_WORDS.advice}</p>
      <div class="buttons">
        <button
          type="button"
          class="primary"
          ?disabled=${!this.files}
          @click=${() => (isRunning ? this.stop() : void this.measure())}
        >
          ${isRunning ? BENCH_WORDS.stop : this.result ? BENCH_WORDS.again : BENCH_WORDS.measure}
        </button>
        ${
          this.result && !isRunning
            ? html`<button type="button" class="secondary" @click=${() => void this.copy()}>
                ${BENCH_WORDS.copy}
              </button>`
            : nothing
        }
        <a href="./">${BENCH_WORDS.back}</a>
      </div>
      <p role="status">${this.message}</p>
      ${this.failure ? html`<p role="alert" class="failure">${this.failure}</p>` : nothing}
      ${isRunning ? this.#progress() : nothing} ${this.result ? this.#table(this.result) : nothing}
      ${
        this.isTextShown && this.result
          ? html`<textarea
              readonly
              rows="12"
              aria-label=${BENCH_WORDS.text}
              .value=${benchText(this.result)}
            ></textarea>`
          : nothing
      }
    </main>`;
  }

  /** Measures until it is done or `stop` is called. Never rejects: what goes wrong is shown. */
  async measure(): Promise<void> {
    if (!this.files || this.run) return;
    const run = new AbortController();
    this.run = run;
    this.phase = 'running';
    this.result = null;
    this.failure = '';
    this.isTextShown = false;
    this.wakeLock.isWanted = true;
    try {
      this.result = await measureDevice({
        files: this.files,
        isQuick: this.isQuick,
        signal: run.signal,
        onStep: (step) => this.#show(step),
        onRound: (result) => (this.result = result),
      });
      this.phase = 'done';
      this.message = BENCH_WORDS.done;
    } catch (error) {
      this.phase = run.signal.aborted ? 'idle' : 'failed';
      this.message = run.signal.aborted ? BENCH_WORDS.stopped : '';
      if (!run.signal.aborted) this.failure = `${BENCH_WORDS.failed} (${asAppError(error).message})`;
    } finally {
      this.run = null;
      this.step = null;
      this.wakeLock.isWanted = false;
    }
  }

  /** Ends the measurement at once; whole rounds stay in the table. */
  stop(): void {
    this.run?.abort(new DOMException('Stopped', 'AbortError'));
  }

  /** Puts the result on the clipboard, or shows and selects it where the browser does not allow that. */
  async copy(): Promise<void> {
    if (!this.result) return;
    try {
      await navigator.clipboard.writeText(benchText(this.result));
      this.message = BENCH_WORDS.copied;
    } catch {
      this.isTextShown = true;
      this.message = BENCH_WORDS.copyByHand;
      await this.updateComplete;
      this.textArea?.focus();
      this.textArea?.select();
    }
  }

  #show(step: BenchStep): void {
    this.step = step;
    this.message = stepWords(step);
  }

  #progress(): TemplateResult {
    const timing = this.step?.name === 'timing' ? this.step : null;
    // Without a value it is drawn as "somewhere under way".
    return timing
      ? html`<progress
          aria-label=${BENCH_WORDS.progress}
          max=${timing.total}
          .value=${timing.done}
        ></progress>`
      : html`<progress aria-label=${BENCH_WORDS.progress}></progress>`;
  }

  #table(result: BenchResult): TemplateResult {
    return html`<div class="scroller" tabindex="0" role="region" aria-label=${BENCH_WORDS.table}>
        <table>
          <thead>
            <tr>
              ${COLUMNS.map((column) => html`<th scope="col">${column}</th>`)}
            </tr>
          </thead>
          <tbody>
            ${result.rows.map((row) => {
              const [name, ...cells] = rowWords(row);
              return html`<tr>
                <th scope="row">${name}</th>
                ${cells.map((cell) => html`<td>${cell}</td>`)}
              </tr>`;
            })}
          </tbody>
        </table>
      </div>
      <p class="quiet">${EXPLANATION}</p>
      ${result.skipped.map((text) => html`<p class="quiet">${text}</p>`)}
      ${result.wasHidden ? html`<p class="quiet">${HIDDEN_NOTE}</p>` : nothing}`;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'pa-bench': PaBench;
  }
}
