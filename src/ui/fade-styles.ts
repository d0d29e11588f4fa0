import { css } from 'lit';

/** How the room steps back while nobody touches anything, and what stays to be seen while something is recorded. */
export const fadeStyles = css`
  @media (prefers-reduced-motion: no-preference) {
    :is(.top, .bottom, .side, .foot, pa-corner, pa-caption, pa-strip, pa-wipe) {
      transition: opacity var(--calm) var(--ease);
    }
  }
  .faded :is(.top, .bottom, .side, .foot, pa-wipe:not(:focus-within)) {
    opacity: 0;
    pointer-events: none;
  }
  .faded :is(.top, .bottom, .side, .foot) > * {
    pointer-events: none;
  }
  /* What is recorded goes on being seen: how long, and where to stop. */
  .recording.faded :is(.top, .bottom, .side) {
    opacity: 1;
    --beside-ring: 0;
    --press-ring: auto;
  }
  .recording.faded :is(.bottom, .side) {
    background: none;
  }
  .recording.faded :is(pa-corner, pa-caption, pa-strip) {
    opacity: 0;
  }
  .recording.faded pa-shutter-bar {
    background: none;
  }
  .faded .view {
    cursor: none;
  }
`;
