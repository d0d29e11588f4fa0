import { beforeEach, expect, test, vi } from 'vitest';
import type { RecordingDesk } from '../../src/studio/recording-desk.ts';
import { RestyleDesk } from '../../src/studio/restyle-desk.ts';
import { RECORDING } from '../../src/studio/restyle-sentences.ts';
import type { Studio } from '../../src/studio/studio.ts';

const opened = {
  facts: { size: { width: 640, height: 360 }, durationMs: 4000, frames: 100, rotation: 0, flip: false },
  preview: { close: vi.fn<() => void>() },
};
const reader = vi.hoisted(() => ({
  open: vi.fn<() => Promise<unknown>>(),
  dispose: vi.fn<() => void>(),
}));
vi.mock('../../src/restyle/restyle-client.ts', () => ({
  RestyleClient: class {
    open = reader.open;
    dispose = reader.dispose;
  },
}));

beforeEach(() => {
  vi.clearAllMocks();
});

/** A desk of a studio that shows the camera, and what became of that. */
function makeDesk() {
  const view = { recording: { state: 'off' }, restyle: null, engine: null, quality: 'auto' };
  const said: string[] = [];
  const startWith = vi.fn<() => Promise<void>>(async () => undefined);
  /** Quality of the video whenever the paintings for it were shown. */
  const shownFor: unknown[] = [];
  const studio = {
    view,
    session: { startWith, remake: async () => undefined },
    showPaintings: () => shownFor.push((view.restyle as { tier: string } | null)?.tier),
    notices: { show: ({ text }: { text: string }) => said.push(text) },
    possible: Promise.resolve({ webgpu: false, software: false }),
    subscribe: () => undefined,
    update: (change: object) => void Object.assign(view, change),
  };
  const desk = new RestyleDesk(studio as unknown as Studio, {} as RecordingDesk);
  return { desk, view, said, startWith, shownFor };
}

test('a video that was opened takes the place of the camera', async () => {
  reader.open.mockResolvedValue(opened);
  const { desk, view, startWith } = makeDesk();
  await desk.open(new Blob(), 'dog.mp4', false);
  expect(startWith).toHaveBeenCalledTimes(1);
  expect(view.restyle).toMatchObject({ state: 'ready', name: 'dog.mp4' });
});

test('the paintings are those that the quality of the video can paint in', async () => {
  reader.open.mockResolvedValue(opened);
  const { desk, shownFor } = makeDesk();
  await desk.open(new Blob(), 'dog.mp4', false);
  desk.chooseTier('classic');
  expect(shownFor).toEqual(['studio', 'classic']);
});

test('a video whose opening takes longer than it takes to begin a recording leaves that alone', async () => {
  const { desk, view, said, startWith } = makeDesk();
  reader.open.mockImplementation(async () => {
    view.recording.state = 'starting';
    return opened;
  });
  await desk.open(new Blob(), 'dog.mp4', false);
  expect(startWith).not.toHaveBeenCalled();
  expect(view.restyle).toBeNull();
  expect(said).toEqual([RECORDING]);
  expect(reader.dispose).toHaveBeenCalledTimes(1);
  expect(opened.preview.close).toHaveBeenCalledTimes(1);
});
