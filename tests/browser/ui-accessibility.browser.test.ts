import axe from 'axe-core';
import { describe, expect, it } from 'vitest';
import { page } from 'vitest/browser';
import { NOT_RECORDING, type StudioView } from '../../src/studio/studio-view.ts';
import type { SheetName } from '../../src/ui/ui-events.ts';
import { FAKE_SCREENS, failedView, fakeNotice } from '../helpers/fake-studio.ts';
import { SIZES, everything, find, findAll, openRoom, settled } from '../helpers/ui-room.ts';

const SCREENS: Record<string, Partial<StudioView>> = {
  ...FAKE_SCREENS,
  'camera-denied': failedView('camera-denied'),
  'device-lost over the last picture': { ...failedView('device-lost'), source: 'camera' },
  notices: {
    ...FAKE_SCREENS['painting'],
    statsOpen: true,
    notices: [
      fakeNotice({ action: { label: 'Undo', run: () => undefined } }),
      fakeNotice({ id: 2, tone: 'error', text: 'No.', details: 'More' }),
    ],
  },
  'before and after': { ...FAKE_SCREENS['painting'], wipe: 0.5 },
  'a countdown': {
    ...FAKE_SCREENS['painting'],
    recording: { ...NOT_RECORDING, state: 'starting', countdown: 3 },
  },
  measuring: { ...FAKE_SCREENS['painting'], measuring: 0.4 },
};

async function seriousViolations(): Promise<string[]> {
  const { violations } = await axe.run(document, {
    resultTypes: ['violations'],
    rules: {
      // Transparency over canvases cannot be judged by a tool; the tokens are checked by ui-contrast.test.ts.
      'color-contrast': { enabled: false },
    },
  });
  return violations
    .filter(({ impact }) => impact === 'serious' || impact === 'critical')
    .map(({ id, nodes }) => `${id}: ${nodes.map((node) => node.html).join(' | ')}`);
}

describe.each(Object.keys(SIZES) as (keyof typeof SIZES)[])('at the size %s', (size) => {
  it.each(Object.keys(SCREENS))('%s has no serious violation and fits', async (name) => {
    const { app } = await openRoom(SCREENS[name], size);
    expect(await seriousViolations()).toEqual([]);
    expect(document.documentElement.scrollWidth).toBeLessThanOrEqual(SIZES[size][0]);
    // Nothing but the strip and lists may scroll sideways, and nothing may hang out of the window.
    for (const button of everything(app).filter((element) => element.matches('button, input[type=range]'))) {
      const box = button.getBoundingClientRect();
      if (box.width === 0 || button.closest('.cell')) continue;
      expect(box.left, button.outerHTML).toBeGreaterThanOrEqual(0);
      expect(box.right, button.outerHTML).toBeLessThanOrEqual(SIZES[size][0]);
    }
  });

  it.each<SheetName>(['gallery', 'look', 'more', 'pack', 'keys', 'about'])(
    'the sheet %s has none',
    async (sheet) => {
      const { app } = await openRoom(FAKE_SCREENS['painting'], size);
      find(app, 'pa-corner').dispatchEvent(
        new CustomEvent('sheet-asked', { detail: { sheet }, bubbles: true, composed: true }),
      );
      await settled(app);
      expect(await seriousViolations()).toEqual([]);
      for (const dialog of everything(app).filter((element) => element.matches('dialog'))) {
        const box = dialog.getBoundingClientRect();
        expect(box.left).toBeGreaterThanOrEqual(0);
        expect(box.right).toBeLessThanOrEqual(SIZES[size][0]);
        expect(box.bottom).toBeLessThanOrEqual(SIZES[size][1]);
      }
    },
  );
});

it('gives fingers 44 pixels on a phone', async () => {
  const { app } = await openRoom(FAKE_SCREENS['painting'], 'narrow');
  const small = everything(app)
    .filter((element) => element.matches('button, input'))
    .map((element) => ({ html: element.outerHTML, box: element.getBoundingClientRect() }))
    .filter(({ box }) => box.width > 0 && (box.width < 44 || box.height < 44))
    // A slider's whole row can be pressed; its thumb runs inside.
    .filter(({ html }) => !html.includes('type="range"'));
  expect(small.map(({ html }) => html)).toEqual([]);
});

it('says the share of a slider in words', async () => {
  const { app, studio } = await openRoom(FAKE_SCREENS['painting']);
  studio.set({ look: { ...studio.view.look, alpha: 0.7 } });
  await settled(app);
  const slider = find(app, 'pa-shutter-bar').shadowRoot!.querySelector('pa-slider')!;
  expect(slider.shadowRoot!.querySelector('input')!.getAttribute('aria-valuetext')).toBe('70 percent');
});

it('announces the painting and the state politely, once each', async () => {
  const { app, studio } = await openRoom(FAKE_SCREENS['painting']);
  const status = find(app, 'pa-announcer').shadowRoot!.querySelector('[role=status]')!;
  studio.set({ paintingId: 'painting-1' });
  await settled(app);
  expect(status.textContent).toBe('Café Terrace at Night, Vincent van Gogh, 1801');
  studio.set({ state: { name: 'paused', reason: 'held' } });
  await settled(app);
  expect(status.textContent).toBe('Held');
});

it('a sheet that is too long scrolls: its rows are not squeezed into one another', async () => {
  const { app } = await openRoom(FAKE_SCREENS['painting'], 'narrow');
  await page.viewport(320, 500);
  find(app, 'pa-corner').dispatchEvent(
    new CustomEvent('sheet-asked', { detail: { sheet: 'look' }, bubbles: true, composed: true }),
  );
  await settled(app);
  const rows = findAll(app, '.choice');
  expect(rows.length).toBeGreaterThan(2);
  for (const row of rows) {
    const box = row.getBoundingClientRect();
    for (const part of row.children) {
      expect(part.getBoundingClientRect().top, part.outerHTML).toBeGreaterThanOrEqual(box.top - 1);
    }
  }
});
