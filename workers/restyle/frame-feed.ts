import type { VideoSample } from 'mediabunny';
import type { FrameCredit, FrameMessage } from '../../src/shared/protocol.ts';

/** A painter that asks again has let a frame go, or its picture is still on the way here: so long is waited for that. */
const LEND_AGAIN_MS = 300;

/** Where a frame belongs in its file, seconds. */
export interface FramePlace {
  atSeconds: number;
  durationSeconds: number;
}

interface Lent extends FramePlace {
  frame: VideoFrame;
  isBack: boolean;
}

/**
 * Lends a file's frames to a painter, one at a time, in order.
 *
 * The next frame goes out when the last one has come back painted and is written; a painter that asks before gets the same
 * one again. So none is lost, none is painted into the clip twice, and no more than one is in memory beside what the
 * decoder has ready.
 */
export class FrameFeed {
  readonly #samples: AsyncGenerator<VideoSample, void, unknown>;
  readonly #onEnd: (error: unknown) => void;
  #port: MessagePort | null = null;
  #lent: Lent | null = null;
  #lentTo: MessagePort | null = null;
  #lastSeconds = Number.NEGATIVE_INFINITY;
  #isAsked = false;
  #isBusy = false;
  #isPaused = false;
  #isClosed = false;

  /** `samples` is in presentation order. `onEnd` is called once, with null after the last frame. */
  constructor(samples: AsyncGenerator<VideoSample, void, unknown>, onEnd: (error: unknown) => void) {
    this.#samples = samples;
    this.#onEnd = onEnd;
  }

  /** Another painter goes on, with the frame that the last one has not given back. */
  attach(port: MessagePort): void {
    this.#port?.close();
    this.#port = port;
    this.#isAsked = false;
    port.onmessage = ({ data }: MessageEvent<FrameCredit>) => {
      if (data.type === 'credit') this.#ask(port);
      else this.#release(port);
    };
  }

  /**
   * The place of the frame that was painted, or null if it is not the one that is out: it has come back before. Stamps
   * are those of the frames sent.
   */
  takeBack(timestampUs: number): FramePlace | null {
    const lent = this.#lent;
    if (!lent || lent.isBack || lent.frame.timestamp !== timestampUs) return null;
    lent.isBack = true;
    return lent;
  }

  /** What came back is written: the next frame may go out. */
  next(): void {
    if (!this.#lent?.isBack) return;
    this.#lent.frame.close();
    this.#lent = null;
    void this.#answer();
  }

  pause(): void {
    this.#isPaused = true;
  }

  resume(): void {
    this.#isPaused = false;
    void this.#answer();
  }

  /** Lends nothing more. May be called twice. */
  close(): void {
    if (this.#isClosed) return;
    this.#isClosed = true;
    this.#lent?.frame.close();
    this.#lent = null;
    this.#port?.close();
    // Ends the decoder; rejects only where it has failed already.
    this.#samples.return().catch(() => undefined);
  }

  #ask(port: MessagePort): void {
    if (port !== this.#port) return;
    this.#isAsked = true;
    const isOut = this.#lent !== null && this.#lentTo === port;
    if (!isOut) void this.#answer();
    else setTimeout(() => void this.#answer(), LEND_AGAIN_MS);
  }

  #release(port: MessagePort): void {
    port.postMessage({ type: 'ended' } satisfies FrameMessage);
    port.close();
    if (this.#port === port) this.#port = null;
  }

  async #answer(): Promise<void> {
    if (!this.#port || !this.#isAsked || this.#isBusy || this.#isPaused || this.#isClosed) return;
    if (this.#lent?.isBack) return;
    this.#isBusy = true;
    try {
      this.#lent ??= await this.#decode();
      if (this.#lent) this.#lend(this.#lent);
      else if (!this.#isClosed) this.#onEnd(null);
    } catch (error) {
      if (!this.#isClosed) this.#onEnd(error);
    } finally {
      this.#isBusy = false;
    }
  }

  #lend({ frame }: Lent): void {
    const port = this.#port;
    if (!port || this.#isClosed) return;
    const copy = frame.clone();
    this.#isAsked = false;
    this.#lentTo = port;
    port.postMessage({ type: 'frame', frame: copy } satisfies FrameMessage, [copy]);
  }

  /** The next frame that is meant to be seen; null after the last one, or when this was closed meanwhile. */
  async #decode(): Promise<Lent | null> {
    for (;;) {
      const { value: sample, done } = await this.#samples.next();
      if (done || this.#isClosed) {
        sample?.close();
        return null;
      }
      const { timestamp, duration } = sample;
      // Frames before zero are cut off by the file itself; those that do not go forward cannot be placed.
      const isShown = timestamp + duration > 0 || timestamp >= 0;
      if (isShown && timestamp > this.#lastSeconds) {
        this.#lastSeconds = timestamp;
        const frame = sample.toVideoFrame();
        sample.close();
        return { frame, isBack: false, atSeconds: Math.max(0, timestamp), durationSeconds: duration };
      }
      sample.close();
    }
  }
}
