import { beforeEach, expect, test, vi } from 'vitest';
import type { RecordingDesk } from '../../src/studio/recording-desk.ts';
import type { RestyleNotices } from '../../src/studio/restyle-notices.ts';
import { RestyleRun } from '../../src/studio/restyle-run.ts';
import type { RestyleSource } from '../../src/studio/restyle-source.ts';
import type { Studio } from '../../src/studio/studio.ts';

const clip = vi.hoisted(() => ({
  note: vi.fn<() => Promise<void>>(),
  drop: vi.fn<() => Promise<void>>(),
}));
vi.mock('../../src/studio/restyle-clip.ts', () => ({ RestyleClip: { begin: async () => clip } }));

beforeEach(() => {
  clip.note.mockReset();
  clip.drop.mockReset();
});

/** An open file and what paints it, with a worker that starts once until it is told to finish. */
function makeRun() {
  let isStarted = false;
  const client = {
    start: async () => {
      if (isStarted) throw new Error('It is being painted already');
      isStarted = true;
      return { sound: 'none' };
    },
    finish: async () => {
      isStarted = false;
      return null;
    },
  };
  const source = { client, isRunning: false };
  const view = {
    recording: { state: 'off', quality: 'good' },
    restyle: { state: 'ready', name: 'dog.mp4', sizes: [{ id: 's', size: { width: 64, height: 36 } }] },
  };
  const studio = {
    view,
    session: { renewInput: async () => undefined },
    update: (change: object) => void Object.assign(view, change),
  };
  const fail = vi.fn<() => void>();
  const run = new RestyleRun(
    studio as unknown as Studio,
    {} as RecordingDesk,
    { fail, forgetChange: () => undefined } as unknown as RestyleNotices,
    () => source as unknown as RestyleSource,
  );
  return { run, view, fail };
}

test('a video that could not be listed can be started again', async () => {
  const { run, view, fail } = makeRun();
  clip.note.mockRejectedValueOnce(new DOMException('', 'QuotaExceededError'));
  await run.start();
  expect(fail).toHaveBeenCalledTimes(1);
  expect(clip.drop).toHaveBeenCalledTimes(1);
  expect(view.restyle.state).toBe('ready');
  await run.start();
  expect(view.restyle.state).toBe('running');
});
