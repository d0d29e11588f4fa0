import axe from 'axe-core';
import { describe, expect, it } from 'vitest';
import type { RestyleView } from '../../src/studio/restyle-view.ts';
import type { StudioView } from '../../src/studio/studio-view.ts';
import { tell } from '../../src/ui/ui-events.ts';
import { FAKE_SCREENS, fakeClips } from '../helpers/fake-studio.ts';
import { SIZES, find, findAll, openRoom, press, settled } from '../helpers/ui-room.ts';

const VIDEO: RestyleView = {
  state: 'ready',
  name: 'A dance in the kitchen that somebody has filmed',
  facts: {
    durationMs: 42_400,
    size: { width: 1280, height: 720 },
    rotation: 0,
    flip: false,
    frames: 1272,
    framesPerSecond: 29.97,
    isHdr: true,
    videoCodec: 'avc',
    audioCodec: '',
  },
  sizes: [
    { id: '360', size: { width: 640, height: 360 } },
    { id: '540', size: { width: 960, height: 540 } },
    { id: 'file', size: { width: 1280, height: 720 } },
  ],
  sizeId: '540',
  tier: 'studio',
  estimateMs: 190_000,
  frames: 0,
  doneMs: 0,
  bytes: 0,
  leftMs: null,
  sound: null,
};

const open = (restyle: Partial<RestyleView> = {}): Partial<StudioView> => ({
  ...FAKE_SCREENS['painting'],
  source: 'video',
  restyle: { ...VIDEO, ...restyle },
});

const RUNNING = open({ state: 'running', frames: 360, doneMs: 12_000, bytes: 3_140_000, leftMs: 130_000 });

function button(app: Element, name: string): HTMLButtonElement {
  const found = findAll<HTMLButtonElement>(app, 'button');
  return found.find((entry) => (entry.getAttribute('aria-label') ?? entry.textContent!.trim()) === name)!;
}

describe.each(Object.keys(SIZES) as (keyof typeof SIZES)[])('at the size %s', (size) => {
  it.each([
    ['ready', open()],
    ['running', RUNNING],
    ['saving', open({ state: 'saving' })],
  ])('%s has no serious violation and fits', async (_, view) => {
    const { app } = await openRoom(view, size);
    const { violations } = await axe.run(document, {
      resultTypes: ['violations'],
      rules: { 'color-contrast': { enabled: false } },
    });
    expect(violations.filter(({ impact }) => impact === 'serious' || impact === 'critical')).toEqual([]);
    const [width, height] = SIZES[size];
    expect(document.documentElement.scrollWidth).toBeLessThanOrEqual(width);
    for (const entry of findAll(app, 'button').filter((element) => element.checkVisibility())) {
      const box = entry.getBoundingClientRect();
      if (entry.closest('.cell')) continue;
      expect(box.left, entry.outerHTML).toBeGreaterThanOrEqual(0);
      expect(box.right, entry.outerHTML).toBeLessThanOrEqual(width);
    }
    const card = find(app, 'pa-restyle').getBoundingClientRect();
    expect(card.top).toBeGreaterThan(0);
    expect(card.bottom).toBeLessThanOrEqual(height);
  });
});

describe('the card of a video', () => {
  it('says what the file is and how long it takes, and starts, by button or key', async () => {
    const { app, studio } = await openRoom(open(), 'wide');
    const text = find(app, 'pa-restyle').shadowRoot!.textContent!;
    expect(text).toContain('A dance in the kitchen');
    expect(text).toContain('0:42 · 1280');
    expect(text).toContain('Takes about 3 minutes. It has no sound.');
    button(app, 'Paint the video').click();
    press('r');
    expect(studio.callsOf('startRestyle')).toHaveLength(2);
    expect(studio.callsOf('startRecording')).toEqual([]);
  });

  it('waits with starting until its frame is painted', async () => {
    const { app, studio } = await openRoom({ ...open(), state: FAKE_SCREENS['downloading']!.state! }, 'wide');
    button(app, 'Paint the video').click();
    expect(studio.callsOf('startRestyle')).toEqual([]);
  });

  it('lets size and quality be chosen', async () => {
    const { app, studio } = await openRoom(open(), 'phone');
    find(app, 'input[value=file]').click();
    find(app, 'input[value=sketch]').click();
    expect(studio.callsOf('chooseRestyleSize')).toEqual([['file']]);
    expect(studio.callsOf('chooseRestyleTier')).toEqual([['sketch']]);
  });

  it('shares its quality with the look sheet, which leaves that of the camera alone', async () => {
    const { app, studio } = await openRoom(open({ tier: 'sketch' }), 'wide');
    press('l');
    await settled(app);
    const sheet = find(app, 'pa-look-sheet');
    const qualities = findAll<HTMLInputElement>(find(sheet, 'pa-choice[label=Quality]'), 'input');
    expect(qualities.map(({ value, checked }) => [value, checked])).toEqual([
      ['studio', false],
      ['sketch', true],
    ]);
    qualities[0]!.click();
    expect(studio.callsOf('chooseRestyleTier')).toEqual([['studio']]);
    expect(studio.callsOf('setQuality')).toEqual([]);
  });

  it('has a quality that stays while it is painted', async () => {
    const { app, studio } = await openRoom(RUNNING, 'wide');
    press('l');
    await settled(app);
    const sheet = find(app, 'pa-look-sheet');
    const choice = find(sheet, 'pa-choice[label=Quality]');
    expect(findAll(choice, 'input:disabled')).toHaveLength(2);
    find(choice, 'input[value=sketch]').click();
    expect(find<HTMLInputElement>(choice, 'input:checked').value).toBe('studio');
    expect(sheet.shadowRoot!.textContent).toContain('chosen before it is painted');
    expect(studio.callsOf('chooseRestyleTier')).toEqual([]);
    studio.set(open());
    await settled(app);
    expect(findAll(choice, 'input:disabled')).toEqual([]);
  });

  it('is painted with the classic network or without it, as the switch of that says', async () => {
    const pack = { name: 'Classic', source: 'npz', bytes: 21e6, isStored: true };
    const { app, studio } = await openRoom({ ...open({ tier: 'classic' }), pack }, 'wide');
    tell(app.shadowRoot!.querySelector('pa-stage')!, 'sheet-asked', { sheet: 'pack' });
    await settled(app);
    const input = find<HTMLInputElement>(find(app, 'pa-pack'), 'input[role=switch]');
    expect(input.checked).toBe(true);
    input.click();
    expect(studio.callsOf('chooseRestyleTier')).toEqual([['studio']]);
    expect(studio.callsOf('setQuality')).toEqual([]);
    studio.set(open({ tier: 'classic', state: 'running' }));
    await settled(app);
    expect(input.disabled).toBe(true);
  });

  it('shows how far it is, pauses and stops', async () => {
    const { app, studio } = await openRoom(RUNNING, 'phone');
    const progress = find<HTMLProgressElement>(app, 'progress');
    expect(progress.value).toBeCloseTo(12 / 42.4, 3);
    expect(progress.getAttribute('aria-valuetext')).toContain('about 2 minutes left');
    button(app, 'Pause').click();
    studio.set(open({ state: 'paused' }));
    await settled(app);
    button(app, 'Go on').click();
    button(app, 'Stop').click();
    expect(studio.callsOf('pauseRestyle')).toHaveLength(1);
    expect(studio.callsOf('resumeRestyle')).toHaveLength(1);
    expect(studio.callsOf('cancelRestyle')).toHaveLength(1);
  });

  it('gives way to the finished clip in the corner', async () => {
    const { app, studio } = await openRoom(open(), 'wide');
    studio.set(RUNNING);
    await settled(app);
    studio.set({ ...open(), clips: fakeClips().slice(0, 1) });
    await settled(app);
    expect(find(app, 'section[aria-label="The clip just recorded"]').checkVisibility()).toBe(true);
  });
});

describe('a file that is dropped', () => {
  const drop = (type: string, file: File, x: number): void => {
    const dataTransfer = new DataTransfer();
    dataTransfer.items.add(file);
    window.dispatchEvent(
      new DragEvent(type, { dataTransfer, clientX: innerWidth * x, clientY: 5, cancelable: true }),
    );
  };
  const photo = new File(['x'], 'me.jpg', { type: 'image/jpeg' });

  it('becomes a painting in one half and is painted in the other', async () => {
    const { app, studio } = await openRoom({}, 'wide');
    drop('dragover', photo, 0.2);
    await settled(app);
    expect(find(app, 'p.here').textContent).toContain('style of this picture');
    drop('drop', photo, 0.2);
    drop('dragover', photo, 0.8);
    await settled(app);
    expect(find(app, 'p.here').textContent).toContain('paint this picture');
    drop('drop', photo, 0.8);
    await settled(app);
    expect(findAll(app, '.drop')).toEqual([]);
    expect(studio.callsOf('addPainting')).toHaveLength(1);
    expect(studio.callsOf('openFile')).toEqual([[photo]]);
  });

  it('is painted wherever it is let go if it is a video, also where its type is not known', async () => {
    const { app, studio } = await openRoom({}, 'wide');
    drop('dragover', new File(['x'], 'a.mp4', { type: 'video/mp4' }), 0.2);
    await settled(app);
    expect(findAll(app, 'p.here')).toHaveLength(1);
    drop('drop', new File(['x'], 'a.mp4', { type: 'video/mp4' }), 0.2);
    drop('drop', new File(['x'], 'b.MKV'), 0.2);
    expect(studio.callsOf('openFile')).toHaveLength(2);
    expect(studio.callsOf('addPainting')).toEqual([]);
  });
});
