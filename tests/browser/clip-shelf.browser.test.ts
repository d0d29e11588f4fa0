import { afterEach, beforeEach, expect, test } from 'vitest';
import { ClipJournal, newEntry } from '../../src/clips/clip-journal.ts';
import { ClipShelf } from '../../src/clips/clip-shelf.ts';
import { holdCopies } from '../../src/clips/copy-lock.ts';
import { COPY_FOLDER } from '../../src/shared/clip-copy.ts';
import { CLIP_FOLDER, type FinishedClip } from '../../src/shared/recording.ts';
import { clearCopies, namesIn, putClip } from '../helpers/copy-rig.ts';
import { clearClips } from '../helpers/recording-rig.ts';

const journal = new ClipJournal();
let shelf: ClipShelf;

const finished = (fileName: string): FinishedClip => ({
  fileName,
  mimeType: 'video/webm',
  durationMs: 4000,
  bytes: 9,
  size: { width: 320, height: 180 },
  videoCodec: 'vp8',
  audioCodec: '',
});
const nothing = (): Promise<null> => Promise.resolve(null);

beforeEach(() => {
  shelf = new ClipShelf(journal, () => undefined);
});

afterEach(async () => {
  for (const { id } of await journal.list()) await journal.remove(id);
  await clearClips();
  await clearCopies();
});

async function putUnfinishedCopy(): Promise<void> {
  await putClip('part.mp4', new Blob(['half a copy']));
  await journal.put({ ...newEntry('part', 'Part', '', 1), state: 'copying', fileName: 'part.mp4' });
  const root = await navigator.storage.getDirectory();
  await root.getDirectoryHandle(COPY_FOLDER, { create: true });
}

test('a copy that was cut short is gone on the next visit', async () => {
  await putUnfinishedCopy();
  await shelf.open(nothing);
  expect(await journal.list()).toEqual([]);
  expect(await namesIn(CLIP_FOLDER)).toEqual([]);
});

test('a copy that another tab is making stays', async () => {
  await putUnfinishedCopy();
  const release = await holdCopies();
  await shelf.open(nothing);
  expect(await namesIn(CLIP_FOLDER)).toEqual(['part.mp4']);
  expect(await journal.list()).toHaveLength(1);
  expect(shelf.list).toEqual([]);
  release();
});

test('a copy becomes a clip with the credit of its clip, and a failed one leaves the list as it was', async () => {
  await journal.put({
    ...newEntry('clip', 'Kitchen', 'Nobody, 1889', 1),
    ...finished('clip.webm'),
    state: 'recovered',
  });
  await shelf.refresh();
  const [clip] = shelf.list;
  await shelf.beginCopy(clip!, { id: 'part', fileName: 'part.webm', title: 'Kitchen, part 1' });
  await shelf.refresh();
  expect(shelf.list).toHaveLength(1);
  await shelf.keepCopy('part', finished('part.webm'), null);
  expect(shelf.list[0]).toMatchObject({
    title: 'Kitchen, part 1',
    credit: 'Nobody, 1889',
    state: 'finished',
  });
  await shelf.beginCopy(clip!, { id: 'other', fileName: 'other.webm', title: 'Kitchen, part 2' });
  await shelf.dropCopy('other');
  expect((await journal.list()).map(({ id }) => id)).toEqual(['part', 'clip']);
});

test('a part of a camera take is no camera take, but as mirrored', async () => {
  await journal.put({
    ...newEntry('take', 'Kitchen (camera)', '', 1),
    ...finished('take.webm'),
    state: 'finished',
    cameraTakeOf: 'clip',
    mirror: true,
  });
  await shelf.refresh();
  await shelf.beginCopy(shelf.list[0]!, { id: 'part', fileName: 'part.webm', title: 'Part' });
  await shelf.keepCopy('part', finished('part.webm'), null);
  expect(shelf.list[0]).toMatchObject({ id: 'part', mirror: true });
  expect(shelf.list.map(({ cameraTakeOf }) => cameraTakeOf)).toEqual([undefined, 'clip']);
});

test('what was made whole takes the place of what it was made from', async () => {
  await putClip('clip.webm', new Blob(['torn']));
  await putClip('clip.whole.webm', new Blob(['whole']));
  await journal.put({ ...newEntry('clip', 'Kitchen', '', 1), fileName: 'clip.webm' });
  const recovered = await shelf.open((name) =>
    Promise.resolve(name === 'clip.webm' ? finished('clip.whole.webm') : null),
  );
  expect(recovered).toMatchObject([{ title: 'Kitchen', fileName: 'clip.whole.webm', state: 'recovered' }]);
  expect(await namesIn(CLIP_FOLDER)).toEqual(['clip.whole.webm']);
});

test('what is left of it is removed, and not taken for another clip', async () => {
  await putClip('clip.webm', new Blob(['torn']));
  await putClip('clip.whole.webm', new Blob(['whole']));
  await journal.put({
    ...newEntry('clip', 'Kitchen', '', 1),
    ...finished('clip.whole.webm'),
    state: 'recovered',
  });
  expect(await shelf.open(nothing)).toEqual([]);
  expect(await namesIn(CLIP_FOLDER)).toEqual(['clip.whole.webm']);
  expect(shelf.list).toHaveLength(1);
});

test('a removed clip that another tab has deleted cannot be brought back, and that is said', async () => {
  await journal.put({ ...newEntry('clip', 'Kitchen', '', 1), ...finished('clip.webm'), state: 'finished' });
  await shelf.refresh();
  await shelf.remove('clip');
  const otherTab = new ClipShelf(journal, () => undefined);
  await otherTab.open(nothing);
  await expect(shelf.putBack('clip')).rejects.toMatchObject({ code: 'clip-unreadable' });
});
