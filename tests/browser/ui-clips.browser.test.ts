import axe from 'axe-core';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { userEvent } from 'vitest/browser';
import type { StudioView } from '../../src/studio/studio-view.ts';
import { FADE_AFTER_MS } from '../../src/ui/fade-controller.ts';
import { CLIP_TOAST_MS } from '../../src/ui/pa-clip-toast.ts';
import { FAKE_SCREENS, fakeClips, fakeRecording } from '../helpers/fake-studio.ts';
import { SIZES, everything, find, findAll, focused, openRoom, press, settled } from '../helpers/ui-room.ts';

const PAINTING = FAKE_SCREENS['painting']!;
const STORAGE = { usedBytes: 47_000_000, freeBytes: 12_400_000_000, isPersistent: true };

const SCREENS: Record<string, Partial<StudioView>> = {
  off: { ...PAINTING, clips: fakeClips() },
  starting: { ...PAINTING, recording: fakeRecording({ state: 'starting', elapsedMs: 0, bytes: 0 }) },
  recording: { ...PAINTING, recording: fakeRecording() },
  paused: { ...PAINTING, recording: fakeRecording({ state: 'paused', sound: 'silent' }) },
  'recording over a failure': { ...FAKE_SCREENS['held'], recording: fakeRecording({ state: 'saving' }) },
};

/** Names of the buttons that can be seen, in order. */
const buttons = (root: Element): string[] =>
  findAll(root, 'button')
    .filter((button) => button.checkVisibility())
    .map((button) => button.getAttribute('aria-label') ?? button.textContent!.trim());

async function seriousViolations(): Promise<string[]> {
  const found = await axe.run(document, {
    resultTypes: ['violations'],
    // Transparency over canvases cannot be judged by a tool.
    rules: { 'color-contrast': { enabled: false } },
  });
  return found.violations
    .filter(({ impact }) => impact === 'serious' || impact === 'critical')
    .map(({ id, nodes }) => `${id}: ${nodes.map((node) => node.html).join(' | ')}`);
}

function expectInside(app: Element, size: keyof typeof SIZES): void {
  const [width, height] = SIZES[size];
  expect(document.documentElement.scrollWidth).toBeLessThanOrEqual(width);
  for (const button of findAll(app, 'button').filter((element) => element.checkVisibility())) {
    const box = button.getBoundingClientRect();
    expect(box.left, button.outerHTML).toBeGreaterThanOrEqual(0);
    expect(box.right, button.outerHTML).toBeLessThanOrEqual(width);
    // Lists scroll; bars do not.
    if (!findAll(app, 'pa-shutter-bar').some((bar) => everything(bar).includes(button))) continue;
    expect(box.bottom, button.outerHTML).toBeLessThanOrEqual(height);
    expect(Math.min(box.width, box.height), button.outerHTML).toBeGreaterThanOrEqual(44);
  }
}

describe.each(Object.keys(SIZES) as (keyof typeof SIZES)[])('at the size %s', (size) => {
  it.each(Object.keys(SCREENS))(
    '%s has no violation, fits, and keeps the ring in the middle',
    async (name) => {
      const { app } = await openRoom(SCREENS[name], size);
      expect(await seriousViolations()).toEqual([]);
      expectInside(app, size);
      const bar = find(app, 'pa-shutter-bar').getBoundingClientRect();
      const ring = find(app, 'pa-record-button').getBoundingClientRect();
      const off =
        size === 'column'
          ? ring.top + ring.bottom - bar.top - bar.bottom
          : ring.left + ring.right - bar.left - bar.right;
      expect(Math.abs(off)).toBeLessThan(2);
    },
  );

  it.each([0, 3])('the shelf with %i clips has none and fits', async (count) => {
    const { app } = await openRoom({ ...PAINTING, clips: fakeClips(count), storage: STORAGE }, size);
    find(app, 'pa-clips-button').shadowRoot!.querySelector('button')!.click();
    await settled(app);
    expect(await seriousViolations()).toEqual([]);
    expectInside(app, size);
    expect(find(app, 'dialog[open]').getBoundingClientRect().bottom).toBeLessThanOrEqual(SIZES[size][1]);
  });
});

describe('the record button', () => {
  it('starts and stops, by press and by key, and says so', async () => {
    const { app, studio } = await openRoom(PAINTING);
    const button = find(app, 'button[aria-label=Record]');
    expect(button.getAttribute('aria-pressed')).toBe('false');
    button.click();
    await settled(app);
    expect(button.getAttribute('aria-pressed')).toBe('true');
    const status = find(app, 'pa-announcer').shadowRoot!.querySelector('[role=status]')!;
    expect(status.textContent).toBe('Recording');
    find(app, 'button.pause').click();
    await settled(app);
    expect(status.textContent).toBe('Recording paused');
    expect(find(app, 'button.pause').getAttribute('aria-pressed')).toBe('true');
    find(app, 'button.pause').click();
    studio.set({ recording: fakeRecording({ elapsedMs: 43_300 }) });
    await settled(app);
    expect(status.textContent).toBe('Recording again');
    (document.activeElement as HTMLElement | null)?.blur();
    press('r');
    press('r', { repeat: true });
    press('r');
    expect(studio.calls.map(([name]) => name).filter((name) => name !== 'attachStage')).toEqual([
      'startRecording',
      'pauseRecording',
      'resumeRecording',
      'stopRecording',
      'startRecording',
    ]);
  });

  it('is busy while the clip is started or saved', async () => {
    const { app, studio } = await openRoom(SCREENS['starting']);
    const button = find(app, 'button[aria-label=Record]');
    expect(button.getAttribute('aria-busy')).toBe('true');
    studio.set({ recording: fakeRecording({ state: 'saving' }) });
    await settled(app);
    expect(button.getAttribute('aria-busy')).toBe('true');
    expect(find(app, 'pa-status-pill').shadowRoot!.textContent).toContain('Saving the clip');
  });

  it('cannot be pressed without anything painted', async () => {
    const { app } = await openRoom(FAKE_SCREENS['held']);
    expect(find(app, 'button[aria-label=Record]').getAttribute('aria-disabled')).toBe('true');
  });
});

describe('while recording', () => {
  it('time and size are shown, and only what is needed is left', async () => {
    const { app, studio } = await openRoom(SCREENS['recording']);
    const pill = find(app, 'pa-status-pill').shadowRoot!;
    expect(pill.textContent).toContain('0:42 · 3.1\u00a0MB');
    expect(pill.querySelector('.mark.on')).not.toBeNull();
    expect(buttons(find(app, 'pa-shutter-bar'))).toEqual(['Record', 'Pause the recording']);
    expect(find(app, 'pa-shutter-bar').shadowRoot!.querySelector('pa-slider')).not.toBeNull();
    expect(buttons(find(app, 'pa-corner'))).toEqual(['Switch the camera']);
    studio.set({ recording: fakeRecording({ state: 'paused', elapsedMs: 3_725_000, sound: 'silent' }) });
    await settled(app);
    expect(pill.textContent).toContain('Paused · 1:02:05 · 3.1\u00a0MB · no sound');
    expect(pill.querySelector('.mark.paused')).not.toBeNull();
  });

  it.each(['wide', 'phone', 'column'] as const)(
    'the ring stays when all else has faded (%s)',
    async (size) => {
      vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] });
      const { app, studio } = await openRoom(PAINTING, size);
      const ring = find(app, 'pa-record-button');
      const pressed = (): boolean => {
        const { left, top, width, height } = ring.getBoundingClientRect();
        const at = [left + width / 2, top + height / 2] as const;
        const bar = app.shadowRoot!.elementFromPoint(...at);
        return bar?.shadowRoot?.elementFromPoint(...at) === ring;
      };
      expect(pressed()).toBe(true);
      vi.advanceTimersByTime(FADE_AFTER_MS);
      await settled(app);
      expect(pressed()).toBe(false);
      studio.set({ recording: fakeRecording() });
      await settled(app);
      vi.advanceTimersByTime(FADE_AFTER_MS);
      await settled(app);
      expect(find(app, '.faded').matches('.recording')).toBe(true);
      expect(pressed()).toBe(true);
      vi.useRealTimers();
    },
  );

  it('a held picture can be let go', async () => {
    const { app } = await openRoom({ ...FAKE_SCREENS['held'], recording: fakeRecording() });
    expect(buttons(find(app, 'pa-shutter-bar'))).toContain('Hold the picture');
  });
});

describe('sound', () => {
  it('is switched on, says what happens, and lets a microphone be chosen', async () => {
    const { app, studio } = await openRoom(PAINTING);
    press('l');
    await settled(app);
    const options = find(app, 'pa-recording-options').shadowRoot!;
    const sentence = (): string => options.querySelector('[role=status]')!.textContent!;
    expect(sentence()).toBe('Clips are recorded without sound.');
    expect(options.querySelector('.meter')).toBeNull();
    options.querySelector('pa-switch[label=Sound]')!.shadowRoot!.querySelector('input')!.click();
    await settled(app);
    expect(studio.callsOf('setSound')).toEqual([[true]]);
    const bar = options.querySelector<HTMLElement>('.meter span')!;
    await vi.waitFor(() => expect(bar.style.transform).toBe('scaleX(0.5)'));
    studio.set({
      recording: {
        ...studio.view.recording,
        sound: 'silent',
        microphones: [
          { deviceId: 'a', label: 'Built in' },
          { deviceId: 'b', label: '' },
        ],
        microphoneId: 'a',
      },
    });
    await settled(app);
    expect(sentence()).toContain('silence is recorded');
    await userEvent.selectOptions(options.querySelector('select')!, 'Microphone 2');
    expect(studio.callsOf('setMicrophone')).toEqual([['b']]);
    options
      .querySelector('pa-choice[label=Clips]')!
      .shadowRoot!.querySelector<HTMLInputElement>('[value=best]')!
      .click();
    expect(studio.callsOf('setClipQuality')).toEqual([['best']]);
    find<HTMLInputElement>(app, 'input[value="image/png"]').click();
    await settled(app);
    expect(studio.callsOf('setSnapshotType')).toEqual([['image/png']]);
    expect(options.textContent).toContain('Without any loss');
  });
});

describe('recording without a video encoder', () => {
  it('says what it cannot do, and offers no camera take', async () => {
    const { app, studio } = await openRoom(PAINTING);
    press('l');
    await settled(app);
    const options = find(app, 'pa-recording-options').shadowRoot!;
    expect(options.querySelector('pa-switch[label^=Keep]')).not.toBeNull();
    studio.set({ recording: { ...studio.view.recording, isSimple: true } });
    await settled(app);
    expect(options.textContent).toContain('stand still while this tab is hidden');
    expect(options.querySelector('pa-switch[label^=Keep]')).toBeNull();
  });
});

describe('the shelf', () => {
  async function openShelf() {
    const room = await openRoom({ ...PAINTING, clips: fakeClips(), storage: STORAGE });
    find(room.app, 'button[aria-label="Clips: 3"]').click();
    await settled(room.app);
    return { ...room, shelf: find(room.app, 'pa-clips') };
  }

  it('shows clips, what they are, and how much room there is', async () => {
    const { shelf } = await openShelf();
    const clips = findAll(shelf, 'article').map((clip) => clip.textContent!);
    expect(clips).toHaveLength(3);
    expect(clips[0]).toContain('Landscape 0, Painter 0, 1800');
    expect(clips[0]).toContain('1280\u00a0×\u00a0720 · 840\u00a0kB · no\u00a0sound');
    expect(clips[1]).toContain('Recovered');
    expect(clips[1]).toContain('1:05');
    expect(clips[0]).not.toContain('Recovered');
    expect(shelf.shadowRoot!.textContent).toContain(
      'Clips take 48\u00a0MB; 47\u00a0MB are used in all, 12\u00a0GB are free.',
    );
  });

  it('says in a sentence that it is empty', async () => {
    const { app } = await openRoom(PAINTING);
    find(app, 'button[aria-label=Clips]').click();
    await settled(app);
    expect(find(app, 'pa-clips').shadowRoot!.textContent).toContain('What you record is kept here');
  });

  it('saves, renames by keyboard, and deletes', async () => {
    const { app, studio, shelf } = await openShelf();
    findAll(shelf, 'button.save')[0]!.click();
    expect(studio.callsOf('saveClip')).toEqual([['clip-0']]);
    find(shelf, 'button[aria-label="More: Landscape 0"]').focus();
    await userEvent.keyboard('{Enter}{Tab}{Enter}');
    await settled(app);
    await userEvent.keyboard('Kitchen{Enter}');
    await settled(app);
    expect(studio.callsOf('renameClip')).toEqual([['clip-0', 'Kitchen']]);
    expect(focused()).toBe(find(shelf, 'button[aria-label="More: Kitchen"]'));
    await userEvent.keyboard('{Enter}{Tab}{Enter}');
    await settled(app);
    await userEvent.keyboard('Nothing{Escape}');
    await settled(app);
    expect(studio.callsOf('renameClip')).toHaveLength(1);
    expect(findAll(app, 'dialog[open]')).toHaveLength(1);
    find(shelf, 'button[aria-label="More: Kitchen"]').click();
    find(shelf, '[popover]:popover-open .remove').click();
    await settled(app);
    expect(findAll(shelf, 'article')).toHaveLength(2);
  });

  it('has a menu that says what a compatible copy does, and goes with Escape before the shelf does', async () => {
    const { app, studio, shelf } = await openShelf();
    find(shelf, `button[aria-label^="More: A very long"]`).click();
    const menu = find(shelf, '[popover]:popover-open');
    expect(menu.textContent).toContain('sound Opus to AAC');
    const box = menu.getBoundingClientRect();
    expect(box.left).toBeGreaterThanOrEqual(0);
    expect(box.bottom).toBeLessThanOrEqual(innerHeight);
    await userEvent.keyboard('{Escape}');
    expect(menu.matches(':popover-open')).toBe(false);
    expect(findAll(app, 'dialog[open]')).toHaveLength(1);
    find(shelf, 'button[aria-label="More: Landscape 0"]').click();
    find(shelf, '[popover]:popover-open .compatible').click();
    find(shelf, 'button[aria-label="More: Landscape 0"]').click();
    find(shelf, '[popover]:popover-open .save-as').click();
    expect(studio.callsOf('saveCompatible')).toEqual([['clip-0']]);
    expect(studio.callsOf('saveClipAs')).toEqual([['clip-0']]);
  });

  it('shows how far a compatible copy is, and lets it be cancelled', async () => {
    const { app, studio, shelf } = await openShelf();
    studio.set({ clipJob: { clipId: 'clip-1', kind: 'compatible', share: 0.4 } });
    await settled(app);
    const progress = find<HTMLProgressElement>(shelf, 'progress');
    expect(progress.value).toBe(0.4);
    expect(findAll(shelf, 'button.save')).toHaveLength(2);
    expect(find<HTMLButtonElement>(shelf, '.compatible').disabled).toBe(true);
    find(shelf, '.copying button').click();
    expect(studio.callsOf('cancelClipJob')).toHaveLength(1);
    studio.set({ clipJob: null });
    await settled(app);
    expect(findAll(shelf, 'progress')).toEqual([]);
  });

  it('plays one clip at a time and lets its file go', async () => {
    const made = vi.spyOn(URL, 'createObjectURL');
    const revoked = vi.spyOn(URL, 'revokeObjectURL');
    const { app, studio, shelf } = await openShelf();
    find(shelf, 'button[aria-label="Play: Landscape 0"]').click();
    await vi.waitFor(() => expect(findAll(shelf, 'video')).toHaveLength(1));
    expect(find<HTMLVideoElement>(shelf, 'video').controls).toBe(true);
    await vi.waitFor(() => expect(focused()).toBe(find(shelf, 'video')));
    find(shelf, 'button[aria-label="Play: Landscape 2"]').click();
    await vi.waitFor(() => expect(studio.callsOf('clipFile')).toEqual([['clip-0'], ['clip-2']]));
    await vi.waitFor(() => expect(find(shelf, 'video').getAttribute('aria-label')).toBe('Landscape 2'));
    find(app, 'dialog[open] button[aria-label=Close]').click();
    await settled(app);
    const urls = made.mock.results.map(({ value }) => String(value));
    expect(urls).toHaveLength(2);
    await vi.waitFor(() => expect(revoked.mock.calls.flat().toSorted()).toEqual(urls.toSorted()));
    vi.restoreAllMocks();
  });
});

describe('the clip just recorded', () => {
  afterEach(() => void vi.useRealTimers());

  async function record(before = 1) {
    const room = await openRoom({ ...PAINTING, clips: fakeClips(before), recording: fakeRecording() });
    const { app, studio } = room;
    studio.set({ recording: fakeRecording({ state: 'off' }) });
    await settled(app);
    expect(findAll(app, 'pa-clip-toast section')).toEqual([]);
    studio.set({ recording: fakeRecording() });
    await settled(app);
    vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] });
    studio.set({ recording: fakeRecording({ state: 'saving' }) });
    await settled(app);
    studio.set({ clips: fakeClips(before + 1).toReversed() });
    studio.set({ recording: fakeRecording({ state: 'off' }) });
    await settled(app);
    return room;
  }

  it('comes to the corner with Save, is announced, and goes by itself', async () => {
    const { app, studio } = await record();
    const toast = find(app, 'pa-clip-toast');
    const save = find(toast, 'button.save');
    expect(save.textContent!.trim()).toBe('Save');
    save.click();
    expect(studio.callsOf('saveClip')).toEqual([['clip-1']]);
    expect(find(app, 'pa-announcer').shadowRoot!.textContent).toContain('Saved');
    save.focus();
    vi.advanceTimersByTime(CLIP_TOAST_MS * 3);
    await settled(app);
    expect(findAll(app, 'button.save')).toHaveLength(1);
    save.blur();
    vi.advanceTimersByTime(CLIP_TOAST_MS);
    await settled(app);
    expect(findAll(app, 'button.save')).toEqual([]);
  });

  it.each(['wide', 'narrow', 'column'] as const)('covers no control (%s)', async (size) => {
    const [width, height] = SIZES[size];
    const { app } = await record();
    const { page } = await import('vitest/browser');
    await page.viewport(width, height);
    await settled(app);
    expectInside(app, size);
    const box = find(app, 'button.save').closest('section')!.getBoundingClientRect();
    expect(box.top).toBeGreaterThanOrEqual(0);
    for (const bar of findAll(app, 'pa-shutter-bar, pa-corner, pa-strip, pa-slider, pa-hold-button')) {
      const other = bar.getBoundingClientRect();
      const apart =
        other.right <= box.left ||
        other.left >= box.right ||
        other.bottom <= box.top ||
        other.top >= box.bottom;
      expect(apart, bar.localName).toBe(true);
    }
  });

  it('does not come for clips that were already there', async () => {
    const { app, studio } = await openRoom(PAINTING);
    studio.set({ clips: fakeClips() });
    await settled(app);
    expect(findAll(app, 'button.save')).toEqual([]);
  });
});
