import { describe, expect, it } from 'vitest';
import { userEvent } from 'vitest/browser';
import { FAKE_SCREENS } from '../helpers/fake-studio.ts';
import {
  everything,
  find,
  findAll,
  focused,
  openRoom,
  press,
  settled,
  type Room,
} from '../helpers/ui-room.ts';

const PAINTING = FAKE_SCREENS['painting']!;
const ownPaintingsOnly = (room: Room) => room.studio.view.paintings.filter(({ kind }) => kind === 'own');

/** Everything that Tab should reach: one stop for each group of radio buttons. */
function stops(root: Element): Element[] {
  const groups = new Set<unknown>();
  return everything(root).filter((element) => {
    if (!element.matches('button, input:not([hidden]), select, summary') || !element.checkVisibility()) {
      return false;
    }
    if (!(element instanceof HTMLInputElement) || element.type !== 'radio') return true;
    const group = element.closest('[role=radiogroup]');
    if (groups.has(group)) return false;
    groups.add(group);
    return true;
  });
}

const sameStop = (a: Element | null, b: Element): boolean =>
  a === b ||
  (a?.matches('input[type=radio]') === true &&
    a.closest('[role=radiogroup]') === b.closest('[role=radiogroup]') &&
    b.matches('input[type=radio]'));

describe('Tab', () => {
  it.each(['wide', 'phone', 'column'] as const)('reaches every control, in order (%s)', async (size) => {
    const { app } = await openRoom(PAINTING, size);
    const wanted = stops(app);
    expect(wanted.length).toBeGreaterThan(7);
    const before = document.createElement('button');
    document.body.prepend(before);
    before.focus();
    for (const stop of wanted) {
      await userEvent.keyboard('{Tab}');
      expect(sameStop(focused(), stop), `${focused()?.outerHTML} instead of ${stop.outerHTML}`).toBe(true);
      expect(focused()!.matches(':focus-visible')).toBe(true);
    }
  });

  it('stays inside a modal sheet, and the focus comes back after it', async () => {
    const { app } = await openRoom(PAINTING, 'phone');
    const opener = find(app, 'button[aria-label="Show the paintings"]');
    opener.focus();
    await userEvent.keyboard('{Enter}');
    await settled(app);
    const sheet = find(app, 'dialog[open]');
    await userEvent.keyboard('{Tab}');
    expect(everything(sheet).concat(findAll(app, 'pa-gallery').flatMap(everything))).toContain(focused());
    await userEvent.keyboard('{Escape}');
    await settled(app);
    expect(findAll(app, 'dialog[open]')).toEqual([]);
    expect(focused()).toBe(opener);
  });
});

it.each([
  ['phone', 'Show the paintings', 'g'],
  ['column', 'Show the paintings', 'g'],
  ['wide', 'Clips', '?'],
] as const)('the focus comes back when a key closes a sheet (%s, %s)', async (size, name, key) => {
  const { app } = await openRoom(PAINTING, size);
  const opener = find(app, `button[aria-label^="${name}"]`);
  opener.focus();
  await userEvent.keyboard('{Enter}');
  await settled(app);
  await userEvent.keyboard('{Tab}');
  await userEvent.keyboard('{Shift>}{Tab}{/Shift}');
  expect(findAll(app, 'dialog[open]')).toHaveLength(1);
  press(key, { shiftKey: key === '?' });
  await settled(app);
  // What a key opened instead gives it back in its turn.
  if (key === '?') await userEvent.keyboard('{Escape}');
  await settled(app);
  expect(findAll(app, 'dialog[open]')).toEqual([]);
  expect(focused()).toBe(opener);
});

describe('the paintings', () => {
  it.each(['wide', 'phone'] as const)('are chosen with arrow keys (%s)', async (size) => {
    const { app, studio } = await openRoom(PAINTING, size);
    const group = find(app, size === 'wide' ? 'pa-gallery' : 'pa-strip');
    const first = group.shadowRoot!.querySelector<HTMLInputElement>('input[type=radio]:checked')!;
    first.focus();
    await userEvent.keyboard('{ArrowRight}');
    await settled(app);
    expect(studio.view.paintingId).toBe('painting-1');
    expect(focused()).toBe(group.shadowRoot!.querySelector('input[value=painting-1]'));
    expect(studio.callsOf('stepPainting')).toEqual([]);
    await userEvent.keyboard('{ArrowLeft}');
    expect(studio.view.paintingId).toBe('painting-0');
  });
});

describe('keys', () => {
  it('do what the list says', async () => {
    const { app, studio } = await openRoom({ ...PAINTING, look: { alpha: 0.55, canvas: 0.7, detail: 1 } });
    (document.activeElement as HTMLElement | null)?.blur();
    press('ArrowRight');
    press('ArrowLeft');
    expect(studio.callsOf('stepPainting')).toEqual([[1], [-1]]);
    press('Space');
    press('Space');
    expect(studio.callsOf('hold')).toEqual([[true], [false]]);
    press('+', { shiftKey: true });
    expect(studio.view.look.alpha).toBe(0.65);
    press('-');
    press('-');
    expect(studio.view.look.alpha).toBe(0.45);
    press('0');
    expect(studio.view.look.alpha).toBe(1);
    press('p');
    expect(studio.callsOf('takeSnapshot')).toEqual([[]]);
    press('m');
    expect(studio.callsOf('setMirror')).toEqual([[false]]);
    press('s');
    expect(studio.view.statsOpen).toBe(true);
    press('g');
    await settled(app);
    expect(findAll(app, 'aside')).toEqual([]);
    press('l');
    await settled(app);
    expect(findAll(app, 'dialog:popover-open')).toHaveLength(1);
    press('l');
    await settled(app);
    expect(findAll(app, 'dialog:popover-open')).toEqual([]);
    press('?', { shiftKey: true });
    await settled(app);
    expect(find(app, 'dialog[open]').textContent).toContain('Keys');
    await userEvent.keyboard('{Escape}');
    await settled(app);
    expect(findAll(app, 'dialog[open]')).toEqual([]);
  });

  it('take one snapshot at a time, and the button says that it is busy', async () => {
    const { app, studio } = await openRoom(PAINTING);
    const button = find(app, 'button.snapshot');
    expect(button.getAttribute('aria-label')).toBe('Take a snapshot');
    button.click();
    studio.set({ snapping: true });
    await settled(app);
    expect(button.getAttribute('aria-busy')).toBe('true');
    button.click();
    expect(studio.callsOf('takeSnapshot')).toHaveLength(1);
  });

  it('compare while c is held down', async () => {
    const { studio } = await openRoom(PAINTING);
    (document.activeElement as HTMLElement | null)?.blur();
    press('c');
    press('c', { repeat: true });
    expect(studio.view.comparing).toBe(true);
    press('c', { up: true });
    expect(studio.view.comparing).toBe(false);
    expect(studio.callsOf('compare')).toEqual([[true], [false]]);
  });

  it('end comparing when the window loses the focus', async () => {
    const { studio } = await openRoom(PAINTING);
    press('c');
    window.dispatchEvent(new Event('blur'));
    expect(studio.view.comparing).toBe(false);
  });

  it('leave text fields alone', async () => {
    const { app, studio } = await openRoom(PAINTING);
    find(app, 'input[type=search]').focus();
    await userEvent.keyboard('calm sea 0 +');
    await settled(app);
    expect(find<HTMLInputElement>(app, 'input[type=search]').value).toBe('calm sea 0 +');
    expect(studio.calls.map(([name]) => name)).toEqual(['attachStage']);
  });

  it('leave arrows to sliders and space to buttons', async () => {
    const { app, studio } = await openRoom(PAINTING);
    find(app, 'input[type=range]').focus();
    await userEvent.keyboard('{ArrowLeft}');
    expect(studio.view.look.alpha).toBe(0.99);
    expect(studio.callsOf('stepPainting')).toEqual([]);
    find(app, 'button[aria-label="Compare with the camera"]').focus();
    await userEvent.keyboard(' ');
    expect(studio.callsOf('hold')).toEqual([]);
    expect(studio.view.comparing).toBe(true);
  });

  it('do nothing with a modifier', async () => {
    const { studio } = await openRoom(PAINTING);
    press('s', { ctrlKey: true });
    press('m', { metaKey: true });
    expect(studio.calls.map(([name]) => name)).toEqual(['attachStage']);
  });

  it('can be turned off, all but space and arrows', async () => {
    const { app, studio } = await openRoom(PAINTING);
    press('?', { shiftKey: true });
    await settled(app);
    find(app, 'pa-shortcuts')
      .shadowRoot!.querySelector('pa-switch')!
      .shadowRoot!.querySelector('input')!
      .click();
    await userEvent.keyboard('{Escape}');
    await settled(app);
    expect(studio.view.shortcutsOn).toBe(false);
    (document.activeElement as HTMLElement | null)?.blur();
    press('m');
    press('+', { shiftKey: true });
    press('s');
    press('c');
    expect(studio.calls.map(([name]) => name)).toEqual(['attachStage', 'setShortcuts']);
    press('Space');
    expect(studio.callsOf('hold')).toEqual([[true]]);
  });
});

it('offers own paintings to the keyboard too: rename, remove', async () => {
  const room = await openRoom(PAINTING);
  const { app, studio } = room;
  const gallery = find(app, 'pa-gallery');
  const tab = gallery
    .shadowRoot!.querySelector('pa-choice')!
    .shadowRoot!.querySelector<HTMLInputElement>('input:checked')!;
  tab.focus();
  await userEvent.keyboard('{ArrowRight}');
  await settled(app);
  expect(gallery.shadowRoot!.querySelectorAll('.tile')).toHaveLength(3);
  find(app, 'button[aria-label^="Rename: Holiday 87"]').focus();
  await userEvent.keyboard('{Enter}');
  await settled(app);
  await userEvent.keyboard('By the sea{Enter}');
  await settled(app);
  expect(studio.callsOf('renamePainting')).toEqual([['own-87', 'By the sea']]);
  expect(focused()).toBe(find(app, 'button[aria-label="Rename: By the sea"]'));
  await userEvent.keyboard('{Enter}');
  await settled(app);
  await userEvent.keyboard('{Escape}');
  await settled(app);
  expect(focused()).toBe(find(app, 'button[aria-label="Rename: By the sea"]'));
  find(app, 'button[aria-label="Remove: By the sea"]').focus();
  await userEvent.keyboard('{Enter}');
  await settled(app);
  expect(ownPaintingsOnly(room)).toHaveLength(2);
});
