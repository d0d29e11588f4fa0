import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { watchPage } from '../../src/studio/page-watch.ts';
import { transition, type StudioEvent, type StudioState } from '../../src/studio/state.ts';
import type { Studio } from '../../src/studio/studio.ts';

class Page extends EventTarget {
  hidden = false;
  get visibilityState(): string {
    return this.hidden ? 'hidden' : 'visible';
  }
}

let page: Page;

beforeEach(() => {
  vi.useFakeTimers();
  page = new Page();
  vi.stubGlobal('document', page);
  vi.stubGlobal('navigator', {});
  vi.stubGlobal('addEventListener', () => undefined);
});

afterEach(() => {
  vi.useRealTimers();
  vi.unstubAllGlobals();
});

/** A studio that is watched, with a camera. */
function makeStudio(state: StudioState, recording: 'on' | 'off' = 'off') {
  const listeners = new Set<() => void>();
  const view = { state, recording: { state: recording }, engine: null };
  const session = {
    source: { kind: 'camera' } as { kind: string } | null,
    controls: { tell: vi.fn<() => void>() },
    releaseSource: vi.fn<() => void>(() => (session.source = null)),
  };
  const update = (change: object): void => {
    Object.assign(view, change);
    for (const listener of listeners) listener();
  };
  const studio = {
    view,
    session,
    update,
    loadedRestyle: null,
    crashGuard: { survived: () => undefined },
    resume: vi.fn<() => Promise<void>>(async () => undefined),
    subscribe: (listener: () => void) => listeners.add(listener),
    dispatch: (event: StudioEvent) => update({ state: transition(view.state, event) }),
  };
  watchPage(studio as unknown as Studio);
  const show = (hidden: boolean): void => {
    page.hidden = hidden;
    page.dispatchEvent(new Event('visibilitychange'));
  };
  return { ...studio, show };
}

describe('out of sight', () => {
  test('painting stops after a while, then the camera goes, and both come back', () => {
    const { view, session, show, resume } = makeStudio({ name: 'painting' });
    show(true);
    vi.advanceTimersByTime(9000);
    expect(view.state.name).toBe('painting');
    vi.advanceTimersByTime(2000);
    expect(view.state).toEqual({ name: 'paused', reason: 'hidden' });
    expect(session.releaseSource).not.toHaveBeenCalled();
    vi.advanceTimersByTime(60_000);
    expect(session.releaseSource).toHaveBeenCalledTimes(1);
    show(false);
    expect(resume).toHaveBeenCalledTimes(1);
  });

  test('what begins to be painted there stops too', () => {
    const { view, session, show, dispatch } = makeStudio({
      name: 'downloading',
      loadedBytes: 0,
      totalBytes: 1,
      step: 'loading',
    });
    show(true);
    vi.advanceTimersByTime(70_000);
    expect(view.state.name).toBe('downloading');
    dispatch({ type: 'first-painted' });
    vi.advanceTimersByTime(1000);
    expect(view.state).toEqual({ name: 'paused', reason: 'hidden' });
    expect(session.releaseSource).toHaveBeenCalledTimes(1);
  });

  test('a recording goes on, also in a second clip; when it ends, painting does too', () => {
    const { view, show, update } = makeStudio({ name: 'painting' }, 'on');
    show(true);
    vi.advanceTimersByTime(70_000);
    expect(view.state.name).toBe('painting');
    update({ recording: { state: 'off' } });
    vi.advanceTimersByTime(500);
    update({ recording: { state: 'on' } });
    vi.advanceTimersByTime(60_000);
    expect(view.state.name).toBe('painting');
    update({ recording: { state: 'off' } });
    vi.advanceTimersByTime(1000);
    expect(view.state.name).toBe('paused');
  });

  test('a short look elsewhere changes nothing', () => {
    const { view, show, update } = makeStudio({ name: 'painting' });
    show(true);
    vi.advanceTimersByTime(9000);
    show(false);
    vi.advanceTimersByTime(70_000);
    update({});
    expect(view.state.name).toBe('painting');
  });
});
