import { describe, expect, it } from 'vitest';
import { userEvent } from 'vitest/browser';
import { NOT_RECORDING } from '../../src/studio/studio-view.ts';
import { placeOfPicture } from '../../src/ui/picture-place.ts';
import { FAKE_SCREENS } from '../helpers/fake-studio.ts';
import { find, findAll, openRoom, press, settled } from '../helpers/ui-room.ts';

const PAINTING = FAKE_SCREENS['painting']!;
const counting = (countdown: number | null) => ({
  recording: { ...NOT_RECORDING, state: 'starting' as const, countdown },
});

describe('before and after', () => {
  it('is switched by its key and by its switch', async () => {
    const { app, studio } = await openRoom(PAINTING);
    expect(findAll(app, 'pa-wipe')).toHaveLength(0);
    press('w');
    await settled(app);
    expect(studio.callsOf('setWipe')).toEqual([[0.5]]);
    expect(find(app, '[role=slider]').getAttribute('aria-valuetext')).toBe('50 percent camera');
    press('l');
    await settled(app);
    find(app, 'pa-switch[label="Before and after"]').shadowRoot!.querySelector('input')!.click();
    await settled(app);
    expect(studio.callsOf('setWipe')).toEqual([[0.5], [0]]);
    expect(findAll(app, 'pa-wipe')).toHaveLength(0);
  });

  it.each(['wide', 'phone', 'column'] as const)(
    'lies on the line, and is dragged with it (%s)',
    async (size) => {
      const { app, studio } = await openRoom({ ...PAINTING, wipe: 0.5 }, size);
      const wipe = find(app, 'pa-wipe');
      const handle = find(app, '[role=slider]');
      const middle = (): number => {
        const { left, width } = handle.getBoundingClientRect();
        return left + width / 2;
      };
      const stage = wipe.getBoundingClientRect();
      expect(middle()).toBeCloseTo(stage.left + stage.width / 2, 0);
      const { top, height } = handle.getBoundingClientRect();
      const at = { pointerId: 1, isPrimary: true, button: 0, clientY: top + height / 2, bubbles: true };
      // Made-up pointers cannot be captured.
      handle.setPointerCapture = () => undefined;
      handle.hasPointerCapture = () => true;
      handle.dispatchEvent(new PointerEvent('pointerdown', { ...at, clientX: middle() }));
      handle.dispatchEvent(new PointerEvent('pointermove', { ...at, clientX: middle() - 60 }));
      await settled(app);
      const [wiped] = studio.callsOf('setWipe').at(-1) as [number];
      const picture = placeOfPicture(
        studio.view.telemetry!.size!,
        wipe.getBoundingClientRect(),
        size === 'wide' ? 'fit' : 'fill',
      );
      expect(wiped).toBeCloseTo(0.5 - 60 / picture.width, 2);
      expect(middle()).toBeCloseTo(stage.left + stage.width / 2 - 60, 0);
    },
  );

  it('is moved by keys, which do not step through paintings meanwhile', async () => {
    const { app, studio } = await openRoom({ ...PAINTING, wipe: 0.5 });
    find(app, '[role=slider]').focus();
    const { paintingId } = studio.view;
    await userEvent.keyboard('{ArrowRight}{PageUp}{ArrowLeft}{ArrowLeft}{Home}{End}');
    expect(studio.callsOf('setWipe').map(([at]) => Math.round((at as number) * 100))).toEqual([
      52, 62, 60, 58, 2, 98,
    ]);
    expect(studio.view.paintingId).toBe(paintingId);
  });
});

describe('a countdown', () => {
  it('is shown large, announced, and ended by the same key, the button or Escape', async () => {
    const { app, studio } = await openRoom({ ...PAINTING, ...counting(null) });
    studio.set(counting(3));
    await settled(app);
    expect(find(app, 'pa-countdown').shadowRoot!.textContent).toContain('3');
    const said = (): string => find(app, 'pa-announcer').shadowRoot!.textContent!.trim();
    expect(said()).toBe('Recording in 3');
    studio.set(counting(2));
    await settled(app);
    expect(said()).toBe('2');
    const ring = find(app, 'pa-record-button').shadowRoot!.querySelector('button')!;
    expect(ring.getAttribute('aria-disabled')).toBe('false');
    expect(ring.title).toBe('Do not record (R)');
    for (const end of [() => press('Escape'), () => press('r'), () => ring.click()]) {
      studio.set(counting(2));
      await settled(app);
      end();
      await settled(app);
    }
    expect(studio.callsOf('stopRecording')).toHaveLength(3);
    expect(said()).toBe('Not recorded');
    expect(find(app, 'pa-countdown').shadowRoot!.querySelector('span')).toBeNull();
    press('Escape');
    expect(studio.callsOf('stopRecording')).toHaveLength(3);
  });

  it('and the camera take are chosen where clips are', async () => {
    const { app, studio } = await openRoom(PAINTING);
    press('l');
    await settled(app);
    const options = find(app, 'pa-recording-options').shadowRoot!;
    options
      .querySelector('pa-choice[label=Countdown]')!
      .shadowRoot!.querySelector<HTMLInputElement>('[value="3"]')!
      .click();
    options
      .querySelector('pa-switch[label="Keep the camera take too"]')!
      .shadowRoot!.querySelector('input')!
      .click();
    await settled(app);
    expect(studio.callsOf('setCountdown')).toEqual([[3]]);
    expect(studio.callsOf('setKeepsCamera')).toEqual([[true]]);
    expect(options.textContent).toContain('about 30 MB a minute more');
  });
});
