import { html, type TemplateResult } from 'lit';
import './pa-caption.ts';
import './pa-strip.ts';
import type { Room } from './room.ts';

/** What lies under the picture while a video file is open, in the place of the bars that a camera has. */
export function videoControls(room: Room): TemplateResult {
  const { view, layout } = room;
  const caption = html`<pa-caption .painting=${room.painting}></pa-caption>`;
  const strip = html`<pa-strip
    .paintings=${view.paintings}
    .paintingId=${view.paintingId}
    .vertical=${layout === 'column'}
  ></pa-strip>`;
  const card = html`<pa-restyle
    .layout=${layout}
    .video=${view.restyle}
    .ready=${view.state.name === 'painting'}
    .clips=${view.clips}
    .sheet=${room.sheet}
  ></pa-restyle>`;
  switch (layout) {
    case 'wide':
      return html`<div class="bottom">${caption}${card}</div>`;
    case 'phone':
      return html`<div class="bottom">${caption}${strip}${card}</div>`;
    case 'column':
      return html`<div class="foot">${card}</div>
        <div class="side">${strip}</div>`;
  }
}
