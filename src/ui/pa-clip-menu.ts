import { LitElement, css, html, nothing, type TemplateResult } from 'lit';
import { customElement, property, query } from 'lit/decorators.js';
import type { ClipView } from '../studio/studio-view.ts';
import { baseStyles } from './base-styles.ts';
import { buttonStyles } from './button-styles.ts';
import './pa-icon.ts';
import type { IconName } from './pa-icon.ts';
import { CLIP_WORDS } from './recording-words.ts';
import { canSaveAs } from './share-clips.ts';
import { TRIM_WORDS, compatibleHint } from './trim-words.ts';
import { tell } from './ui-events.ts';

/** A button with all that is done to a clip now and then. Fires `rename`. */
@customElement('pa-clip-menu')
export class PaClipMenu extends LitElement {
  static override styles = [
    baseStyles,
    buttonStyles,
    css`
      :host {
        display: block;
        flex: none;
      }
      .icon {
        color: var(--quiet-ink);
      }
      [popover] {
        position: fixed;
        inset: auto;
        width: min(19rem, 100vw - 2rem);
        margin: 0;
        padding: 0.375rem;
        border: 1px solid color-mix(in oklch, var(--line), transparent 45%);
        border-radius: 0.875rem;
        background: var(--raised);
        box-shadow: 0 0.5rem 2rem oklch(0.12 0.01 60 / 0.35);
        color: var(--ink);
      }
      .item {
        display: grid;
        width: 100%;
        min-height: var(--target);
        align-items: center;
        gap: 0 0.75rem;
        grid-template-columns: auto minmax(0, 1fr);
        padding: 0.375rem 0.625rem;
        border: 0;
        border-radius: 0.5rem;
        background: none;
        text-align: start;
      }
      .item:hover,
      .item:focus-visible {
        background: color-mix(in oklch, transparent, var(--ink) 9%);
      }
      .item:focus-visible {
        outline-offset: -2px;
      }
      .item pa-icon {
        color: var(--quiet-ink);
      }
      small {
        color: var(--quiet-ink);
        font-size: 0.75rem;
        grid-column: 2;
        line-height: 1.35;
      }
    `,
  ];

  @property({ attribute: false }) clip!: ClipView;
  /** A copy is being made of some clip. */
  @property({ type: Boolean }) busy = false;

  @query('.icon') private button!: HTMLButtonElement;
  @query('[popover]') private menu!: HTMLElement;

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    removeEventListener('scroll', this.#hide, { capture: true });
  }

  override render(): TemplateResult {
    const { clip } = this;
    const name = `${TRIM_WORDS.more}: ${clip.title}`;
    return html`<button class="icon" popovertarget="menu" aria-label=${name} title=${TRIM_WORDS.more}>
        <pa-icon name="more"></pa-icon>
      </button>
      <div id="menu" popover role="group" aria-label=${name} @beforetoggle=${this.#place}>
        ${this.#item('rename', CLIP_WORDS.rename, '', () => this.dispatchEvent(new CustomEvent('rename')))}
        ${this.#item('restyle', TRIM_WORDS.restyle, TRIM_WORDS.restyleHint, () =>
          tell(this, 'clip-restyle-asked', { id: clip.id }),
        )}
        ${
          canSaveAs()
            ? this.#item('save-as', TRIM_WORDS.saveAs, TRIM_WORDS.saveAsHint, () =>
                tell(this, 'clip-saved-as', { id: clip.id }),
              )
            : nothing
        }
        ${this.#item('compatible', TRIM_WORDS.compatible, compatibleHint(clip), () =>
          tell(this, 'clip-copied', { id: clip.id }),
        )}
        ${this.#item('remove', CLIP_WORDS.remove, '', () => tell(this, 'clip-removed', { id: clip.id }))}
      </div>`;
  }

  override focus(): void {
    this.button.focus();
  }

  #item(icon: IconName, label: string, hint: string, run: () => void): TemplateResult {
    return html`<button
      class="item ${icon}"
      ?disabled=${icon === 'compatible' && this.busy}
      @click=${() => {
        this.#hide();
        run();
      }}
    >
      <pa-icon name=${icon}></pa-icon><span>${label}</span>${hint ? html`<small>${hint}</small>` : nothing}
    </button>`;
  }

  /** Below the button, or above it where there is more room. Lies still, so it goes when anything is scrolled. */
  readonly #place = (event: ToggleEvent): void => {
    removeEventListener('scroll', this.#hide, { capture: true });
    if (event.newState !== 'open') return;
    const { top, bottom, right } = this.button.getBoundingClientRect();
    const isBelow = innerHeight - bottom > top;
    const { style } = this.menu;
    style.top = isBelow ? `${bottom + 4}px` : 'auto';
    style.bottom = isBelow ? 'auto' : `${innerHeight - top + 4}px`;
    style.right = `${Math.max(8, document.documentElement.clientWidth - right)}px`;
    style.maxHeight = `${Math.max(top, innerHeight - bottom) - 12}px`;
    addEventListener('scroll', this.#hide, { capture: true });
  };

  readonly #hide = (): void => {
    if (this.menu.matches(':popover-open')) this.menu.hidePopover();
  };
}
