/** How many VideoFrames have come into this thread and been closed since counting began. */
export interface VideoFrameCount {
  /** Frames that were constructed or read from a stream here, or arrived in a message on a port. */
  entered: number;
  /** Frames whose first `close` was called. */
  closed: number;
  /** Calls of `close` on frames that were closed already. */
  closedAgain: number;
  /** Stops counting. */
  restore(): void;
}

/** Counts by wrapping what frames come in by and their `close`. */
export function countVideoFrames(): VideoFrameCount {
  const entered = new WeakSet<VideoFrame>();
  const closed = new WeakSet<VideoFrame>();
  const reader = ReadableStreamDefaultReader.prototype;
  const frame = VideoFrame.prototype;
  const messages = Object.getOwnPropertyDescriptor(MessageEvent.prototype, 'data')!;
  const read = Reflect.get(reader, 'read') as (this: unknown) => Promise<ReadableStreamReadResult<unknown>>;
  const close = Reflect.get(frame, 'close') as (this: VideoFrame) => void;
  const enter = (value: unknown): void => {
    if (!(value instanceof VideoFrame) || entered.has(value)) return;
    entered.add(value);
    count.entered++;
  };
  const count: VideoFrameCount = {
    entered: 0,
    closed: 0,
    closedAgain: 0,
    restore: () => {
      reader.read = read;
      frame.close = close;
      Object.defineProperty(MessageEvent.prototype, 'data', messages);
    },
  };
  reader.read = async function (this: ReadableStreamDefaultReader<unknown>) {
    const result = await read.call(this);
    enter(result.value);
    return result;
  };
  Object.defineProperty(MessageEvent.prototype, 'data', {
    ...messages,
    get(this: MessageEvent) {
      const data: unknown = messages.get!.call(this);
      if (typeof data === 'object' && data !== null && 'frame' in data) enter(data.frame);
      return data;
    },
  });
  frame.close = function (this: VideoFrame) {
    if (closed.has(this)) count.closedAgain++;
    else if (entered.has(this)) count.closed++;
    closed.add(this);
    close.call(this);
  };
  return count;
}
