import { beforeEach, expect, test } from 'vitest';
import type { FrameLayout } from '../../workers/frames/frame-layout.ts';
import { ShownPictures, type ShownPicture } from '../../workers/snapshot/shown-picture.ts';

/** Stands in for a VideoFrame: a name, and a count of copies that are open. */
class FakeFrame {
  static open = 0;
  readonly name: string;
  constructor(name: string) {
    this.name = name;
  }
  clone(): FakeFrame {
    FakeFrame.open++;
    return new FakeFrame(this.name);
  }
  close(): void {
    FakeFrame.open--;
  }
}

beforeEach(() => {
  FakeFrame.open = 0;
});

const shownAs = (name: string): ShownPicture => ({
  picture: new FakeFrame(name) as unknown as VideoFrame,
  layout: {} as FrameLayout,
});
const nameOf = ({ picture }: ShownPicture): string => (picture as unknown as FakeFrame).name;

test('nothing is copied while nobody asks', async () => {
  await new ShownPictures().show(shownAs('one'));
  expect(FakeFrame.open).toBe(0);
});

test('whoever asks gets the next picture, once', async () => {
  const pictures = new ShownPictures();
  const asked = pictures.ask();
  await pictures.show(shownAs('one'));
  await pictures.show(shownAs('two'));
  const got = await asked;
  expect(nameOf(got)).toBe('one');
  expect(FakeFrame.open).toBe(1);
  got.picture.close();
});

test('the held picture is handed out again and again until it is let go', async () => {
  const pictures = new ShownPictures();
  await pictures.hold(shownAs('one'));
  await pictures.hold(shownAs('two'));
  for (let time = 0; time < 2; time++) {
    const got = await pictures.ask();
    expect(nameOf(got)).toBe('two');
    got.picture.close();
  }
  expect(FakeFrame.open).toBe(1);
  pictures.letGo();
  pictures.letGo();
  expect(FakeFrame.open).toBe(0);
});

test('whoever waits for a picture that never comes hears of it', async () => {
  const pictures = new ShownPictures();
  const asked = pictures.ask();
  pictures.giveUp();
  await expect(asked).rejects.toMatchObject({ code: 'internal' });
});
