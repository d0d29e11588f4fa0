import { describe, expect, test } from 'vitest';
import { DEFAULT_LOOK, type Look } from '../../src/shared/protocol.ts';
import { createActions } from '../../src/studio/actions.ts';
import { parseDeepLink } from '../../src/studio/deep-link.ts';
import { firstView } from '../../src/studio/first-view.ts';
import type { Settings } from '../../src/studio/settings.ts';
import type { StudioActions } from '../../src/studio/studio-actions.ts';
import type { Studio } from '../../src/studio/studio.ts';
import type { StudioView } from '../../src/studio/studio-view.ts';

const REMEMBERED: Look = { alpha: 0.8, canvas: 0.6, detail: 0.4 };

/** As much of a studio as the look needs, opened by a link. */
function open(search: string) {
  const settings = { look: REMEMBERED } as Settings;
  const studio = {
    view: firstView(parseDeepLink(search), settings, {} as StudioView),
    settings,
    update: (change: Partial<StudioView>) => Object.assign(studio.view, change),
    remember: (change: Partial<Settings>) => Object.assign(studio.settings, change),
    session: { controls: { applyLook: () => undefined } },
    actions: {} as StudioActions,
  };
  studio.actions = createActions(studio as unknown as Studio);
  return studio;
}

describe('the look', () => {
  test('of a link is not remembered when something else of the look is changed', () => {
    const { actions, view, settings } = open('?alpha=0.3&canvas=0');
    actions.setLook({ detail: 0.1 });
    expect(view.look).toEqual({ alpha: 0.3, canvas: 0, detail: 0.1 });
    expect(settings.look).toEqual({ alpha: 0.8, canvas: 0.6, detail: 0.1 });
    actions.setLook({ canvas: 0.2 });
    expect(settings.look).toEqual({ alpha: 0.8, canvas: 0.2, detail: 0.1 });
  });

  test('that was reset is as new at the next visit, too', () => {
    const { actions, view, settings } = open('?alpha=0.3');
    actions.resetLook();
    expect(view.look).toEqual(DEFAULT_LOOK);
    expect(settings.look).toEqual(DEFAULT_LOOK);
  });
});
