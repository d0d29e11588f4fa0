import { css } from 'lit';

/** How the gallery is laid out: head, scrolling grid, credit line. */
export const galleryStyles = css`
  :host {
    display: flex;
    min-height: 0;
    flex: 1;
    flex-direction: column;
    background: var(--panel, var(--raised));
  }
  .head {
    display: flex;
    flex: none;
    flex-direction: column;
    gap: 0.5rem;
    padding: 1rem 1rem 0.375rem;
  }
  :host([inSheet]) .head {
    padding-block-start: 0.25rem;
  }
  .search {
    display: flex;
    height: var(--target);
    align-items: center;
    gap: 0.625rem;
    padding: 0 0.875rem;
    border-radius: var(--radius);
    background: color-mix(in oklch, transparent, var(--ink) 8%);
    color: var(--quiet-ink);
  }
  .search:focus-within {
    outline: 2px solid var(--accent-mark);
  }
  .search input {
    width: 100%;
    min-width: 0;
    height: 100%;
    padding: 0;
    border: 0;
    background: none;
    color: var(--ink);
    /* Smaller text makes iOS zoom in. */
    font:
      1rem system-ui,
      sans-serif;
    outline: none;
  }
  .search input::placeholder {
    color: var(--quiet-ink);
    font-size: var(--label);
    opacity: 1;
  }
  .row {
    display: flex;
    align-items: center;
    justify-content: space-between;
  }
  .measuring {
    color: var(--quiet-ink);
    font-size: var(--label);
  }
  progress {
    display: block;
    margin-block: 0.375rem 0.25rem;
  }
  .scroller {
    min-height: 0;
    flex: 1;
    padding: 0.375rem 1rem 1rem;
    overflow-y: auto;
    scroll-padding-block: 0.75rem;
    overscroll-behavior: contain;
    scrollbar-color: var(--line) transparent;
    scrollbar-width: thin;
  }
  .grid {
    display: grid;
    gap: 1.125rem 0.9375rem;
    grid-template-columns: repeat(2, minmax(0, 1fr));
  }
  :host([inSheet]) .grid {
    grid-template-columns: repeat(auto-fill, minmax(min(8.5rem, 40%), 1fr));
  }
  .cell {
    min-width: 0;
    contain-intrinsic-size: auto 11.3125rem;
    content-visibility: auto;
    /* Containment would cut the ring off. */
    margin: -5px;
    padding: 5px;
  }
  .tools {
    display: flex;
    margin-block: -0.125rem -0.5rem;
    margin-inline-start: -0.75rem;
    color: var(--quiet-ink);
  }
  .titles {
    display: flex;
    align-items: center;
    gap: 0.25rem;
    margin-block-start: 0.25rem;
  }
  .titles input {
    width: 100%;
    min-width: 0;
    height: 2.5rem;
    padding: 0 0.625rem;
    border: 1px solid var(--line);
    border-radius: 0.5rem;
    background: var(--sunken);
    color: var(--ink);
    font:
      1rem system-ui,
      sans-serif;
  }
  .none {
    display: flex;
    flex-direction: column;
    align-items: center;
    gap: 0.75rem;
    padding: 2rem 0.5rem;
    color: var(--quiet-ink);
    text-align: center;
    text-wrap: balance;
  }
  pa-credit {
    flex: none;
    padding: 0.75rem 1rem calc(0.75rem + var(--safe-bottom));
    border-block-start: 1px solid color-mix(in oklch, transparent, var(--line) 60%);
  }
  @media (max-height: 480px) {
    :host([inSheet]) .head {
      flex-flow: row wrap;
      align-items: center;
    }
    :host([inSheet]) :is(.search, .row) {
      flex: 1;
    }
    :host([inSheet]) .measuring {
      flex: 1 0 100%;
    }
    :host([inSheet]) pa-credit {
      padding-block: 0.25rem;
      --credit-direction: row;
    }
  }
`;
