import { css } from 'lit';

/** The view in which a clip is trimmed: picture, strip, numbers, and what to do; beside each other where it is low. */
export const trimStyles = css`
  :host {
    display: block;
    container-type: inline-size;
  }
  :host([full]) {
    height: 100%;
    min-height: 0;
  }
  .trim {
    display: grid;
    gap: 0.75rem;
    grid-template: 'picture' minmax(0, auto) 'controls' auto / minmax(0, 1fr);
  }
  :host([full]) .trim {
    height: 100%;
    grid-template-rows: minmax(0, 1fr) auto;
  }
  .picture {
    position: relative;
    display: grid;
    min-height: 0;
    overflow: hidden;
    grid-area: picture;
    place-items: center;
    border-radius: var(--radius);
    background: oklch(0.17 0.012 60);
  }
  :host([full]) .picture {
    border-radius: 0;
  }
  video {
    display: block;
    width: 100%;
    height: 100%;
    min-height: 0;
    object-fit: contain;
  }
  :host(:not([full])) video {
    height: auto;
    max-height: min(52dvh, 30rem);
    min-height: 12rem;
  }
  .gone {
    padding: 2rem 1rem;
    color: oklch(0.95 0.01 80);
    text-align: center;
  }
  .controls {
    display: grid;
    align-content: center;
    gap: 0.5rem;
    grid-area: controls;
  }
  :host([full]) .controls {
    padding: 0 1rem calc(0.75rem + var(--safe-bottom));
  }
  .row {
    display: flex;
    align-items: center;
    justify-content: space-between;
    gap: 0.25rem 0.5rem;
  }
  .play {
    background: color-mix(in oklch, transparent, var(--ink) 10%);
  }
  .stepper {
    display: flex;
    align-items: center;
  }
  .stepper.start {
    margin-inline-start: -0.625rem;
  }
  .stepper.end {
    margin-inline-end: -0.625rem;
  }
  @container (max-width: 21.9rem) {
    .ends {
      flex-wrap: wrap;
    }
    .play {
      order: 1;
      margin-inline: auto;
    }
  }
  .value {
    display: grid;
    min-width: 3.5rem;
    font-variant-numeric: tabular-nums;
    line-height: 1.25;
    text-align: center;
  }
  .value span,
  .length,
  .hint {
    color: var(--quiet-ink);
    font-size: var(--label);
  }
  .waiting {
    padding-block: 1rem;
    text-align: center;
  }
  .length {
    margin-inline-end: auto;
    font-variant-numeric: tabular-nums;
  }
  .hint {
    line-height: 1.4;
    text-wrap: pretty;
  }
  .buttons {
    justify-content: flex-end;
    margin-block-start: 0.25rem;
  }
  .buttons .primary {
    min-height: var(--target);
  }
  .progress {
    display: grid;
    gap: 0.375rem;
  }
  @media (max-height: 480px) and (min-width: 540px) {
    :host([full]) .trim {
      gap: 0;
      grid-template: 'picture controls' minmax(0, 1fr) / minmax(0, 1fr) minmax(19rem, 24rem);
    }
    :host([full]) .controls {
      gap: 0.375rem;
      overflow: auto;
      padding-block: 0 0.5rem;
    }
  }
`;
