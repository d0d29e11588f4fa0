import { css } from 'lit';

/** A bar that says how far something is. */
export const progressStyles = css`
  progress {
    width: 100%;
    height: 4px;
    appearance: none;
    border: 0;
    border-radius: 2px;
    background: color-mix(in oklch, transparent, var(--ink) 16%);
    overflow: hidden;
  }
  progress::-webkit-progress-bar {
    background: none;
  }
  progress::-webkit-progress-value {
    background: var(--accent-mark);
  }
  progress::-moz-progress-bar {
    background: var(--accent-mark);
  }
`;
