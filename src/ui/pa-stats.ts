import { LitElement, css, html, nothing, type TemplateResult } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import type { Size } from '../shared/frame-size.ts';
import type { EngineInfo, Telemetry } from '../shared/protocol.ts';
import { baseStyles } from './base-styles.ts';
import { ENGINE_NAMES, TIER_NAMES } from './choice-words.ts';
import { STATS } from './words.ts';

const ms = (value: number): string => (Number.isFinite(value) ? `${value.toFixed(1)} ms` : '–');
const sizeWords = (size: Size | null): string => (size ? `${size.width} × ${size.height}` : '–');

/** The telemetry panel: what is measured, as it is measured. Never read aloud by itself. */
@customElement('pa-stats')
export class PaStats extends LitElement {
  static override styles = [
    baseStyles,
    css`
      :host {
        display: block;
        padding: 0.625rem 0.9375rem;
        border-radius: var(--radius);
        background: var(--scrim);
        pointer-events: none;
      }
      dl {
        display: grid;
        gap: 0.125rem 1rem;
        grid-template-columns: auto auto;
        font-size: 0.75rem;
        font-variant-numeric: tabular-nums;
        line-height: 1.4;
      }
      dt {
        color: var(--quiet-ink);
      }
      dd {
        text-align: end;
      }
    `,
  ];

  @property({ attribute: false }) telemetry: Telemetry | null = null;
  @property({ attribute: false }) engine: EngineInfo | null = null;

  override render(): TemplateResult {
    const { telemetry, engine } = this;
    const row = (name: string, value: string): TemplateResult =>
      html`<dt>${name}</dt>
        <dd>${value}</dd>`;
    return html`<dl>
      ${
        engine
          ? html`${row(STATS.engine, ENGINE_NAMES[engine.engine] + (engine.software && engine.engine === 'ort-webgpu' ? ` (${STATS.software})` : ''))}
            ${engine.engine === 'ort-wasm' ? row(STATS.threads, String(engine.threads)) : nothing}
            ${engine.adapter ? row(STATS.adapter, engine.adapter) : nothing}`
          : nothing
      }
      ${
        telemetry
          ? html`${row(STATS.tier, telemetry.tier ? TIER_NAMES[telemetry.tier] : '–')}
            ${row(STATS.size, sizeWords(telemetry.size))}
            ${row(STATS.source, sizeWords(telemetry.sourceSize))}
            ${row(STATS.fps, telemetry.paintedFps.toFixed(1))} ${row(STATS.latency, ms(telemetry.latencyMs))}
            ${row(STATS.prepare, ms(telemetry.prepareMs))} ${row(STATS.network, ms(telemetry.networkMs))}
            ${row(STATS.present, ms(telemetry.presentMs))}
            ${row(STATS.painted, String(telemetry.paintedFrames))}
            ${row(STATS.dropped, String(telemetry.droppedFrames))}`
          : row(STATS.fps, '–')
      }
    </dl>`;
  }
}
