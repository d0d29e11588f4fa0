import { css } from 'lit';

/** The strip of small pictures with a handle at each end of the chosen part. */
export const trimStripStyles = css`
  :host {
    --handle: 2rem;
    --grip: 1.125rem;
    --line-of-grip: linear-gradient(var(--on-solid), var(--on-solid));
    --fill-of-grip: linear-gradient(var(--solid), var(--solid));
    --focused-grip: linear-gradient(
      var(--solid) 3px,
      var(--accent-mark) 3px calc(100% - 3px),
      var(--solid) calc(100% - 3px)
    );
    display: block;
  }
  .strip {
    position: relative;
    height: 3.5rem;
    touch-action: none;
    user-select: none;
    -webkit-user-select: none;
  }
  .pictures {
    position: absolute;
    overflow: hidden;
    inset-block: 4px;
    inset-inline: var(--handle);
    background: color-mix(in oklch, transparent, var(--ink) 14%);
    cursor: pointer;
  }
  .pictures img {
    display: block;
    width: 100%;
    height: 100%;
    pointer-events: none;
  }
  .left-out {
    position: absolute;
    inset-block: 4px;
    background: color-mix(in oklch, transparent, var(--raised) 68%);
    pointer-events: none;
  }
  .left-out.before {
    left: var(--handle);
    width: calc(var(--from) * (100% - 2 * var(--handle)));
  }
  .left-out.after {
    right: var(--handle);
    width: calc((1 - var(--to)) * (100% - 2 * var(--handle)));
  }
  .frame {
    position: absolute;
    left: calc(var(--handle) + var(--from) * (100% - 2 * var(--handle)));
    width: calc((var(--to) - var(--from)) * (100% - 2 * var(--handle)));
    border-block: 4px solid var(--solid);
    forced-color-adjust: none;
    inset-block: 0;
    pointer-events: none;
  }
  .head {
    position: absolute;
    left: calc(var(--handle) + var(--at) * (100% - 2 * var(--handle)) - 1.5px);
    width: 3px;
    border-radius: 2px;
    background: oklch(0.97 0.01 80);
    box-shadow: 0 0 0 1px oklch(0.2 0.01 60 / 0.6);
    inset-block: 0;
    pointer-events: none;
  }
  input {
    position: absolute;
    width: calc(100% - var(--handle));
    height: 100%;
    margin: 0;
    appearance: none;
    background: none;
    inset-block: 0;
    pointer-events: none;
  }
  .start {
    left: 0;
  }
  .end {
    right: 0;
  }
  input:focus-visible {
    outline: none;
  }
  input::-webkit-slider-runnable-track {
    height: 100%;
    background: none;
  }
  input::-moz-range-track {
    height: 100%;
    background: none;
  }
  input::-webkit-slider-thumb {
    width: var(--handle);
    height: 3.5rem;
    appearance: none;
    border: 0;
    border-radius: 0;
    background: var(--shape);
    cursor: ew-resize;
    forced-color-adjust: none;
    pointer-events: auto;
  }
  input::-moz-range-thumb {
    width: var(--handle);
    height: 3.5rem;
    border: 0;
    border-radius: 0;
    background: var(--shape);
    cursor: ew-resize;
    forced-color-adjust: none;
    pointer-events: auto;
  }
  /* What is drawn is narrower than what can be grabbed, and lies at the side of the part. */
  .end {
    --shape:
      var(--line-of-grip) 0.5rem 50% / 2px 1.25rem no-repeat,
      var(--fill-of-grip) 0 50% / var(--grip) 100% no-repeat;
  }
  .start {
    --shape:
      var(--line-of-grip) calc(100% - 0.5rem) 50% / 2px 1.25rem no-repeat,
      var(--fill-of-grip) 100% 50% / var(--grip) 100% no-repeat;
  }
  /* Its whole box is larger than what is drawn, so the focus is shown by another colour and a rim. */
  input:focus-visible {
    --fill-of-grip: var(--focused-grip);
  }
`;
