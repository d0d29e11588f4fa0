import { css } from 'lit';

/** How the room is arranged: wide, phone, column. Everything over the picture is dark in both themes. */
export const appStyles = css`
  :host {
    display: block;
    height: 100%;
    background: var(--wall);
    color-scheme: dark;
  }
  .room {
    display: grid;
    height: 100%;
    grid-template-columns: minmax(0, 1fr) auto;
  }
  .panelled {
    --sheet-end: 21rem;
  }
  .view {
    position: relative;
    min-width: 0;
    overflow: hidden;
  }
  pa-stage,
  .cover {
    position: absolute;
    inset: 0;
  }
  aside {
    display: flex;
    width: 20rem;
    min-height: 0;
    flex-direction: column;
    border-inline-start: 1px solid color-mix(in oklch, transparent, var(--line) 50%);
    --panel: var(--wall);
  }
  pa-progress-line {
    position: absolute;
    inset-block-start: 0;
    inset-inline: 0;
  }
  .top {
    position: absolute;
    display: flex;
    align-items: flex-start;
    justify-content: space-between;
    gap: 0.75rem;
    inset-block-start: calc(1rem + var(--safe-top));
    inset-inline: calc(1rem + var(--safe-left)) calc(1rem + var(--safe-right));
    pointer-events: none;
  }
  .top > * {
    pointer-events: auto;
  }
  pa-status-pill {
    margin-block-start: 0.3125rem;
  }
  pa-corner {
    flex: none;
    margin-inline-start: auto;
  }
  .under-top {
    position: absolute;
    z-index: 1;
    display: flex;
    flex-flow: row wrap;
    align-items: flex-start;
    gap: 0.75rem;
    inset-block-start: calc(4.25rem + var(--safe-top));
    inset-inline: calc(1rem + var(--safe-left)) calc(1rem + var(--safe-right));
    pointer-events: none;
  }
  .under-top pa-notices {
    flex: 1 1 20rem;
  }
  :is(.phone, .column) .under-top pa-notices {
    order: -1;
  }
  .column .under-top {
    inset-inline-end: calc(9.75rem + var(--safe-right));
  }
  pa-sheet pa-notices {
    position: absolute;
    z-index: 1;
    inset-block-end: calc(6rem + var(--safe-bottom));
    inset-inline: 1rem;
  }
  /* Short enough for a place of their own: over the buttons they would be in the way of the next try. */
  .pack pa-notices {
    position: static;
  }
  pa-sheet.clips {
    --sheet-width: 46rem;
  }
  pa-clip-toast {
    position: absolute;
    z-index: 1;
    inset-block-end: calc(8.25rem + var(--safe-bottom));
    inset-inline-end: calc(1rem + var(--safe-right));
  }
  .phone pa-clip-toast {
    inset-block-end: calc(16rem + var(--safe-bottom));
  }
  .video.wide pa-clip-toast {
    inset-block-end: calc(15rem + var(--safe-bottom));
  }
  .video.phone pa-clip-toast {
    inset-block-end: calc(20rem + var(--safe-bottom));
  }
  .column pa-clip-toast {
    inset-block-end: calc(4.25rem + var(--safe-bottom));
    inset-inline-end: calc(10rem + var(--safe-right));
  }

  .video.column pa-clip-toast {
    inset-block: calc(3.75rem + var(--safe-top)) auto;
  }

  .wide .bottom {
    position: absolute;
    display: flex;
    flex-direction: column;
    align-items: center;
    gap: 0.75rem;
    inset-block-end: calc(1.25rem + var(--safe-bottom));
    inset-inline: 1rem;
    pointer-events: none;
  }
  .wide .bottom > * {
    pointer-events: auto;
  }
  .wide pa-caption {
    max-width: 100%;
    padding: 0.3125rem 1.125rem;
    border-radius: var(--round);
    background: var(--scrim);
    pointer-events: none;
  }
  .wide pa-shutter-bar {
    padding: 0.625rem 0.875rem;
    border-radius: var(--round);
    background: var(--scrim);
  }

  .phone .bottom {
    position: absolute;
    inset-block-end: 0;
    inset-inline: 0;
    padding: 0.625rem var(--safe-right) calc(0.5rem + var(--safe-bottom)) var(--safe-left);
    background: var(--scrim);
  }
  .phone pa-caption {
    justify-content: space-between;
    padding-inline: 1rem;
  }
  .phone pa-shutter-bar {
    padding: 0.375rem 0.75rem 0;
  }

  .column .side {
    position: absolute;
    display: flex;
    inset-block: 0;
    inset-inline-end: 0;
    padding-inline: 0.25rem calc(0.5rem + var(--safe-right));
    background: var(--scrim);
  }
  .column .foot {
    position: absolute;
    display: flex;
    max-width: calc(100% - 12rem);
    flex-wrap: wrap;
    align-items: center;
    gap: 0 1rem;
    inset-block-end: calc(0.75rem + var(--safe-bottom));
    inset-inline-start: calc(0.75rem + var(--safe-left));
    padding: 0 1rem;
    border-radius: 1.375rem;
    background: var(--scrim);
  }
  .column .foot pa-slider {
    flex: 1 0 12rem;
  }
  .column .foot pa-caption {
    padding-block: 0.375rem;
  }
  .column .top {
    inset-block-start: calc(0.75rem + var(--safe-top));
    inset-inline-end: calc(9.75rem + var(--safe-right));
  }
  .column:is(.idle, .asking, .failed) .top {
    inset-inline-end: calc(1rem + var(--safe-right));
  }

  @media (forced-colors: active) {
    .wide :is(pa-shutter-bar, pa-caption),
    .phone .bottom,
    .column :is(.side, .foot) {
      border: 1px solid CanvasText;
      background: Canvas;
    }
  }
`;
