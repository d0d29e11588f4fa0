import { css } from 'lit';

/** The four kinds of button: `primary`, `secondary`, `link` and the round `icon`. */
export const buttonStyles = css`
  button {
    font: inherit;
    color: inherit;
    cursor: pointer;
    touch-action: manipulation;
    -webkit-tap-highlight-color: transparent;
  }
  button:disabled {
    opacity: 0.5;
    cursor: default;
  }
  .primary,
  .secondary {
    display: inline-flex;
    min-height: 3rem;
    align-items: center;
    justify-content: center;
    gap: 0.625rem;
    padding: 0 1.625rem;
    border: 1px solid transparent;
    border-radius: var(--round);
    transition: background-color var(--quick) var(--ease);
  }
  .primary {
    background: var(--solid);
    color: var(--on-solid);
    font-weight: 600;
  }
  .primary:hover {
    background: color-mix(in oklch, var(--solid), var(--accent) 22%);
  }
  .secondary {
    border-color: var(--line);
    background: transparent;
  }
  .secondary:hover {
    background: color-mix(in oklch, transparent, var(--ink) 10%);
  }
  .small {
    min-height: var(--target);
    padding: 0 1.125rem;
    font-size: var(--label);
  }
  .link {
    min-height: var(--target);
    padding: 0 0.5rem;
    border: 0;
    background: none;
    color: var(--quiet-ink);
    font-size: var(--label);
    text-decoration: underline;
    text-decoration-color: color-mix(in oklch, transparent, currentColor 55%);
    text-underline-offset: 0.25em;
  }
  .link:hover {
    color: var(--ink);
  }
  .icon {
    position: relative;
    display: inline-grid;
    width: var(--target);
    height: var(--target);
    flex: none;
    place-items: center;
    padding: 0;
    border: 0;
    border-radius: var(--round);
    background: transparent;
    transition: background-color var(--quick) var(--ease);
  }
  .icon:hover {
    background: color-mix(in oklch, transparent, var(--ink) 12%);
  }
  .icon[aria-pressed='true'],
  .icon[aria-expanded='true'] {
    background: color-mix(in oklch, transparent, var(--ink) 18%);
    color: var(--accent-mark);
  }
  @media (forced-colors: active) {
    .icon[aria-pressed='true'],
    .icon[aria-expanded='true'] {
      outline: 2px solid Highlight;
    }
    .primary,
    .secondary {
      border-color: ButtonText;
    }
  }
`;
