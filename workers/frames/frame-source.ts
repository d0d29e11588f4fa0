import { AppError } from '../../src/shared/errors.ts';
import type { FrameCredit, FrameInput, FrameMessage } from '../../src/shared/protocol.ts';
import type { SourcePicture } from '../pipeline/pipeline.ts';
import { Macrotask } from './macrotask.ts';
import { NewestFrame } from './newest-frame.ts';

/** A frame that is being worked on. Its taker closes it, once, also when a stage throws. */
export interface SourceFrame {
  readonly picture: SourcePicture;
  /** Presentation timestamp in µs, on the source's own clock. */
  readonly timestampUs: number;
  /** When it was captured, as well as is known, in ms of this thread's `performance.now()`. */
  readonly capturedAtMs: number;
  close(): void;
}

/** Stamp and time as in `SourceFrame`. */
export type ArrivalListener = (picture: SourcePicture, timestampUs: number, capturedAtMs: number) => void;

/** Frames one at a time, always the newest. Closes every frame that enters and is not taken. */
export interface FrameSource {
  /** Frames that were closed unpainted because a newer one came. */
  readonly dropped: number;
  /** Sees every frame as it arrives, also those that are never taken, and must not close it. Not called for a still. */
  onArrived: ArrivalListener | null;
  /**
   * The newest frame as soon as there is one; null once `signal` has aborted or the source has ended. One caller at a
   * time. A still comes at every call.
   */
  next(signal: AbortSignal): Promise<SourceFrame | null>;
  /** Releases the source; a waiting `next` gets null. May be called twice. */
  close(): void;
}

/** Takes over an input that was transferred to this thread. Throws `camera-unsupported` for a `track` it cannot read. */
export function openFrameSource(input: FrameInput): FrameSource {
  switch (input.kind) {
    case 'stream':
      return new StreamSource(input.readable, () => {});
    case 'track':
      return new StreamSource(readTrack(input.track), () => input.track.stop());
    case 'port':
      return new PortSource(input.port);
    case 'still':
      return new StillSource(input.bitmap);
  }
}

/** Safari has the processor in workers, and only there. */
function readTrack(track: MediaStreamTrack): ReadableStream<VideoFrame> {
  if (typeof MediaStreamTrackProcessor !== 'function') {
    track.stop();
    throw new AppError('camera-unsupported', 'This browser cannot read camera tracks in a worker');
  }
  return new MediaStreamTrackProcessor({ track: track as MediaStreamVideoTrack, maxBufferSize: 1 }).readable;
}

/** Reads on while a frame is being painted, so that the next one is the newest. */
class StreamSource implements FrameSource {
  readonly #newest = new NewestFrame();
  readonly #reader: ReadableStreamDefaultReader<VideoFrame>;
  readonly #release: () => void;

  constructor(readable: ReadableStream<VideoFrame>, release: () => void) {
    this.#reader = readable.getReader();
    this.#release = release;
    void this.#pump();
  }

  get dropped(): number {
    return this.#newest.dropped;
  }

  set onArrived(listener: ArrivalListener | null) {
    this.#newest.onArrived = listener;
  }
  get onArrived(): ArrivalListener | null {
    return this.#newest.onArrived;
  }

  next(signal: AbortSignal): Promise<SourceFrame | null> {
    return this.#newest.take(signal);
  }

  close(): void {
    this.#newest.close();
    // Rejects only for a stream that has failed already.
    this.#reader.cancel().catch(() => {});
    this.#release();
  }

  async #pump(): Promise<void> {
    try {
      for (;;) {
        const { done, value } = await this.#reader.read();
        if (done) break;
        this.#newest.put(value, value.timestamp);
      }
    } catch {
      // A stream that fails has ended: the page hears of it as 'input-ended' and knows its track's state.
    }
    this.#newest.end();
  }
}

/** Asks for a frame when one is wanted, so that the sender makes none in vain. */
class PortSource implements FrameSource {
  readonly #newest = new NewestFrame();
  readonly #port: MessagePort;
  #isCreditOut = false;
  #isClosed = false;

  constructor(port: MessagePort) {
    this.#port = port;
    port.onmessage = ({ data }: MessageEvent<FrameMessage>) => this.#receive(data);
  }

  get dropped(): number {
    return this.#newest.dropped;
  }

  set onArrived(listener: ArrivalListener | null) {
    this.#newest.onArrived = listener;
  }
  get onArrived(): ArrivalListener | null {
    return this.#newest.onArrived;
  }

  next(signal: AbortSignal): Promise<SourceFrame | null> {
    // One that came after the last asker had left is old by now.
    this.#newest.drop();
    if (!this.#isCreditOut && !this.#isClosed) {
      this.#isCreditOut = true;
      this.#port.postMessage({ type: 'credit' } satisfies FrameCredit);
    }
    return this.#newest.take(signal);
  }

  close(): void {
    if (this.#isClosed) return;
    this.#isClosed = true;
    this.#newest.close();
    // The port stays open for a frame that is under way, which must be closed; 'ended' answers this.
    this.#port.postMessage({ type: 'close' } satisfies FrameCredit);
  }

  #receive(message: FrameMessage): void {
    if (message.type === 'ended') {
      this.#newest.end();
      this.#port.close();
      return;
    }
    this.#isCreditOut = false;
    const timestampUs = 'timestampUs' in message ? message.timestampUs : message.frame.timestamp;
    this.#newest.put(message.frame, timestampUs);
  }
}

/** The same picture at every call, lent: only `close` releases it, once nobody works on it. */
class StillSource implements FrameSource {
  readonly dropped = 0;
  onArrived: ArrivalListener | null = null;
  readonly #macrotask = new Macrotask();
  readonly #bitmap: ImageBitmap;
  #lent = 0;
  #isClosed = false;

  constructor(bitmap: ImageBitmap) {
    this.#bitmap = bitmap;
  }

  async next(signal: AbortSignal): Promise<SourceFrame | null> {
    // A still is always there, and on the processor nothing else waits for a task: without this turn no message would
    // get in and no picture out while something glides.
    if (!this.#isClosed) await this.#macrotask.turn();
    if (signal.aborted || this.#isClosed) return null;
    this.#lent++;
    const nowMs = performance.now();
    return {
      picture: this.#bitmap,
      timestampUs: Math.round(nowMs * 1000),
      capturedAtMs: nowMs,
      close: () => {
        this.#lent--;
        this.#release();
      },
    };
  }

  close(): void {
    if (this.#isClosed) return;
    this.#isClosed = true;
    this.#macrotask.close();
    this.#release();
  }

  #release(): void {
    if (this.#isClosed && this.#lent === 0) this.#bitmap.close();
  }
}
