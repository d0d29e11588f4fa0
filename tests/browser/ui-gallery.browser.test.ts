import { describe, expect, it } from 'vitest';
import { page, userEvent } from 'vitest/browser';
import { FAKE_SCREENS, fakePaintings } from '../helpers/fake-studio.ts';
import { find, findAll, openRoom, settled } from '../helpers/ui-room.ts';

const PAINTING = FAKE_SCREENS['painting']!;
const picture = (name = 'IMG_2041.png', type = 'image/png'): File => new File(['x'], name, { type });

function filesEvent(type: string, file: File): Event {
  const data = new DataTransfer();
  data.items.add(file);
  return type === 'paste'
    ? new ClipboardEvent(type, { clipboardData: data, bubbles: true, cancelable: true })
    : new DragEvent(type, { dataTransfer: data, bubbles: true, cancelable: true });
}

const titles = (app: Element): (string | null)[] =>
  findAll(app, '.tile .title').map((element) => element.textContent);

describe('the gallery', () => {
  it('is a panel on wide screens, there before anything starts', async () => {
    const { app } = await openRoom({}, 'wide');
    expect(findAll(app, 'aside')).toEqual([]);
    find(app, 'button[aria-label="Show the paintings"]').click();
    await settled(app);
    expect(findAll(app, 'aside pa-gallery')).toHaveLength(1);
    expect(findAll(app, '.tile')).toHaveLength(90);
  });

  it('loads pictures late and off the main thread', async () => {
    const { app } = await openRoom(PAINTING, 'wide');
    for (const image of findAll<HTMLImageElement>(app, '.tile img')) {
      expect([image.loading, image.decoding]).toEqual(['lazy', 'async']);
    }
  });

  it('searches, says when there is nothing, and finds all again', async () => {
    const { app } = await openRoom(PAINTING, 'wide');
    await userEvent.fill(find(app, 'input[type=search]'), 'van gogh');
    await settled(app);
    expect(titles(app)).toEqual(['Café Terrace at Night']);
    await userEvent.fill(find(app, 'input[type=search]'), 'no such thing');
    await settled(app);
    expect(find(app, '.none').textContent).toContain('No painting has these words.');
    await userEvent.fill(find(app, 'input[type=search]'), '');
    await settled(app);
    expect(titles(app)).toHaveLength(90);
  });

  it('credits the chosen painting: title, artist, year, museum, licence', async () => {
    const { app, studio } = await openRoom(PAINTING, 'wide');
    studio.actions.choosePainting('painting-2');
    await settled(app);
    const credit = find(app, 'pa-credit').shadowRoot!.textContent!;
    for (const part of ['Landscape 2', 'Painter 2', '1802', 'The Metropolitan Museum of Art', 'CC0']) {
      expect(credit).toContain(part);
    }
  });

  it('invites to add a painting where there are none of one’s own', async () => {
    const { app } = await openRoom({ ...PAINTING, paintings: fakePaintings(10, 0) }, 'wide');
    find(app, 'input[value=yours]').click();
    await settled(app);
    expect(find(app, '.none').textContent).toContain('Add a painting');
  });

  it('in a sheet closes at a press, but not at arrow keys', async () => {
    const { app, studio } = await openRoom(PAINTING, 'phone');
    find(app, 'button[aria-label="Show the paintings"]').click();
    await settled(app);
    find(app, '.cell input[value=painting-0]').focus();
    await userEvent.keyboard('{ArrowDown}');
    await settled(app);
    expect(studio.view.paintingId).toBe('painting-1');
    expect(findAll(app, 'dialog[open]')).toHaveLength(1);
    await page.getByRole('radio', { name: 'Landscape 3 Painter 3' }).click();
    await settled(app);
    expect(studio.view.paintingId).toBe('painting-3');
    expect(findAll(app, 'dialog[open]')).toEqual([]);
  });

  it('shows how far an own picture is', async () => {
    const { app } = await openRoom({ ...PAINTING, measuring: 0.4 }, 'wide');
    const progress = find<HTMLProgressElement>(app, 'progress');
    expect(progress.value).toBe(0.4);
    expect(progress.getAttribute('aria-valuetext')).toBe('40 percent');
  });
});

describe('own pictures become paintings', () => {
  it('by file', async () => {
    const { app, studio } = await openRoom(PAINTING, 'wide');
    const field = find<HTMLInputElement>(app, '.painting-file');
    await userEvent.upload(field, picture());
    const [[file, name]] = studio.callsOf('addPainting') as [[File, string]];
    expect([file.name, name]).toEqual(['IMG_2041.png', 'IMG 2041']);
    expect(field.value).toBe('');
  });

  it('by drop, anywhere, with a sentence while they hover', async () => {
    const { app, studio } = await openRoom({}, 'phone');
    window.dispatchEvent(filesEvent('dragover', picture()));
    await settled(app);
    expect(findAll(app, '.drop')).toHaveLength(1);
    const drop = filesEvent('drop', picture('cat.jpg', 'image/jpeg'));
    window.dispatchEvent(drop);
    await settled(app);
    expect(drop.defaultPrevented).toBe(true);
    expect(findAll(app, '.drop')).toEqual([]);
    expect(studio.callsOf('addPainting').map(([, name]) => name)).toEqual(['cat']);
  });

  it('also when the file is no picture, so that the studio can say so', async () => {
    const { studio } = await openRoom({}, 'wide');
    window.dispatchEvent(filesEvent('drop', picture('notes.txt', 'text/plain')));
    expect(studio.callsOf('addPainting')).toHaveLength(1);
  });

  it('by paste', async () => {
    const { studio } = await openRoom(PAINTING, 'wide');
    document.body.dispatchEvent(filesEvent('paste', picture('image.png')));
    expect(studio.callsOf('addPainting').map(([, name]) => name)).toEqual(['image']);
  });
});

it('a photo starts from the first screen', async () => {
  const { app, studio } = await openRoom({}, 'phone');
  await userEvent.upload(find<HTMLInputElement>(app, '.media-file'), picture('me.jpg', 'image/jpeg'));
  expect((studio.callsOf('openFile')[0]![0] as File).name).toBe('me.jpg');
});
