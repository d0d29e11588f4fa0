import type { FrameCredit, FrameMessage } from '../../src/shared/protocol.ts';
import { HEIGHT, WIDTH, createSurface } from './composition.ts';
import type { Landscape } from './landscape.ts';

/** Pictures a second, at most. */
const RATE = 30;

/**
 * Answers every credit on `port` with the landscape's picture of now, in steps of 1/30 s: a second credit in the
 * same step waits for the next one. Time 0 is this call, plus `startSeconds`; a frame's timestamp is its time in
 * microseconds and grows from frame to frame. The receiver closes the frames.
 *
 * `{ type: 'close' }` ends it: the port is closed, then `onClosed` called once.
 */
export function serveScene(
  port: MessagePort,
  landscape: Landscape,
  startSeconds: number,
  onClosed: () => void,
): void {
  const context = createSurface(WIDTH, HEIGHT);
  const opened = performance.now();
  const firstTick = Math.round(startSeconds * RATE);
  let lastTick = firstTick - 1;
  let isWhole = false;
  let timer: ReturnType<typeof setTimeout> | undefined;

  const send = (): void => {
    timer = undefined;
    const now = firstTick + Math.floor(((performance.now() - opened) * RATE) / 1000);
    // A timer may fire a little early; the step it was set for is the picture to draw all the same.
    const tick = Math.max(now, lastTick + 1);
    lastTick = tick;
    landscape.draw(context, tick / RATE);
    postFrame(port, context.canvas, Math.round((tick * 1_000_000) / RATE));
    isWhole ||= !landscape.paintAhead(tick / RATE);
  };

  port.onmessage = ({ data }: MessageEvent<FrameCredit>) => {
    if (data.type === 'close') {
      clearTimeout(timer);
      port.close();
      onClosed();
    } else if (timer === undefined) {
      const due = opened + ((lastTick + 1 - firstTick) * 1000) / RATE;
      timer = setTimeout(send, Math.max(0, due - performance.now()));
    }
  };
}

function postFrame(port: MessagePort, canvas: OffscreenCanvas, timestampUs: number): void {
  if (typeof VideoFrame === 'function') {
    const frame = new VideoFrame(canvas, { timestamp: timestampUs });
    port.postMessage({ type: 'frame', frame } satisfies FrameMessage, [frame]);
  } else {
    const frame = canvas.transferToImageBitmap();
    port.postMessage({ type: 'frame', frame, timestampUs } satisfies FrameMessage, [frame]);
  }
}
