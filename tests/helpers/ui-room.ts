import type { LitElement } from 'lit';
import { page } from 'vitest/browser';
import type { StudioView } from '../../src/studio/studio-view.ts';
import '../../src/ui/page.css';
import '../../src/ui/pa-app.ts';
// Loaded late in the app; here they are at hand when a test looks.
import '../../src/ui/pa-about.ts';
import '../../src/ui/pa-clip-toast.ts';
import '../../src/ui/pa-clips.ts';
import '../../src/ui/pa-countdown.ts';
import '../../src/ui/pa-gallery.ts';
import '../../src/ui/pa-look-sheet.ts';
import '../../src/ui/pa-more.ts';
import '../../src/ui/pa-pack.ts';
import '../../src/ui/pa-restyle.ts';
import '../../src/ui/pa-shortcuts.ts';
import '../../src/ui/pa-stats.ts';
import '../../src/ui/pa-wipe.ts';
import type { PaApp } from '../../src/ui/pa-app.ts';
import { FakeStudio } from './fake-studio.ts';

/** Window sizes of the arrangements, CSS pixels. */
export const SIZES = {
  wide: [1280, 800],
  phone: [390, 844],
  column: [844, 390],
  narrow: [320, 640],
} as const;

/** The interface on the test page, and the studio behind it. */
export interface Room {
  app: PaApp;
  studio: FakeStudio;
}

/** Puts the interface on the page, with a fake studio in the given state, at the given size. */
export async function openRoom(
  view: Partial<StudioView> = {},
  size: keyof typeof SIZES = 'wide',
): Promise<Room> {
  document.title = 'Plein Air';
  document.documentElement.lang = 'en';
  const [width, height] = SIZES[size];
  await page.viewport(width, height);
  const studio = new FakeStudio(view);
  const app = document.createElement('pa-app');
  app.studio = studio;
  document.body.replaceChildren(app);
  await settled(app);
  return { app, studio };
}

/** Every element below `root`, shadow roots included, in document order. */
export function everything(root: Element | ShadowRoot): Element[] {
  const all: Element[] = [];
  const visit = (node: Element | ShadowRoot): void => {
    if (node instanceof Element) {
      all.push(node);
      if (node.shadowRoot) visit(node.shadowRoot);
    }
    for (const child of node.children) visit(child);
  };
  visit(root);
  return all;
}

/** Waits until nothing in the tree has anything left to render, and ends transitions. */
export async function settled(root: Element): Promise<void> {
  for (;;) {
    const pending = everything(root).filter((element) => (element as LitElement).isUpdatePending);
    if (pending.length === 0) break;
    await Promise.all(pending.map((element) => (element as LitElement).updateComplete));
  }
  for (const element of everything(root)) {
    for (const animation of element.getAnimations()) {
      // What goes on for ever has no end to jump to.
      if (animation.effect?.getComputedTiming().endTime === Infinity) animation.cancel();
      else animation.finish();
    }
  }
}

/** The first element that matches, wherever its shadow root is. Throws if there is none. */
export function find<Found extends Element = HTMLElement>(root: Element, selector: string): Found {
  const found = everything(root).find((element) => element.matches(selector));
  if (!found) throw new Error(`Nothing matches ${selector}`);
  return found as Found;
}

export const findAll = <Found extends Element = HTMLElement>(root: Element, selector: string): Found[] =>
  everything(root).filter((element): element is Found => element.matches(selector));

/** The focused element, through all shadow roots. */
export function focused(): Element | null {
  let element = document.activeElement;
  while (element?.shadowRoot?.activeElement) element = element.shadowRoot.activeElement;
  return element;
}

/** Presses a key where the focus is; returns the event. */
export function press(key: string, options: KeyboardEventInit & { up?: boolean } = {}): KeyboardEvent {
  const event = new KeyboardEvent(options.up ? 'keyup' : 'keydown', {
    key: key === 'Space' ? ' ' : key,
    // tinykeys passes by events without a code; the app goes by `key` only.
    code: key === 'Space' ? 'Space' : 'Unidentified',
    bubbles: true,
    composed: true,
    cancelable: true,
    ...options,
  });
  (focused() ?? document.body).dispatchEvent(event);
  return event;
}
