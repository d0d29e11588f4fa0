import { LitElement, css, html, type TemplateResult } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import { baseStyles } from './base-styles.ts';
import { KEYS } from './key-words.ts';
import './pa-sheet.ts';
import './pa-switch.ts';
import { tell } from './ui-events.ts';
import { WORDS } from './words.ts';

/** All keys and what they do; single letters and signs can be turned off (WCAG 2.1.4). */
@customElement('pa-shortcuts')
export class PaShortcuts extends LitElement {
  static override styles = [
    baseStyles,
    css`
      :host {
        display: contents;
      }
      dl {
        display: grid;
        align-items: center;
        gap: 0.5rem 1.25rem;
        grid-template-columns: auto minmax(0, 1fr);
        margin-block: 0.25rem 0.75rem;
      }
      dt {
        display: flex;
        gap: 0.25rem;
      }
      kbd {
        min-width: 1.875rem;
        padding: 0.1875rem 0.5rem;
        border: 1px solid var(--line);
        border-radius: 0.375rem;
        font:
          600 0.8125rem/1.4 system-ui,
          sans-serif;
        text-align: center;
      }
      .off {
        color: var(--quiet-ink);
        text-decoration: line-through;
      }
      pa-switch {
        border-block-start: 1px solid color-mix(in oklch, transparent, var(--line) 60%);
      }
    `,
  ];

  @property({ type: Boolean }) open = false;
  @property({ type: Boolean }) shortcutsOn = true;

  override render(): TemplateResult {
    return html`<pa-sheet
      heading=${WORDS.keys}
      placement="middle"
      .open=${this.open}
      @closed=${() => tell(this, 'sheet-closed', { sheet: 'keys' })}
    >
      <dl>
        ${KEYS.map(
          ({ keys, does, single }) =>
            html`<dt>${keys.map((key) => html`<kbd>${key}</kbd>`)}</dt>
              <dd class=${single && !this.shortcutsOn ? 'off' : ''}>${does}</dd>`,
        )}
      </dl>
      <pa-switch
        label=${WORDS.keysOn}
        .on=${this.shortcutsOn}
        @switched=${(event: CustomEvent<boolean>) => tell(this, 'shortcuts-switched', { on: event.detail })}
      ></pa-switch>
    </pa-sheet>`;
  }
}
