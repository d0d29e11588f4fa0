import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import type { PictureEncoder } from '../../workers/recorder/picture-encoder.ts';
import { PictureTrack } from '../../workers/recorder/picture-track.ts';
import { RecordingClock } from '../../workers/recorder/recording-clock.ts';

class MadeUpFrame {
  readonly displayWidth = 16;
  readonly displayHeight = 16;
  readonly timestamp: number;
  readonly duration: number;

  constructor(_of: unknown, { timestamp, duration = 0 }: VideoFrameInit & { timestamp: number }) {
    this.timestamp = timestamp;
    this.duration = duration;
  }

  close(): void {
    // Holds nothing.
  }
}

beforeEach(() => {
  vi.stubGlobal('VideoFrame', MadeUpFrame);
});

afterEach(() => {
  vi.unstubAllGlobals();
});

/** Where the last picture of a clip ends that had one every `intervalMs` and was stopped `restMs` after the last one, ms. */
async function endOfClip(intervalMs: number, restMs: number): Promise<{ wantedMs: number; endMs: number }> {
  const written: { timestamp: number; duration: number }[] = [];
  const encoder = {
    encode: async ({ timestamp, duration }: MadeUpFrame) => written.push({ timestamp, duration }) > 0,
    finish: async () => undefined,
    isStalled: false,
  };
  const clock = new RecordingClock();
  clock.start(0);
  const track = new PictureTrack(encoder as unknown as PictureEncoder, clock, { width: 16, height: 16 });
  let atMs = 0;
  // Until it is known how far they are apart.
  for (let nth = 0; nth < 40; nth++) {
    atMs = nth * intervalMs;
    const frame = new MadeUpFrame(null, { timestamp: atMs }) as unknown as VideoFrame;
    await track.add({ frame, timestampUs: atMs * 1000, capturedAtMs: atMs, missed: 0 }, atMs);
  }
  await track.finish(atMs + restMs);
  const last = written.at(-1)!;
  return { wantedMs: atMs + restMs, endMs: (last.timestamp + last.duration) / 1000 };
}

test.each([
  [500, 700],
  [500, 520],
  [500, 2400],
  [33, 45],
  [33, 300],
])('pictures every %i ms that stop %i ms before the end last until then', async (intervalMs, restMs) => {
  const { wantedMs, endMs } = await endOfClip(intervalMs, restMs);
  expect(Math.abs(wantedMs - endMs)).toBeLessThan(21);
});
