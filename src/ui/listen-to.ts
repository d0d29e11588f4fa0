import type { UiEvents } from './ui-events.ts';

/** One listener for each of our events. */
export type Listeners = { [Name in keyof UiEvents]: (detail: UiEvents[Name]) => void };

/** Calls the listener of each of our events that reaches `host`. Every event has one, or it does not compile. */
export function listenTo(host: EventTarget, listeners: Listeners): void {
  for (const [name, listener] of Object.entries(listeners)) {
    host.addEventListener(name, (event) => {
      (listener as (detail: unknown) => void)((event as CustomEvent<unknown>).detail);
    });
  }
}
