import { css } from 'lit';

/** How the bar under the thumb is laid out: the ring in the very middle, whatever is left beside it. */
export const shutterStyles = css`
  :host {
    display: grid;
    align-items: center;
    gap: 0.5rem 0.75rem;
    grid-template-columns: minmax(0, 1fr) auto minmax(0, 1fr);
  }
  .before,
  .after,
  .above {
    display: flex;
    min-width: 0;
    align-items: center;
    justify-content: space-between;
    gap: 0.375rem;
    transition: opacity var(--calm) var(--ease);
  }
  .above,
  .before,
  .after {
    /* Set where the bars have faded but the ring stays. */
    opacity: var(--beside-ring, 1);
  }
  .pause {
    --icon-fill: currentColor;
  }

  :host([layout='wide']) {
    grid-template-columns: 1fr auto 1fr;
  }
  :host([layout='wide']) pa-slider {
    width: 11.25rem;
    flex: 1;
    margin-inline: 0.5rem;
  }

  :host([layout='phone']) .above {
    grid-column: 1 / -1;
  }
  :host([layout='phone']) pa-slider {
    min-width: 0;
    flex: 1;
    margin-inline: 0.25rem;
  }
  :host([layout='phone']) :is(.before, .after) {
    justify-content: space-evenly;
  }

  :host([layout='column']) {
    justify-items: center;
    grid-template: minmax(0, 1fr) auto minmax(0, 1fr) / auto;
  }
  :host([layout='column']) :is(.before, .after) {
    height: 100%;
    flex-direction: column;
    justify-content: space-evenly;
    gap: 0;
  }

  .snapshot[aria-busy='true'] {
    cursor: progress;
  }
  .snapshot[aria-busy='true'] pa-icon {
    animation: develop 1.2s ease-in-out infinite alternate;
  }
  @keyframes develop {
    to {
      opacity: 0.25;
    }
  }
  @media (prefers-reduced-motion: reduce) {
    .snapshot[aria-busy='true'] pa-icon {
      animation: none;
      opacity: 0.5;
    }
  }
`;
