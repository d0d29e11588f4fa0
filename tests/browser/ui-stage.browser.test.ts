import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import type { StageHost } from '../../src/studio/studio-actions.ts';
import { FADE_AFTER_MS } from '../../src/ui/fade-controller.ts';
import type { PaStage } from '../../src/ui/pa-stage.ts';
import { HOLD_AFTER_MS } from '../../src/ui/press-gesture.ts';
import { FAKE_SCREENS } from '../helpers/fake-studio.ts';
import { find, findAll, openRoom, press, settled } from '../helpers/ui-room.ts';

const PAINTING = FAKE_SCREENS['painting']!;

function point(target: Element, type: string, options: PointerEventInit = {}): void {
  const event = new PointerEvent(type, {
    bubbles: true,
    composed: true,
    cancelable: true,
    isPrimary: true,
    pointerType: 'touch',
    clientX: 100,
    clientY: 100,
    ...options,
  });
  target.dispatchEvent(event);
}

async function openStage(size: 'wide' | 'phone' = 'phone') {
  const room = await openRoom(PAINTING, size);
  const stage = find<PaStage>(room.app, 'pa-stage');
  // Made-up pointers cannot be captured.
  stage.setPointerCapture = () => undefined;
  return { ...room, stage };
}

beforeEach(() => {
  vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] });
});
afterEach(() => {
  vi.useRealTimers();
});

describe('a press on the picture', () => {
  it('held shows the camera until it is let go', async () => {
    const { studio, stage } = await openStage();
    point(stage, 'pointerdown');
    vi.advanceTimersByTime(HOLD_AFTER_MS - 1);
    expect(studio.view.comparing).toBe(false);
    vi.advanceTimersByTime(1);
    expect(studio.view.comparing).toBe(true);
    point(stage, 'pointerup');
    expect(studio.view.comparing).toBe(false);
    expect(stage.fit).toBe('fill');
  });

  it('held ends when the pointer is taken away', async () => {
    const { studio, stage } = await openStage();
    point(stage, 'pointerdown');
    vi.advanceTimersByTime(HOLD_AFTER_MS);
    point(stage, 'pointercancel');
    expect(studio.view.comparing).toBe(false);
  });

  it.each([
    ['phone', 'fill', 'fit'],
    ['wide', 'fit', 'fill'],
  ] as const)('short toggles fill and fit (%s)', async (size, first, second) => {
    const { app, studio, stage } = await openStage(size);
    expect(stage.fit).toBe(first);
    point(stage, 'pointerdown');
    point(stage, 'pointerup');
    await settled(app);
    expect(stage.fit).toBe(second);
    expect(studio.callsOf('compare')).toEqual([]);
  });

  it('sideways is the next or the previous painting', async () => {
    const { studio, stage } = await openStage();
    const swipe = (to: number): void => {
      point(stage, 'pointerdown', { clientX: 200 });
      point(stage, 'pointermove', { clientX: to });
      point(stage, 'pointerup', { clientX: to });
    };
    swipe(100);
    swipe(300);
    swipe(180);
    expect(studio.callsOf('stepPainting')).toEqual([[1], [-1]]);
  });

  it('beside an open sheet only closes it', async () => {
    const { app, stage } = await openStage();
    press('l');
    await settled(app);
    point(stage, 'pointerdown');
    press('l');
    await settled(app);
    point(stage, 'pointerup');
    expect(stage.fit).toBe('fill');
  });
});

describe('the compare button', () => {
  it('compares while it is held down, and stays on after a short press until the next', async () => {
    const { app, studio } = await openStage('wide');
    const button = find(app, 'button[aria-label="Compare with the camera"]');
    button.setPointerCapture = () => undefined;
    const click = (): boolean =>
      button.dispatchEvent(new PointerEvent('click', { detail: 1, bubbles: true }));

    point(button, 'pointerdown');
    expect(studio.view.comparing).toBe(true);
    await settled(app);
    click();
    expect(studio.view.comparing).toBe(true);
    await settled(app);
    point(button, 'pointerdown');
    click();
    expect(studio.view.comparing).toBe(false);
  });
});

describe('canvases', () => {
  it('lie on top of one another until the newest has painted', async () => {
    const { app, studio, stage } = await openStage();
    const host = studio.callsOf('attachStage')[0]![0] as StageHost;
    expect(host).toBe(stage);
    const old = host.addCanvas();
    const fresh = host.addCanvas();
    expect(findAll(app, 'canvas.live')).toEqual([old, fresh]);
    host.settleCanvas();
    expect(findAll(app, 'canvas.live')).toEqual([fresh]);
    host.clearCanvases();
    expect(stage.empty).toBe(true);
  });

  it('leave a copy of the last picture behind them', async () => {
    const { app, stage } = await openStage();
    const canvas = stage.addCanvas();
    canvas.width = 1280;
    canvas.height = 720;
    const context = canvas.getContext('2d')!;
    context.fillStyle = 'rgb(10 200 30)';
    context.fillRect(0, 0, 1280, 720);
    stage.settleCanvas();
    expect(findAll(app, 'canvas')).toEqual([canvas]);
    stage.keepPicture();
    const kept = find<HTMLCanvasElement>(app, 'canvas.kept');
    expect([kept.width, kept.height]).toEqual([640, 360]);
    expect([...kept.getContext('2d')!.getImageData(320, 180, 1, 1).data]).toEqual([10, 200, 30, 255]);
    stage.layoutKey = 'another shape';
    await settled(app);
    expect(findAll(app, 'canvas')).toEqual([canvas]);
  });

  it('do not show a bare source over a picture that is painted', async () => {
    const { app, stage } = await openStage();
    const first = stage.addCanvas();
    const isSeen = (canvas: Element): boolean => getComputedStyle(canvas).visibility === 'visible';
    expect(isSeen(first)).toBe(true);
    stage.settleCanvas();
    const second = stage.addCanvas();
    expect([isSeen(first), isSeen(second)]).toEqual([true, false]);
    stage.settleCanvas();
    expect(isSeen(second)).toBe(true);
    stage.clearCanvases();
    expect(isSeen(stage.addCanvas())).toBe(true);
    expect(findAll(app, 'canvas')).toHaveLength(1);
  });

  it('come before that copy in the document, since people and scripts look for the first canvas', async () => {
    const { app, stage } = await openStage();
    const old = stage.addCanvas();
    stage.keepPicture();
    const next = stage.addCanvas();
    expect(findAll(app, 'canvas').map((canvas) => canvas.className)).toEqual(['live', 'live', 'kept']);
    stage.settleCanvas();
    expect(findAll(app, 'canvas')).toEqual([next]);
    expect(old.isConnected).toBe(false);
  });
});

describe('the controls', () => {
  const isFaded = (app: Element): boolean => find(app, '.room').classList.contains('faded');

  it('step back after a while and come back at any touch, key or news', async () => {
    const { app, studio, stage } = await openStage();
    (document.activeElement as HTMLElement | null)?.blur();
    const fade = async (): Promise<void> => {
      vi.advanceTimersByTime(FADE_AFTER_MS);
      await settled(app);
      expect(isFaded(app)).toBe(true);
    };
    await fade();
    point(stage, 'pointerdown');
    point(stage, 'pointerup');
    await settled(app);
    expect(isFaded(app)).toBe(false);
    // That touch was for the controls, not for the picture.
    expect(stage.fit).toBe('fill');
    await fade();
    press('Shift');
    await settled(app);
    expect(isFaded(app)).toBe(false);
    await fade();
    studio.set({ paintingId: 'painting-3' });
    await settled(app);
    expect(isFaded(app)).toBe(false);
  });

  it('stay while a sheet is open, while something has visible focus, and before anything is painted', async () => {
    const { app, studio } = await openStage();
    press('l');
    await settled(app);
    (document.activeElement as HTMLElement | null)?.blur();
    vi.advanceTimersByTime(3 * FADE_AFTER_MS);
    await settled(app);
    expect(isFaded(app)).toBe(false);
    press('l');
    await settled(app);
    find(app, 'button.hold').focus();
    vi.advanceTimersByTime(3 * FADE_AFTER_MS);
    await settled(app);
    expect(isFaded(app)).toBe(false);
    (document.activeElement as HTMLElement).blur();
    studio.set({ state: { name: 'asking' } });
    await settled(app);
    vi.advanceTimersByTime(3 * FADE_AFTER_MS);
    await settled(app);
    expect(isFaded(app)).toBe(false);
  });
});
