import { css } from 'lit';

/** A sentence in the middle of the dimmed stage. */
export const messageStyles = css`
  :host {
    display: flex;
    flex-direction: column;
    align-items: center;
    justify-content: safe center;
    padding: 4.5rem calc(1.25rem + var(--safe-right)) calc(1.5rem + var(--safe-bottom))
      calc(1.25rem + var(--safe-left));
    background: var(--veil);
    overflow: auto;
    text-align: center;
  }
  pa-icon {
    color: var(--quiet-ink);
  }
  h1 {
    max-width: 32ch;
    margin-block-start: 1rem;
    font: italic 400 clamp(1.625rem, 4vw, 2rem) / 1.2 var(--serif);
    text-wrap: balance;
  }
  p {
    max-width: 46ch;
    margin-block-start: 0.75rem;
    color: var(--quiet-ink);
    line-height: 1.5;
    text-wrap: pretty;
  }
`;
