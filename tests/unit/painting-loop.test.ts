import { afterEach, expect, test, vi } from 'vitest';
import type { FrameSource, SourceFrame } from '../../workers/frames/frame-source.ts';
import { Serial } from '../../workers/frames/serial.ts';
import { PaintingLoop } from '../../workers/painting-loop.ts';
import type { Pipeline } from '../../workers/pipeline/pipeline.ts';
import { ShownPictures } from '../../workers/snapshot/shown-picture.ts';
import type { LookPainter } from '../../workers/style/look-painter.ts';
import { Meter } from '../../workers/telemetry/meter.ts';
import type { FrameInput } from '../../src/shared/protocol.ts';

const source = vi.hoisted(() => ({ current: null as unknown }));
vi.mock('../../workers/frames/frame-source.ts', () => ({ openFrameSource: () => source.current }));

const UPRIGHT = { mirror: false, rotation: 0 } as const;

/** Frames of 640×480 whenever one is asked for. */
function openSource() {
  const close = vi.fn<() => void>();
  const frame = {
    picture: { displayWidth: 640, displayHeight: 480, clone: () => frame.picture, close: () => undefined },
    timestampUs: 0,
    capturedAtMs: 0,
    close: () => undefined,
  };
  source.current = {
    dropped: 0,
    onArrived: null,
    next: async (signal: AbortSignal) => {
      await new Promise((resolve) => setImmediate(resolve));
      return signal.aborted ? null : (frame as unknown as SourceFrame);
    },
    close,
  } satisfies FrameSource;
  return close;
}

/** A loop whose pipeline takes as long to change its size as `resizing` says. */
function makeLoop() {
  const resizing = { until: Promise.resolve() };
  const sizes: string[] = [];
  const mirrors: boolean[] = [];
  const pipeline = {
    canPaint: true,
    resize: async ({ width, height }: { width: number; height: number }) => {
      sizes.push(`${width}×${height}`);
      await resizing.until;
    },
    setSteady: () => undefined,
  } as unknown as Pipeline;
  const look = {
    isSet: true,
    hasArrived: true,
    forgetSource: () => undefined,
    paint: async (_: Pipeline, __: SourceFrame, { matrix }: { matrix: ArrayLike<number> }) => {
      mirrors.push(matrix[0]! < 0);
    },
  } as unknown as LookPainter;
  const loop = new PaintingLoop({
    serial: new Serial(),
    look,
    meter: new Meter(),
    shown: new ShownPictures(),
    pipeline: () => pipeline,
    canvas: () => null,
    multiple: () => 8,
    firstPainted: () => undefined,
    ended: () => undefined,
    failed: () => undefined,
  });
  return { loop, resizing, sizes, mirrors };
}

let open: PaintingLoop | null = null;
afterEach(() => open?.close());

test('what is wished for while the pipeline changes its size is not lost', async () => {
  openSource();
  const { loop, resizing, sizes, mirrors } = makeLoop();
  open = loop;
  let go: () => void = () => undefined;
  resizing.until = new Promise((resolve) => (go = resolve));
  loop.setInput({ kind: 'stream' } as FrameInput, UPRIGHT);
  await vi.waitFor(() => expect(sizes).toHaveLength(1));
  loop.setSize({ size: { width: 64, height: 64 }, aspect: 'as-seen' });
  loop.setOrientation({ mirror: true, rotation: 0 });
  go();
  await vi.waitFor(() => expect(sizes.at(-1)).toBe('64×64'));
  await vi.waitFor(() => expect(mirrors.at(-1)).toBe(true));
  expect(loop.layout?.painted).toEqual({ width: 64, height: 64 });
});

test('an input that is released is closed at once, also while the picture is held', async () => {
  const close = openSource();
  const { loop, mirrors } = makeLoop();
  open = loop;
  loop.setInput({ kind: 'stream' } as FrameInput, UPRIGHT);
  await vi.waitFor(() => expect(mirrors.length).toBeGreaterThan(0));
  loop.pause();
  loop.releaseInput();
  expect(close).toHaveBeenCalledTimes(1);
  loop.resume();
  const painted = mirrors.length;
  openSource();
  loop.setInput({ kind: 'stream' } as FrameInput, UPRIGHT);
  await vi.waitFor(() => expect(mirrors.length).toBeGreaterThan(painted));
});
