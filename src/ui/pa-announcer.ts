import { LitElement, css, html, type PropertyValues, type TemplateResult } from 'lit';
import { customElement, property, state } from 'lit/decorators.js';
import type { StudioView } from '../studio/studio-view.ts';
import { announceRecording } from './recording-words.ts';
import { announcePainting, announceState, announceTier } from './words.ts';

/** Says to screen readers what eyes see change: the painting, the quality, painting or held, recording. Never shown. */
@customElement('pa-announcer')
export class PaAnnouncer extends LitElement {
  static override styles = css`
    :host {
      position: absolute;
      width: 1px;
      height: 1px;
      overflow: hidden;
      clip-path: inset(50%);
      white-space: nowrap;
    }
  `;

  @property({ attribute: false }) view: StudioView | undefined;

  @state() private sentence = '';

  override render(): TemplateResult {
    return html`<div role="status">${this.sentence}</div>`;
  }

  protected override willUpdate(changed: PropertyValues<this>): void {
    const before = changed.get('view');
    const now = this.view;
    if (!before || !now) return;
    const painting = now.paintings.find(({ id }) => id === now.paintingId);
    const recording = announceRecording(before, now);
    if (recording) this.sentence = recording;
    else if (now.paintingId !== before.paintingId && painting) this.sentence = announcePainting(painting);
    else if (now.state.name !== before.state.name) this.sentence = announceState(now.state) || this.sentence;
    else if (now.tier !== before.tier && now.tier) this.sentence = announceTier(now.tier);
  }
}
