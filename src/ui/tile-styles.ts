import { css } from 'lit';

/** A painting as a native radio button: the picture is the button, the ring is the choice. */
export const tileStyles = css`
  .tile {
    position: relative;
    display: block;
    min-width: 0;
    cursor: pointer;
  }
  .tile input {
    position: absolute;
    z-index: 1;
    inset: 0;
    width: 100%;
    height: 100%;
    margin: 0;
    cursor: pointer;
    opacity: 0;
  }
  .tile img {
    display: block;
    width: 100%;
    height: auto;
    aspect-ratio: 1;
    border-radius: var(--radius);
    background: color-mix(in oklch, var(--raised), var(--ink) 6%);
    object-fit: cover;
    transition: filter var(--quick) var(--ease);
  }
  .tile:hover img {
    filter: brightness(1.08);
  }
  .tile:has(:checked) img {
    outline: 2px solid var(--accent-mark);
    outline-offset: 2px;
  }
  .tile:has(:focus-visible) img {
    outline: 3px solid var(--ink);
    outline-offset: 2px;
  }
  .tile .title {
    display: block;
    margin-block-start: 0.4375rem;
    overflow: hidden;
    font: italic 400 1.0625rem/1.25 var(--serif);
    text-overflow: ellipsis;
    white-space: nowrap;
  }
  .tile .maker {
    display: block;
    overflow: hidden;
    color: var(--quiet-ink);
    font-size: 0.75rem;
    text-overflow: ellipsis;
    white-space: nowrap;
  }
  @media (forced-colors: active) {
    .tile:has(:checked) img {
      outline-color: Highlight;
    }
  }
`;
