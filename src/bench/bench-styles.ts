import { css } from 'lit';

/** Looks of the page that measures a device. */
export const benchStyles = css`
  :host {
    display: block;
    min-height: 100%;
    padding: calc(2rem + var(--safe-top)) calc(1.25rem + var(--safe-right)) calc(3rem + var(--safe-bottom))
      calc(1.25rem + var(--safe-left));
  }
  main {
    display: flex;
    max-width: 44rem;
    flex-direction: column;
    gap: 1.125rem;
    margin: 0 auto;
  }
  h1 {
    font: italic 400 clamp(2.25rem, 7vw, 3.25rem) / 1.1 var(--serif);
  }
  p {
    max-width: 60ch;
    line-height: 1.5;
  }
  .quiet {
    color: var(--quiet-ink);
    font-size: var(--label);
  }
  .buttons {
    display: flex;
    flex-wrap: wrap;
    align-items: center;
    gap: 0.75rem;
    margin-block-start: 0.5rem;
  }
  a {
    display: inline-flex;
    min-height: var(--target);
    align-items: center;
    padding: 0 0.5rem;
    color: var(--quiet-ink);
    text-underline-offset: 0.25em;
  }
  a:hover {
    color: var(--ink);
  }
  [role='status'] {
    min-height: 1.5em;
  }
  .failure {
    color: var(--danger);
  }
  progress {
    width: 100%;
    height: 0.375rem;
    accent-color: var(--accent);
  }
  .scroller {
    overflow-x: auto;
  }
  table {
    width: 100%;
    border-collapse: collapse;
    font-variant-numeric: tabular-nums;
  }
  th,
  td {
    padding: 0.5rem 0.875rem 0.5rem 0;
    border-block-end: 1px solid var(--line);
    font-weight: 400;
    text-align: start;
    white-space: nowrap;
  }
  thead th {
    color: var(--quiet-ink);
    font-size: var(--label);
  }
  /* Threads, times and ratios are numbers. */
  :is(th, td):nth-child(n + 4) {
    padding-inline-end: 0;
    padding-inline-start: 0.875rem;
    text-align: end;
  }
  /* All seven columns on a phone: the numbers are what people came for. */
  @media (max-width: 32rem) {
    table {
      font-size: 0.75rem;
    }
    thead th {
      font-size: inherit;
    }
    th,
    td,
    :is(th, td):nth-child(n + 4) {
      padding-inline: 0.25rem;
    }
    :is(th, td):first-child {
      padding-inline-start: 0;
    }
    :is(th, td):last-child {
      padding-inline-end: 0;
    }
  }
  textarea {
    width: 100%;
    padding: 0.75rem;
    border: 1px solid var(--line);
    border-radius: var(--radius);
    background: var(--sunken);
    color: var(--ink);
    font:
      0.8125rem/1.5 ui-monospace,
      monospace;
    white-space: pre;
  }
`;
