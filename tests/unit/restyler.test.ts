import { afterEach, expect, test, vi } from 'vitest';
import type { RestyleMessage, RestyleOptions } from '../../src/shared/restyle.ts';
import { Restyler } from '../../workers/restyle/restyler.ts';

const fake = vi.hoisted(() => ({
  fileEnds: (_error: unknown): void => undefined,
  soundIsWritten: (): void => undefined,
}));
vi.mock('../../workers/restyle/open-video.ts', () => ({
  openVideo: async () => ({
    preview: new ArrayBuffer(1),
    facts: { durationMs: 40 },
    input: { getPrimaryAudioTrack: async () => null },
    track: { getFirstTimestamp: async () => 0 },
  }),
}));
vi.mock('../../workers/restyle/read-frames.ts', () => ({ readFrames: () => null }));
vi.mock('../../workers/restyle/frame-feed.ts', () => ({
  FrameFeed: class {
    constructor(_frames: unknown, onEnd: (error: unknown) => void) {
      fake.fileEnds = onEnd;
    }
    takeBack = () => ({ atSeconds: 0, durationSeconds: 0.04 });
    next = () => undefined;
    close = () => undefined;
  },
}));
vi.mock('../../workers/restyle/painted-file.ts', () => ({
  clipOrigin: () => 0,
  expectRoom: () => undefined,
  PaintedFile: {
    open: async () => ({
      format: { fileName: 'dog.mp4' },
      bytes: 1,
      add: async () => undefined,
      writeAllSound: () => new Promise<void>((resolve) => (fake.soundIsWritten = resolve)),
      finish: async () => ({ durationMs: 60_000 }),
    }),
  },
}));
vi.mock('../../workers/recorder/storage-watch.ts', () => ({ freeForClips: async () => 1e9 }));

afterEach(() => {
  vi.useRealTimers();
});

/** What is a port to those who only post to it or wait for it. */
function fakePort() {
  const posted: RestyleMessage[] = [];
  const port = {
    posted,
    postMessage: (message: RestyleMessage) => void posted.push(message),
    close: () => undefined,
  };
  return port as unknown as MessagePort & { posted: RestyleMessage[] };
}

test('the page hears of a video that goes on for as long as its sound is written', async () => {
  vi.useFakeTimers();
  const restyler = new Restyler();
  const [messages, pictures] = [fakePort(), fakePort()];
  await restyler.open(new Blob());
  await restyler.start({} as RestyleOptions, messages);
  await restyler.attachPictures(pictures);
  pictures.onmessage!({ data: { frame: {}, timestampUs: 0 } } as MessageEvent);
  await vi.advanceTimersByTimeAsync(0);
  fake.fileEnds(null);
  const before = messages.posted.length;
  await vi.advanceTimersByTimeAsync(60_000);
  expect(messages.posted.length).toBeGreaterThan(before + 100);
  fake.soundIsWritten();
  await vi.advanceTimersByTimeAsync(1000);
  expect(messages.posted.at(-1)).toMatchObject({ type: 'ended', code: null });
  const after = messages.posted.length;
  await vi.advanceTimersByTimeAsync(1000);
  expect(messages.posted).toHaveLength(after);
});
