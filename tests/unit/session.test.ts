import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { AppError } from '../../src/shared/errors.ts';
import { held, painters, release, runMs } from '../helpers/fake-painter.ts';
import { fakeSource, makeSession } from '../helpers/session-rig.ts';

vi.mock('../../src/painter-client/painter-client.ts', async () => {
  const { openFakePainter } = await import('../helpers/fake-painter.ts');
  return { openPainter: openFakePainter };
});

beforeEach(() => {
  const stored = new Map<string, string>();
  painters.length = 0;
  runMs.of = () => 40;
  vi.stubGlobal('navigator', { hardwareConcurrency: 1 });
  vi.stubGlobal('crossOriginIsolated', true);
  vi.stubGlobal('OffscreenCanvas', class {});
  vi.stubGlobal('localStorage', {
    getItem: (key: string) => stored.get(key) ?? null,
    setItem: (key: string, value: string) => void stored.set(key, value),
  });
});

afterEach(() => {
  release();
  vi.unstubAllGlobals();
});

const called = (name: string) => vi.waitFor(() => expect(painters.at(-1)?.calls).toContain(name));

describe('a source', () => {
  test('is painted by the painter that was made ready for it', async () => {
    const { session } = makeSession();
    await session.start(async () => fakeSource('scene'));
    expect(painters).toHaveLength(1);
    expect(painters[0]!.calls).toEqual(
      expect.arrayContaining([
        'open',
        'setInput',
        'loadRuntime',
        'loadNetwork',
        'setPaintedSize',
        'setStyle',
      ]),
    );
  });

  test.each(['loadRuntime', 'loadNetwork', 'timeNetwork'])(
    'that comes while the painter is in %s is painted too, and all is loaded once',
    async (busyWith) => {
      const { session } = makeSession();
      held.add(busyWith);
      const first = session.start(async () => fakeSource('scene'));
      await called(busyWith);
      const second = session.start(async () => fakeSource('camera'));
      await vi.waitFor(() =>
        expect(painters[0]!.calls.filter((name) => name === 'setInput')).toHaveLength(2),
      );
      release();
      await Promise.all([first, second]);
      expect(painters).toHaveLength(1);
      const { calls } = painters[0]!;
      expect(calls.filter((name) => name === 'loadNetwork')).toHaveLength(1);
      expect(calls.filter((name) => name === 'timeNetwork')).toHaveLength(1);
      expect(calls.slice(-2)).toEqual(['setPaintedSize', 'setStyle']);
    },
  );

  test('that is replaced is not missed: its end is no failure of the new one', async () => {
    const { session, events } = makeSession();
    await session.start(async () => fakeSource('camera'));
    held.add('setInput');
    const next = session.start(async () => fakeSource('scene'));
    painters[0]!.say({ type: 'input-ended' });
    release();
    await next;
    expect(events.map(({ type }) => type)).not.toContain('failed');
    painters[0]!.say({ type: 'input-ended' });
    expect(events.at(-1)).toMatchObject({ type: 'failed' });
  });
});

describe('a painter', () => {
  test('that is closed while it opens is ended, and its canvas goes', async () => {
    const { session, host, canvases } = makeSession();
    held.add('open');
    const start = session.start(async () => fakeSource('scene'));
    await called('open');
    session.stop();
    const again = session.start(async () => fakeSource('scene'));
    await vi.waitFor(() => expect(painters).toHaveLength(2));
    release();
    await Promise.all([start, again]);
    expect(painters.map(({ isDisposed }) => isDisposed)).toEqual([true, false]);
    expect(host.client).not.toBeNull();
    expect(canvases).toHaveLength(1);
    expect(painters[1]!.calls).toContain('setStyle');
  });

  test('with more threads comes once, also where the device remembers nothing', async () => {
    vi.stubGlobal('navigator', { hardwareConcurrency: 4 });
    vi.stubGlobal('localStorage', {
      getItem: () => null,
      setItem: () => {
        throw new DOMException('', 'QuotaExceededError');
      },
    });
    runMs.of = (threads) => 40 / threads;
    const { session, host } = makeSession();
    await session.start(async () => fakeSource('scene'));
    // One, its trial with two threads, and the one that stays.
    expect(painters.map(({ options }) => options.threads)).toEqual([1, 2, 2]);
    expect(host.info?.threads).toBe(2);
    expect(painters.map(({ isDisposed }) => isDisposed)).toEqual([true, true, false]);
  });

  test('after crashes has one thread, whatever was best before', async () => {
    vi.stubGlobal('navigator', { hardwareConcurrency: 4 });
    runMs.of = (threads) => 40 / threads;
    const { session, choices } = makeSession();
    await session.start(async () => fakeSource('scene'));
    session.stop();
    painters.length = 0;
    choices.careful = true;
    await session.start(async () => fakeSource('scene'));
    expect(painters.map(({ options }) => options.threads)).toEqual([1]);
    expect(painters[0]!.calls).toContain('setStyle');
  });

  test('that dies while the picture is held is replaced when it goes on', async () => {
    const { session, host, choices, events } = makeSession();
    await session.start(async () => fakeSource('scene'));
    choices.held = true;
    const heard = events.length;
    painters[0]!.say({ type: 'failure', code: 'device-lost', message: '' });
    expect(host.client).toBeNull();
    expect(events.slice(heard)).toEqual([]);
    choices.held = false;
    await session.remake();
    expect(painters).toHaveLength(2);
    expect(painters[1]!.calls).toContain('setStyle');
  });

  test('of another quality comes with the next source where there is none just now', async () => {
    const { session, choices } = makeSession();
    await session.start(async () => fakeSource('camera'));
    session.releaseSource();
    expect(painters[0]!.calls.at(-1)).toBe('releaseInput');
    choices.quality = 'studio';
    await session.remake();
    expect(painters[0]!.isDisposed).toBe(true);
    await session.start(async () => fakeSource('camera'));
    expect(painters).toHaveLength(2);
  });

  test('that dies while a camera is being opened is replaced when the camera comes', async () => {
    const { session } = makeSession();
    await session.start(async () => fakeSource('scene'));
    let allow: () => void = () => undefined;
    const camera = session.start(async () => {
      await new Promise<void>((resolve) => (allow = resolve));
      return fakeSource('camera');
    });
    painters[0]!.say({ type: 'failure', code: 'device-lost', message: '' });
    allow();
    await camera;
    expect(session.source?.kind).toBe('camera');
    expect(painters).toHaveLength(2);
    expect(painters[1]!.calls).toContain('setStyle');
  });

  test('that could not be made ready for one source is made ready for the next', async () => {
    const { session, fail } = makeSession();
    let goOffline: () => void = () => undefined;
    fail.next = new Promise((resolve) => {
      goOffline = () => resolve(new AppError('asset-unreachable', 'offline'));
    });
    const first = session.start(async () => fakeSource('scene'));
    await called('setInput');
    let allow: () => void = () => undefined;
    const camera = session.start(async () => {
      await new Promise<void>((resolve) => (allow = resolve));
      return fakeSource('camera');
    });
    goOffline();
    await first;
    allow();
    await camera;
    expect(painters.at(-1)!.calls).toContain('setStyle');
  });

  test('that is closed ends what it was measuring', async () => {
    const { session } = makeSession();
    await session.start(async () => fakeSource('scene'));
    held.add('loadStyleNetwork');
    const measured = session.measure(new Blob(), () => undefined);
    measured.catch(() => undefined);
    await called('loadStyleNetwork');
    session.stop();
    release();
    await expect(measured).rejects.toMatchObject({ code: 'painter-closed' });
  });
});
