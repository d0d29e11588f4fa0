import type { StudioView } from '../studio/studio-view.ts';
import type { SheetName } from './ui-events.ts';

/** The controls may step back from what is shown: a picture is being painted, and nothing else needs eyes. */
export function mayFade(view: StudioView | undefined, sheet: SheetName | null): boolean {
  return view?.state.name === 'painting' && sheet === null && view.measuring === null && !view.restyle;
}

/** Something has come that a screen reader would hear of, so eyes should see it too. */
export function isWorthSeeing(before: StudioView | undefined, now: StudioView): boolean {
  return (
    before?.state.name !== now.state.name ||
    before.paintingId !== now.paintingId ||
    before.notices !== now.notices ||
    before.recording.state !== now.recording.state
  );
}
