import { LitElement, css, html, nothing, type PropertyValues, type TemplateResult } from 'lit';
import { customElement, property, query } from 'lit/decorators.js';
import { baseStyles } from './base-styles.ts';
import { buttonStyles } from './button-styles.ts';
import './pa-icon.ts';
import { WORDS } from './words.ts';

/**
 * A sheet over the running picture: a native dialog with a title and a way out.
 *
 * `side` keeps to the edge as a popover, so that the face stays free and the picture can be touched beside it;
 * `middle` and `full` are modal. Escape, the back gesture and a tap outside close it; fires `closed` then.
 */
@customElement('pa-sheet')
export class PaSheet extends LitElement {
  static override styles = [
    baseStyles,
    buttonStyles,
    css`
      :host {
        display: contents;
      }
      dialog {
        position: fixed;
        inset: auto;
        max-width: none;
        max-height: none;
        flex-direction: column;
        margin: 0;
        padding: 0;
        border: 1px solid color-mix(in oklch, var(--line), transparent 45%);
        border-radius: 1rem;
        background: var(--raised);
        color: var(--ink);
        color-scheme: light dark;
        overflow: hidden;
      }
      dialog[open],
      dialog:popover-open {
        display: flex;
      }
      dialog::backdrop {
        background: transparent;
      }
      .middle::backdrop,
      .full::backdrop {
        background: oklch(0.12 0.01 60 / 0.55);
      }
      .side {
        inset-block-end: calc(var(--sheet-bottom, 6.75rem) + var(--safe-bottom));
        inset-inline-end: calc(var(--sheet-end, 1rem) + var(--safe-right));
        width: min(26.25rem, 100vw - 2rem);
        max-height: calc(100dvh - var(--sheet-bottom, 6.75rem) - 2rem - var(--safe-bottom));
      }
      .top {
        inset-block-start: calc(4.25rem + var(--safe-top));
        inset-inline-end: calc(var(--sheet-end, 1rem) + var(--safe-right));
        width: min(21rem, 100vw - 2rem);
        max-height: calc(100dvh - 5.25rem - var(--safe-top) - var(--safe-bottom));
      }
      .middle {
        inset: 0;
        width: min(var(--sheet-width, 32rem), 100vw - 2rem);
        height: fit-content;
        max-height: calc(100dvh - 2rem);
        margin: auto;
      }
      .full {
        inset: 0;
        width: 100%;
        height: 100%;
        padding: var(--safe-top) var(--safe-right) 0 var(--safe-left);
        border: 0;
        border-radius: 0;
      }
      @media (max-width: 639px) and (min-height: 481px) {
        .side,
        .top,
        .middle {
          inset: auto 0 0;
          width: 100%;
          max-height: min(85dvh, 40rem);
          margin: 0;
          padding-block-end: var(--safe-bottom);
          border-width: 1px 0 0;
          border-radius: 1.25rem 1.25rem 0 0;
        }
      }
      @media (max-height: 480px) {
        .side,
        .top {
          inset-block: 0.5rem;
          inset-inline-end: calc(0.5rem + var(--safe-right));
          max-height: calc(100dvh - 1rem);
        }
        .middle {
          max-height: calc(100dvh - 1rem);
        }
      }
      @starting-style {
        dialog[open],
        dialog:popover-open {
          opacity: 0;
          transform: translateY(0.5rem);
        }
      }
      dialog {
        transition:
          opacity var(--calm) var(--ease),
          transform var(--calm) var(--ease);
      }
      header {
        display: flex;
        flex: none;
        align-items: center;
        gap: 0.5rem;
        padding-block: 0.625rem 0.25rem;
        padding-inline: 1.375rem 0.625rem;
      }
      h2 {
        flex: 1;
        font-size: 1.0625rem;
        font-weight: 600;
      }
      /* Takes the focus when the sheet opens, but is nothing to press. */
      h2:focus-visible {
        outline: none;
      }
      .body {
        display: flex;
        min-height: 0;
        flex: 1 1 auto;
        flex-direction: column;
        padding: 0 1.375rem 1.25rem;
        overflow: auto;
        overscroll-behavior: contain;
      }
      /* Longer than the sheet: it scrolls, nothing in it is squeezed. */
      dialog:not(.full) ::slotted(*) {
        flex-shrink: 0;
      }
      .full .body {
        padding: 0;
        overflow: hidden;
      }
      @media (prefers-reduced-motion: reduce) {
        dialog {
          transition: none;
        }
      }
    `,
  ];

  @property({ type: Boolean }) open = false;
  @property() heading = '';
  @property() placement: 'side' | 'top' | 'middle' | 'full' = 'side';

  @query('dialog') private dialog!: HTMLDialogElement;

  override render(): TemplateResult {
    const modal = this.placement === 'middle' || this.placement === 'full';
    return html`<dialog
      class=${this.placement}
      popover=${modal ? nothing : 'auto'}
      aria-labelledby="heading"
      @toggle=${this.#toggled}
      @close=${this.#closed}
      @click=${this.#clicked}
    >
      <header>
        <h2 id="heading" tabindex="-1">${this.heading}</h2>
        <slot name="tools"></slot>
        <button class="icon" aria-label=${WORDS.close} title=${WORDS.close} @click=${this.#leave}>
          <pa-icon name="close"></pa-icon>
        </button>
      </header>
      <div class="body"><slot></slot></div>
    </dialog>`;
  }

  protected override updated(changed: PropertyValues<this>): void {
    if (!changed.has('open')) return;
    const shown = this.dialog.open || this.dialog.matches(':popover-open');
    if (this.open === shown) return;
    if (!this.open) this.#hide();
    else if (this.dialog.hasAttribute('popover')) {
      this.dialog.showPopover();
      this.shadowRoot!.getElementById('heading')!.focus();
    } else this.dialog.showModal();
  }

  #hide(): void {
    if (this.dialog.open) this.dialog.close();
    else this.dialog.hidePopover();
  }

  readonly #leave = (): void => this.#hide();

  /** A click that reaches the dialog itself, not its content, fell on the backdrop. */
  readonly #clicked = (event: MouseEvent): void => {
    if (event.target !== this.dialog || !this.dialog.open) return;
    const box = this.dialog.getBoundingClientRect();
    const inside =
      event.clientX >= box.left &&
      event.clientX <= box.right &&
      event.clientY >= box.top &&
      event.clientY <= box.bottom;
    if (!inside) this.dialog.close();
  };

  readonly #toggled = (event: ToggleEvent): void => {
    if (event.newState === 'closed' && event.target === this.dialog) this.#closed();
  };

  readonly #closed = (): void => {
    if (!this.open) return;
    this.open = false;
    this.dispatchEvent(new CustomEvent('closed'));
  };
}
