import { css } from 'lit';

/** A card on a scrim: wide under the picture, as wide as the screen on phones, small beside the paintings in a column. */
export const restyleStyles = css`
  :host {
    display: block;
  }
  section {
    display: flex;
    flex-direction: column;
    gap: 0.625rem;
  }
  header {
    display: flex;
    min-height: var(--target);
    align-items: center;
    gap: 0.25rem 0.75rem;
  }
  header .icon {
    margin-inline-start: auto;
  }
  h2 {
    overflow: hidden;
    font: italic 400 1.1875rem/1.3 var(--serif);
    text-overflow: ellipsis;
    white-space: nowrap;
  }
  .facts {
    flex: none;
  }
  .quiet {
    color: var(--quiet-ink);
    font-size: var(--label);
    font-variant-numeric: tabular-nums;
    line-height: 1.4;
  }
  .choices {
    display: flex;
    flex-wrap: wrap;
    gap: 0.5rem 0.75rem;
  }
  .choices pa-choice {
    flex: 1 1 auto;
  }
  .row {
    display: flex;
    min-height: var(--target);
    align-items: center;
    gap: 0.375rem;
  }
  .grow {
    flex: 1;
  }
  .primary {
    flex: none;
    margin-inline-start: 0.375rem;
  }
  .primary[aria-disabled='true'] {
    opacity: 0.5;
    cursor: default;
  }
  progress {
    width: 100%;
    height: 0.375rem;
    appearance: none;
    border: 0;
    border-radius: var(--round);
    background: color-mix(in oklch, transparent, var(--ink) 18%);
    overflow: hidden;
  }
  progress::-webkit-progress-bar {
    background: transparent;
  }
  progress::-webkit-progress-value {
    border-radius: var(--round);
    background: var(--accent);
  }
  progress::-moz-progress-bar {
    background: var(--accent);
  }

  :host([layout='wide']) {
    width: min(40rem, 100%);
  }
  :host([layout='wide']) section {
    padding: 0.5rem 0.75rem 0.625rem 1.25rem;
    border-radius: 1.375rem;
    background: var(--scrim);
  }
  :host([layout='phone']) section {
    gap: 0.375rem;
    padding: 0.125rem 0.75rem 0.25rem 1rem;
  }
  :host([layout='phone']) .row {
    flex-wrap: wrap;
    justify-content: flex-end;
  }
  :host([layout='phone']) .grow {
    flex: 1 0 100%;
  }
  :host([layout='column']) section {
    gap: 0.25rem;
    padding-block: 0.25rem 0.5rem;
  }
  :host([layout='column']) .choices {
    flex-wrap: nowrap;
  }

  @media (forced-colors: active) {
    section {
      border: 1px solid CanvasText;
      background: Canvas;
    }
    progress::-webkit-progress-value {
      background: Highlight;
    }
  }
`;
