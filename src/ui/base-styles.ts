import { css } from 'lit';

/** What every element starts from: box sizing, focus that can be seen, text for screen readers only. */
export const baseStyles = css`
  :host {
    box-sizing: border-box;
    color: var(--ink);
    font-size: var(--text);
  }
  :host([hidden]) {
    display: none !important;
  }
  *,
  *::before,
  *::after {
    box-sizing: border-box;
  }
  :focus-visible {
    outline: 2px solid var(--accent-mark);
    outline-offset: 2px;
  }
  h1,
  h2,
  h3,
  p,
  ul,
  dl,
  dd,
  fieldset,
  legend {
    margin: 0;
    padding: 0;
    border: 0;
  }
  ul {
    list-style: none;
  }
  .visually-hidden {
    position: absolute;
    width: 1px;
    height: 1px;
    overflow: hidden;
    clip-path: inset(50%);
    white-space: nowrap;
  }
`;
