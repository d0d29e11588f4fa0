import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { failedView, fakeNotice, FAKE_SCREENS } from '../helpers/fake-studio.ts';
import { find, findAll, openRoom, settled } from '../helpers/ui-room.ts';

const PAINTING = FAKE_SCREENS['painting']!;

beforeEach(() => {
  vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] });
});
afterEach(() => {
  vi.useRealTimers();
});

describe('a notice', () => {
  it('is told politely, an error at once', async () => {
    const { app, studio } = await openRoom(PAINTING);
    studio.set({
      notices: [fakeNotice(), fakeNotice({ id: 2, tone: 'error', text: 'The picture is damaged.' })],
    });
    await settled(app);
    const notices = find(app, 'pa-notices').shadowRoot!;
    expect(notices.querySelector('[role=status]')!.textContent).toContain('Holiday was removed.');
    expect(notices.querySelector('[role=alert]')!.textContent).toContain('The picture is damaged.');
    expect(notices.querySelector('[role=alert]')!.textContent).not.toContain('Holiday');
  });

  it('can be undone once, and is gone then', async () => {
    const { app, studio } = await openRoom(PAINTING);
    const run = vi.fn<() => void>();
    studio.set({ notices: [fakeNotice({ action: { label: 'Undo', run } })] });
    await settled(app);
    find(app, '.act').click();
    await settled(app);
    expect(run).toHaveBeenCalledOnce();
    expect(findAll(app, '.notice')).toEqual([]);
  });

  it('goes by itself after its time, but not while somebody is at it', async () => {
    const { app, studio } = await openRoom(PAINTING);
    studio.set({ notices: [fakeNotice({ lastsMs: 6000 })] });
    await settled(app);
    vi.advanceTimersByTime(5999);
    find(app, 'button[aria-label=Dismiss]').focus();
    vi.advanceTimersByTime(60_000);
    expect(studio.callsOf('dismissNotice')).toEqual([]);
    find(app, 'button[aria-label=Dismiss]').blur();
    vi.advanceTimersByTime(6000);
    expect(studio.callsOf('dismissNotice')).toEqual([[1]]);
  });

  it('goes by itself after another one was dismissed by keyboard, where no event tells of the lost focus', async () => {
    const { app, studio } = await openRoom(PAINTING);
    studio.set({ notices: [fakeNotice(), fakeNotice({ id: 2, lastsMs: 6000 })] });
    await settled(app);
    const hush = (event: Event): void => event.stopImmediatePropagation();
    window.addEventListener('focusout', hush, { capture: true });
    const dismiss = find(app, 'button[aria-label=Dismiss]');
    dismiss.focus();
    vi.advanceTimersByTime(60_000);
    dismiss.click();
    await settled(app);
    window.removeEventListener('focusout', hush, { capture: true });
    expect(studio.callsOf('dismissNotice')).toEqual([[1]]);
    vi.advanceTimersByTime(6000);
    expect(studio.callsOf('dismissNotice')).toEqual([[1], [2]]);
  });

  it('without a time stays until it is dismissed', async () => {
    const { app, studio } = await openRoom(PAINTING);
    studio.set({ notices: [fakeNotice()] });
    await settled(app);
    vi.advanceTimersByTime(3_600_000);
    expect(studio.callsOf('dismissNotice')).toEqual([]);
    find(app, 'button[aria-label=Dismiss]').click();
    expect(studio.callsOf('dismissNotice')).toEqual([[1]]);
  });

  it('offers a new version, once', async () => {
    const { app, studio } = await openRoom({ ...PAINTING, updateReady: true });
    const update = find(app, '.notice');
    expect(update.textContent).toContain('A new version is ready.');
    find(app, 'button[aria-label=Dismiss]').click();
    await settled(app);
    expect(findAll(app, '.notice')).toEqual([]);
    expect(studio.callsOf('applyUpdate')).toEqual([]);
  });

  it('offers a new version once more when what it had to wait for is over', async () => {
    const clipJob = { clipId: 'a', kind: 'trim', share: 0 } as const;
    const { app, studio } = await openRoom({ ...PAINTING, updateReady: true, clipJob });
    find(app, '.act').click();
    await settled(app);
    expect(studio.callsOf('applyUpdate')).toHaveLength(1);
    expect(findAll(app, '.notice')).toEqual([]);
    studio.set({ clipJob: null });
    await settled(app);
    find(app, 'button[aria-label=Dismiss]').click();
    await settled(app);
    studio.set({ clipJob });
    await settled(app);
    studio.set({ clipJob: null });
    await settled(app);
    expect(findAll(app, '.notice')).toEqual([]);
  });
});

describe('a failure', () => {
  it('tells how to allow the camera in this browser, keeps codes in the details, and has ways out', async () => {
    const { app, studio } = await openRoom(failedView('camera-denied'));
    const failure = find(app, 'pa-failure').shadowRoot!;
    const alert = failure.querySelector('[role=alert]')!.textContent!;
    expect(alert).toContain('The camera is blocked for this page');
    expect(alert).toContain('set Camera to Allow');
    expect(alert).not.toContain('camera-denied');
    expect(failure.querySelector('details')!.textContent).toContain('camera-denied: What the browser said');
    failure.querySelector<HTMLButtonElement>('.primary')!.click();
    expect(studio.callsOf('retry')).toHaveLength(1);
    const buttons = [...failure.querySelectorAll('button')].map((button) => button.textContent!.trim());
    expect(buttons).toEqual(['Try again', 'Use a photo or video', 'Watch the demo scene']);
    failure.querySelectorAll('button')[2]!.click();
    expect(studio.callsOf('startScene')).toHaveLength(1);
  });

  it('hides the bars, for there is one thing to do', async () => {
    const { app } = await openRoom(failedView('device-lost'));
    expect(findAll(app, 'pa-shutter-bar')).toEqual([]);
  });
});

describe('progress', () => {
  it('is a line with megabytes', async () => {
    const { app } = await openRoom(FAKE_SCREENS['downloading']);
    const bar = find(app, '[role=progressbar]');
    expect(bar.getAttribute('aria-valuenow')).toBe('39');
    expect(bar.getAttribute('aria-valuetext')).toBe('12 of 31 MB');
  });
});
