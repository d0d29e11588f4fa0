import axe from 'axe-core';
import { beforeAll, describe, expect, it, vi } from 'vitest';
import { userEvent } from 'vitest/browser';
import { FAKE_SCREENS, fakeClips, fakeNotice } from '../helpers/fake-studio.ts';
import { numberedClip, numberOf } from '../helpers/numbered-clip.ts';
import { SIZES, find, findAll, focused, openRoom, settled, type Room } from '../helpers/ui-room.ts';

const FPS = 25;
const FAILED = fakeNotice({ tone: 'error', text: 'The copy could not be made. The clip itself is safe.' });
let film: Blob;

beforeAll(async () => {
  film = await numberedClip({ container: 'mp4', seconds: 10, fps: FPS });
});

/** The view that trims the first clip. */
async function openTrim(size: keyof typeof SIZES = 'wide'): Promise<Room & { trim: HTMLElement }> {
  const room = await openRoom({ ...FAKE_SCREENS['painting'], clips: fakeClips() }, size);
  room.studio.clipContent = film;
  find(room.app, 'button[aria-label="Clips: 3"]').click();
  await settled(room.app);
  find(room.app, 'button[aria-label="Trim: Landscape 0"]').click();
  await vi.waitFor(() => find(room.app, 'pa-trim-strip'));
  await settled(room.app);
  return { ...room, trim: find(room.app, 'pa-trim') };
}

const handle = (trim: Element, name: 'Start' | 'End'): HTMLInputElement =>
  find(trim, `input[type=range][aria-label=${name}]`);

/** The number of the picture that can be seen. */
function shownNumber(trim: Element): number {
  const video = find<HTMLVideoElement>(trim, 'video');
  const context = new OffscreenCanvas(320, 180).getContext('2d')!;
  context.drawImage(video, 0, 0, 320, 180);
  return numberOf(context.getImageData(0, 0, 320, 180));
}

describe.each(Object.keys(SIZES) as (keyof typeof SIZES)[])('trimming at the size %s', (size) => {
  it('fits, with targets that can be hit, and has no violation', async () => {
    const [width, height] = SIZES[size];
    const { trim } = await openTrim(size);
    const found = await axe.run(trim, { rules: { 'color-contrast': { enabled: false } } });
    expect(found.violations.map(({ id }) => id)).toEqual([]);
    for (const button of findAll(trim, 'button')) {
      const box = button.getBoundingClientRect();
      expect(box.left).toBeGreaterThanOrEqual(0);
      expect(box.right).toBeLessThanOrEqual(width);
      expect(box.bottom).toBeLessThanOrEqual(height);
      expect(Math.min(box.width, box.height)).toBeGreaterThanOrEqual(44);
    }
    const video = find(trim, 'video').getBoundingClientRect();
    expect(Math.min(video.width, video.height)).toBeGreaterThan(150);
  });

  it('shows what went wrong over the picture, not over what is pressed next', async () => {
    const { app, studio, trim } = await openTrim(size);
    studio.set({ notices: [FAILED] });
    await settled(app);
    const notice = find(app, '.notice').getBoundingClientRect();
    const picture = find(trim, '.picture').getBoundingClientRect();
    expect(notice.top).toBeGreaterThanOrEqual(picture.top);
    expect(notice.bottom).toBeLessThanOrEqual(picture.bottom);
    for (const button of findAll(trim, '.buttons button, .stepper button')) {
      const box = button.getBoundingClientRect();
      const apart =
        box.right <= notice.left ||
        box.left >= notice.right ||
        box.bottom <= notice.top ||
        box.top >= notice.bottom;
      expect(apart, button.outerHTML).toBe(true);
    }
  });
});

describe('trimming', () => {
  it('moves both ends by keyboard, says where they are, and shows what they begin and end with', async () => {
    const { app, trim } = await openTrim();
    const save = findAll<HTMLButtonElement>(trim, 'button').at(-1)!;
    expect(save.disabled).toBe(true);
    const start = handle(trim, 'Start');
    start.focus();
    await userEvent.keyboard('{ArrowRight}{ArrowRight}{ArrowRight}');
    await settled(app);
    expect(start.getAttribute('aria-valuetext')).toBe('3.0 seconds');
    await vi.waitFor(() => expect(shownNumber(trim)).toBe(3 * FPS));
    const end = handle(trim, 'End');
    end.focus();
    await userEvent.keyboard('{PageDown}{ArrowLeft}');
    await settled(app);
    expect(end.getAttribute('aria-valuetext')).toBe('5.0 seconds');
    await vi.waitFor(() => expect(shownNumber(trim)).toBe(Math.round(4.96 * FPS) - 1));
    await userEvent.keyboard('{Home}');
    await settled(app);
    expect(end.getAttribute('aria-valuetext')).toBe('3.5 seconds');
    await userEvent.keyboard('{End}');
    start.focus();
    await userEvent.keyboard('{Home}');
    await settled(app);
    expect(save.disabled).toBe(true);
  });

  it('moves the start from key picture to key picture when it is dragged', async () => {
    const { app, trim } = await openTrim();
    const start = handle(trim, 'Start');
    start.value = '2400';
    start.dispatchEvent(new Event('input'));
    await settled(app);
    expect(start.value).toBe('2000');
    expect(trim.shadowRoot!.textContent).toContain('0:02.0');
  });

  it('moves the ends by buttons, too', async () => {
    const { app, trim } = await openTrim();
    find(trim, 'button[aria-label="Start later"]').click();
    find(trim, 'button[aria-label="End earlier"]').click();
    await settled(app);
    find(trim, 'button[aria-label="End earlier"]').click();
    await settled(app);
    expect(handle(trim, 'Start').value).toBe('1000');
    expect(handle(trim, 'End').value).toBe('9920');
    expect(find(trim, '.length').textContent).toContain('0:08.9');
  });

  it('plays the part only, then shows its beginning again', async () => {
    const { app, trim } = await openTrim();
    const end = handle(trim, 'End');
    end.focus();
    await userEvent.keyboard('{Home}');
    await settled(app);
    const video = find<HTMLVideoElement>(trim, 'video');
    await vi.waitFor(() => expect(video.seeking).toBe(false));
    const happened: string[] = [];
    for (const name of ['playing', 'pause']) video.addEventListener(name, () => happened.push(name));
    find(trim, 'button[aria-label="Play the part"]').click();
    await vi.waitFor(() => expect(happened.at(-1)).toBe('pause'), 10_000);
    expect(happened[0]).toBe('playing');
    await vi.waitFor(() => expect(video.currentTime).toBe(0), 10_000);
    await settled(app);
    find(trim, 'button[aria-label="Play the part"]');
  });

  it('shows the moment of the strip that is pressed', async () => {
    const { trim } = await openTrim();
    const strip = find(trim, '.pictures');
    const box = strip.getBoundingClientRect();
    await userEvent.click(strip, { position: { x: Math.round(box.width / 2), y: 20 } });
    await vi.waitFor(() => expect(Math.abs(shownNumber(trim) - 5 * FPS)).toBeLessThan(4));
  });

  it('saves a new clip, tells how far it is, and goes on with it', async () => {
    const { app, studio, trim } = await openTrim();
    let finish: (id: string | null) => void = () => undefined;
    studio.trimmed = () => new Promise((resolve) => (finish = resolve));
    find(trim, 'button[aria-label="Start later"]').click();
    await settled(app);
    find(trim, 'button.primary').click();
    studio.set({ clipJob: { clipId: 'clip-0', kind: 'trim', share: 0.25 } });
    await settled(app);
    expect(studio.callsOf('trimClip')).toEqual([['clip-0', { startSeconds: 1, endSeconds: 10 }]]);
    expect(find<HTMLProgressElement>(trim, 'progress').value).toBe(0.25);
    expect(handle(trim, 'Start').disabled).toBe(true);
    studio.set({
      clips: [{ ...fakeClips()[0]!, id: 'part', title: 'The part' }, ...fakeClips()],
      clipJob: null,
    });
    finish('part');
    await vi.waitFor(() => expect(findAll(app, 'pa-trim')).toEqual([]));
    await vi.waitFor(() => expect(focused()?.classList.contains('save')).toBe(true));
    expect((focused()!.getRootNode() as ShadowRoot).textContent).toContain('The part');
    expect(findAll(app, 'dialog[open]')).toHaveLength(1);
  });

  it('can be cancelled while it saves, and stays', async () => {
    const { app, studio, trim } = await openTrim();
    let finish: (id: string | null) => void = () => undefined;
    studio.trimmed = () => new Promise((resolve) => (finish = resolve));
    find(trim, 'button[aria-label="Start later"]').click();
    await settled(app);
    find(trim, 'button.primary').focus();
    await userEvent.keyboard('{Enter}');
    await settled(app);
    expect(focused()).toBe(find(trim, '.progress button'));
    await userEvent.keyboard('{Enter}');
    expect(studio.callsOf('cancelClipJob')).toHaveLength(1);
    finish(null);
    await vi.waitFor(() => expect(focused()).toBe(find(trim, 'button.primary')));
    expect(handle(trim, 'Start').value).toBe('1000');
  });

  it('cancels when it is left while it saves', async () => {
    const { app, studio, trim } = await openTrim();
    studio.trimmed = () => new Promise(() => undefined);
    find(trim, 'button[aria-label="Start later"]').click();
    await settled(app);
    find(trim, 'button.primary').click();
    await settled(app);
    await userEvent.keyboard('{Escape}');
    await vi.waitFor(() => expect(findAll(app, 'pa-trim')).toEqual([]));
    expect(studio.callsOf('cancelClipJob')).toHaveLength(1);
  });

  it('tells what went wrong where it can be read and dismissed, and the shelf tells it afterwards', async () => {
    const { app, studio, trim } = await openTrim();
    studio.set({ notices: [FAILED, fakeNotice({ id: 2 })] });
    await settled(app);
    // Two stacks would dismiss by two clocks.
    expect(findAll(app, 'pa-notices')).toHaveLength(1);
    expect(find(app, 'pa-notices').closest('pa-sheet')).toBe(trim.closest('pa-sheet'));
    // A real press: beneath the sheet it would hit nothing.
    await userEvent.click(find(app, '.error button[aria-label=Dismiss]'));
    expect(studio.callsOf('dismissNotice')).toEqual([[1]]);
    await userEvent.keyboard('{Escape}');
    await vi.waitFor(() => expect(findAll(app, 'pa-trim')).toEqual([]));
    await settled(app);
    expect(findAll(app, 'pa-notices')).toHaveLength(1);
    await userEvent.click(find(app, '.notice button[aria-label=Dismiss]'));
    expect(studio.callsOf('dismissNotice')).toEqual([[1], [2]]);
  });

  it('waits with saving while another copy is being made, and says so', async () => {
    const { app, studio, trim } = await openTrim();
    find(trim, 'button[aria-label="Start later"]').click();
    studio.set({ clipJob: { clipId: 'clip-1', kind: 'compatible', share: 0.4 } });
    await settled(app);
    const save = find<HTMLButtonElement>(trim, 'button.primary');
    expect(save.disabled).toBe(true);
    expect(find(trim, '#hint').textContent).toContain('Another copy is being made');
    studio.set({ clipJob: null });
    await settled(app);
    expect(save.disabled).toBe(false);
    expect(find(trim, '#hint').textContent).toContain('without loss');
  });

  it('goes with Escape, back to the shelf, and lets everything go', async () => {
    const made = vi.spyOn(URL, 'createObjectURL');
    const revoked = vi.spyOn(URL, 'revokeObjectURL');
    const { app, studio } = await openTrim();
    await userEvent.keyboard('{Escape}');
    await vi.waitFor(() => expect(findAll(app, 'pa-trim')).toEqual([]));
    expect(findAll(app, 'dialog[open]')).toHaveLength(1);
    expect(studio.callsOf('trimClip')).toEqual([]);
    const urls = made.mock.results.map(({ value }) => value as string);
    expect(urls.length).toBeGreaterThan(0);
    expect(revoked.mock.calls.flat()).toEqual(expect.arrayContaining(urls));
    vi.restoreAllMocks();
  });

  it('says that a clip is gone', async () => {
    const { app, studio } = await openRoom({ ...FAKE_SCREENS['painting'], clips: fakeClips() });
    studio.clipCuts = null;
    find(app, 'button[aria-label="Clips: 3"]').click();
    await settled(app);
    find(app, 'button[aria-label="Trim: Landscape 0"]').click();
    await vi.waitFor(() => expect(find(app, 'pa-trim .gone, .gone').textContent).toContain('gone'));
    expect(findAll(app, 'pa-trim-strip')).toEqual([]);
  });
});
