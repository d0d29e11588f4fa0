import { tinykeys } from 'tinykeys';

/** What the keys do. */
export interface KeyActions {
  toggleHold(): void;
  stepPainting(by: number): void;
  compare(on: boolean): void;
  takeSnapshot(): void;
  toggleRecording(): void;
  toggleWipe(): void;
  /** While a recording is counted down; else nothing. */
  cancelCountdown(): void;
  changeStrength(by: number): void;
  resetStrength(): void;
  toggleGallery(): void;
  toggleLook(): void;
  toggleMirror(): void;
  toggleFullscreen(): void;
  toggleStats(): void;
  showKeys(): void;
}

/** Where a key was pressed, the innermost element across shadow roots. */
function pressedOn(event: Event): Element | undefined {
  const target = event.composedPath()[0];
  return target instanceof Element ? target : undefined;
}

const isField = (element: Element): boolean =>
  element.matches(
    'textarea, select, [contenteditable], input:not([type=radio], [type=checkbox], [type=range])',
  );

/** Keys belong to the text field while somebody types. */
const isTyping = (event: Event): boolean => {
  const element = pressedOn(event);
  return element !== undefined && isField(element);
};

/** Arrows belong to sliders and radio buttons, space to whatever it presses. */
const isOperating = (event: Event): boolean =>
  pressedOn(event)?.matches('input, button, summary, a[href], select, textarea, [contenteditable]') ?? false;

/** Inside a dialog the room's arrows and space do nothing. */
const inDialog = (event: Event): boolean =>
  event.composedPath().some((part) => part instanceof Element && part.localName === 'dialog');

/**
 * Listens for the keys of the app on the window; returns how to stop.
 *
 * `singleKeysOn` is asked at every press: letters and signs can be turned off (WCAG 2.1.4), space and arrows stay.
 */
export function bindKeys(actions: KeyActions, singleKeysOn: () => boolean): () => void {
  const single =
    (run: () => void, repeats = false) =>
    (event: KeyboardEvent): void => {
      if (!singleKeysOn() || isTyping(event) || (event.repeat && !repeats)) return;
      event.preventDefault();
      run();
    };
  const plain =
    (run: () => void) =>
    (event: KeyboardEvent): void => {
      if (isOperating(event) || inDialog(event)) return;
      event.preventDefault();
      run();
    };
  // Everything is ruled by the guards above, so tinykeys' own filter is off.
  const all = { ignore: () => false };
  const stops = [
    tinykeys(
      window,
      {
        Space: (event) => !event.repeat && plain(() => actions.toggleHold())(event),
        ArrowLeft: plain(() => actions.stepPainting(document.dir === 'rtl' ? 1 : -1)),
        ArrowRight: plain(() => actions.stepPainting(document.dir === 'rtl' ? -1 : 1)),
        c: single(() => actions.compare(true)),
        p: single(() => actions.takeSnapshot()),
        r: single(() => actions.toggleRecording()),
        w: single(() => actions.toggleWipe()),
        Escape: () => actions.cancelCountdown(),
        '[Shift]++': single(() => actions.changeStrength(0.1), true),
        '=': single(() => actions.changeStrength(0.1), true),
        '-': single(() => actions.changeStrength(-0.1), true),
        '0': single(() => actions.resetStrength()),
        g: single(() => actions.toggleGallery()),
        l: single(() => actions.toggleLook()),
        m: single(() => actions.toggleMirror()),
        f: single(() => actions.toggleFullscreen()),
        s: single(() => actions.toggleStats()),
        '[Shift]+?': single(() => actions.showKeys()),
      },
      all,
    ),
    tinykeys(window, { c: () => actions.compare(false) }, { ...all, event: 'keyup' }),
  ];
  // Nobody tells of a key that is let go in another window.
  const letGo = (): void => actions.compare(false);
  window.addEventListener('blur', letGo);
  return () => {
    for (const stop of stops) stop();
    window.removeEventListener('blur', letGo);
  };
}
