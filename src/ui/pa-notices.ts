import { LitElement, css, html, nothing, type PropertyValues, type TemplateResult } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import { repeat } from 'lit/directives/repeat.js';
import type { Notice } from '../studio/studio-view.ts';
import { baseStyles } from './base-styles.ts';
import { buttonStyles } from './button-styles.ts';
import './pa-icon.ts';
import { tell } from './ui-events.ts';
import { WORDS } from './words.ts';

/**
 * Sentences that pass by, each with at most one thing to do about it.
 *
 * Two live regions that are always there: polite for most, assertive for errors. A notice stays while a pointer or
 * the focus is on the stack, so that nobody has to hurry.
 */
@customElement('pa-notices')
export class PaNotices extends LitElement {
  static override styles = [
    baseStyles,
    buttonStyles,
    css`
      :host {
        display: flex;
        flex-direction: column;
        align-items: center;
        gap: 0.5rem;
        pointer-events: none;
      }
      div {
        display: contents;
      }
      .notice {
        display: grid;
        max-width: min(32rem, 100%);
        align-items: center;
        gap: 0 0.25rem;
        grid-template-columns: 1fr auto auto;
        padding-block: 0.25rem;
        padding-inline: 1.125rem 0.25rem;
        border: 1px solid color-mix(in oklch, var(--line), transparent 45%);
        border-radius: 1.375rem;
        background: var(--raised);
        pointer-events: auto;
      }
      .text {
        display: flex;
        align-items: center;
        gap: 0.625rem;
        padding-block: 0.375rem;
        line-height: 1.4;
      }
      .error pa-icon,
      .warning .text pa-icon {
        color: var(--danger);
      }
      .notice .icon pa-icon {
        color: var(--quiet-ink);
      }
      .act {
        min-height: var(--target);
        padding: 0 0.875rem;
        border: 0;
        border-radius: var(--round);
        background: none;
        color: var(--accent-mark);
        font-weight: 600;
      }
      .act:hover {
        background: color-mix(in oklch, transparent, var(--ink) 10%);
      }
      details {
        grid-column: 1 / -1;
        padding-block-end: 0.5rem;
        color: var(--quiet-ink);
        font-size: var(--label);
        overflow-wrap: anywhere;
      }
      summary {
        min-height: 1.75rem;
        cursor: pointer;
      }
      .notice {
        transition:
          opacity var(--calm) var(--ease),
          transform var(--calm) var(--ease);
      }
      @starting-style {
        .notice {
          opacity: 0;
          transform: translateY(-0.5rem);
        }
      }
    `,
  ];

  @property({ attribute: false }) notices: readonly Notice[] = [];

  readonly #timers = new Map<number, ReturnType<typeof setTimeout>>();
  #attended = false;

  override connectedCallback(): void {
    super.connectedCallback();
    this.addEventListener('pointerenter', this.#attend);
    this.addEventListener('focusin', this.#attend);
    this.addEventListener('pointerleave', this.#release);
    this.addEventListener('focusout', this.#release);
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this.#stopTimers();
  }

  override render(): TemplateResult {
    return html`<div role="status">
        ${this.#list(this.notices.filter((notice) => notice.tone !== 'error'))}
      </div>
      <div role="alert">${this.#list(this.notices.filter((notice) => notice.tone === 'error'))}</div>`;
  }

  protected override updated(changed: PropertyValues<this>): void {
    if (!changed.has('notices')) return;
    // Not every browser tells that the focus is lost with the button that had it.
    this.#attended &&= this.matches(':hover, :focus-within');
    this.#startTimers();
  }

  #list(notices: readonly Notice[]): unknown {
    return repeat(
      notices,
      (notice) => notice.id,
      (notice) =>
        html`<section class="notice ${notice.tone}">
          <p class="text">
            ${notice.tone === 'info' ? nothing : html`<pa-icon name="warning"></pa-icon>`}${notice.text}
          </p>
          ${
            notice.action
              ? html`<button class="act" @click=${() => this.#act(notice)}>${notice.action.label}</button>`
              : html`<span></span>`
          }
          <button
            class="icon"
            aria-label=${WORDS.dismiss}
            title=${WORDS.dismiss}
            @click=${() => tell(this, 'notice-dismissed', { id: notice.id })}
          >
            <pa-icon name="close"></pa-icon>
          </button>
          ${
            notice.details
              ? html`<details>
                  <summary>${WORDS.details}</summary>
                  ${notice.details}
                </details>`
              : nothing
          }
        </section>`,
    );
  }

  #act(notice: Notice): void {
    notice.action?.run();
    tell(this, 'notice-dismissed', { id: notice.id });
  }

  #startTimers(): void {
    const present = new Set(this.notices.map((notice) => notice.id));
    for (const [id, timer] of this.#timers) {
      if (present.has(id)) continue;
      clearTimeout(timer);
      this.#timers.delete(id);
    }
    if (this.#attended) return;
    for (const { id, lastsMs } of this.notices) {
      if (lastsMs === 0 || this.#timers.has(id)) continue;
      this.#timers.set(
        id,
        setTimeout(() => tell(this, 'notice-dismissed', { id }), lastsMs),
      );
    }
  }

  #stopTimers(): void {
    for (const timer of this.#timers.values()) clearTimeout(timer);
    this.#timers.clear();
  }

  readonly #attend = (): void => {
    this.#attended = true;
    this.#stopTimers();
  };

  readonly #release = (): void => {
    this.#attended = this.matches(':hover, :focus-within');
    if (!this.#attended) this.#startTimers();
  };
}
