import { css } from 'lit';

/** How one clip on the shelf looks. */
export const clipStyles = css`
  :host {
    display: block;
    min-width: 0;
    height: 100%;
  }
  article {
    display: flex;
    height: 100%;
    flex-direction: column;
  }
  .picture {
    position: relative;
    display: grid;
    flex: none;
    overflow: hidden;
    aspect-ratio: 4 / 3;
    place-items: center;
    border-radius: var(--radius);
    background: oklch(0.17 0.012 60);
    color: oklch(0.95 0.01 80);
  }
  :host([playing]) .picture {
    aspect-ratio: auto;
  }
  img {
    position: absolute;
    width: 100%;
    height: 100%;
    object-fit: cover;
  }
  .mark {
    position: absolute;
    padding: 0.125rem 0.5rem;
    border-radius: var(--round);
    background: var(--scrim);
    font-size: 0.75rem;
    font-variant-numeric: tabular-nums;
    line-height: 1.4;
  }
  .duration {
    inset-block-end: 0.5rem;
    inset-inline-end: 0.5rem;
  }
  .recovered {
    inset-block-start: 0.5rem;
    inset-inline-start: 0.5rem;
  }
  .play {
    position: absolute;
    display: grid;
    padding: 0;
    border: 0;
    border-radius: var(--radius);
    background: none;
    inset: 0;
    outline-offset: -4px;
    place-items: center;
  }
  .play:focus-visible {
    outline-color: oklch(0.95 0.01 80);
  }
  .play span {
    display: grid;
    width: var(--target);
    height: var(--target);
    border-radius: 50%;
    background: var(--scrim);
    color: oklch(0.95 0.01 80);
    place-items: center;
    transition: background-color var(--quick) var(--ease);
    --icon-fill: currentColor;
  }
  .play:hover span {
    background: oklch(0.17 0.012 60);
  }
  h3 {
    margin-block-start: 0.5rem;
    overflow: hidden;
    font: italic 400 1.0625rem/1.3 var(--serif);
    text-overflow: ellipsis;
    white-space: nowrap;
  }
  .quiet {
    overflow: hidden;
    color: var(--quiet-ink);
    font-size: 0.75rem;
    font-variant-numeric: tabular-nums;
    line-height: 1.5;
    text-overflow: ellipsis;
    white-space: nowrap;
  }
  .tools {
    display: flex;
    align-items: center;
    margin-block-start: auto;
    padding-block-start: 0.375rem;
  }
  .tools .icon {
    color: var(--quiet-ink);
  }
  .save {
    margin-inline-end: auto;
    padding: 0 0.875rem;
  }
  .copying {
    display: grid;
    margin-block-start: auto;
    padding-block-start: 0.5rem;
    gap: 0.25rem;
  }
  .copying .link {
    justify-self: end;
    margin-inline-end: -0.5rem;
  }
  .titles {
    display: flex;
    align-items: center;
    gap: 0.25rem;
    margin-block-start: 0.375rem;
  }
  .titles input {
    width: 100%;
    min-width: 0;
    height: var(--target);
    padding: 0 0.625rem;
    border: 1px solid var(--line);
    border-radius: 0.5rem;
    background: var(--sunken);
    color: var(--ink);
    font:
      1rem system-ui,
      sans-serif;
  }
`;
