import type { EncodedVideoPacketSource } from 'mediabunny';
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { EncoderChanged, PictureEncoder } from '../../workers/recorder/picture-encoder.ts';

const CONFIG = { codec: 'avc1.640028', width: 16, height: 16 };

class MadeUpChunk {
  readonly duration = 33_000;
  readonly byteLength = 1;
  readonly type: string;
  readonly timestamp: number;

  constructor(type: string, timestamp: number) {
    this.type = type;
    this.timestamp = timestamp;
  }

  copyTo(): void {
    // Nobody looks into these packets.
  }
}

/** An encoder that puts out one packet a picture, unless it hangs. */
class MadeUpEncoder {
  state = 'unconfigured';
  encodeQueueSize = 0;
  ondequeue: (() => void) | null = null;
  hangs = false;
  readonly keys: boolean[] = [];
  readonly #init: VideoEncoderInit;
  readonly #description: Uint8Array;

  constructor(init: VideoEncoderInit, description: number) {
    this.#init = init;
    this.#description = new Uint8Array([1, description]);
  }

  configure(): void {
    this.state = 'configured';
  }

  encode(frame: VideoFrame, options: VideoEncoderEncodeOptions): void {
    this.keys.push(options.keyFrame === true);
    if (this.hangs) {
      this.encodeQueueSize++;
      return;
    }
    const isKey = options.keyFrame === true;
    const chunk = new MadeUpChunk(isKey ? 'key' : 'delta', frame.timestamp);
    const metadata = isKey ? { decoderConfig: { ...CONFIG, description: this.#description } } : {};
    this.#init.output(chunk as unknown as EncodedVideoChunk, metadata as EncodedVideoChunkMetadata);
  }

  fail(): void {
    this.state = 'closed';
    this.#init.error(new DOMException('', 'EncodingError'));
  }

  async flush(): Promise<void> {
    if (this.hangs) await new Promise(() => undefined);
  }

  close(): void {
    this.state = 'closed';
  }
}

let made: MadeUpEncoder[];
let written: { timestamp: number; type: string }[];
let hang: boolean;
let description: number;
let encoder: PictureEncoder;

beforeEach(() => {
  vi.useFakeTimers({ toFake: ['performance', 'setTimeout', 'clearTimeout'] });
  vi.stubGlobal('EncodedVideoChunk', MadeUpChunk);
  vi.stubGlobal('EncodedAudioChunk', class {});
  made = [];
  written = [];
  hang = false;
  description = 7;
  const source = {
    add: async (packet: { timestamp: number; type: string }) => void written.push(packet),
    close: () => undefined,
  } as unknown as EncodedVideoPacketSource;
  encoder = new PictureEncoder(CONFIG, source, (init) => {
    const one = new MadeUpEncoder(init, description);
    one.hangs = hang;
    made.push(one);
    return one as unknown as VideoEncoder;
  });
});

afterEach(() => {
  vi.useRealTimers();
  vi.unstubAllGlobals();
});

let closed = 0;
function frame(timestampMs: number): VideoFrame {
  return { timestamp: timestampMs * 1000, close: () => void closed++ } as VideoFrame;
}

describe('an encoder', () => {
  test('gets a key picture for every second, and closes what it is given', async () => {
    closed = 0;
    for (const at of [0, 400, 800, 1200, 1600, 2000]) expect(await encoder.encode(frame(at))).toBe(true);
    expect(made[0]!.keys).toEqual([true, false, false, true, false, true]);
    expect(written.map(({ timestamp }) => timestamp)).toEqual([0, 0.4, 0.8, 1.2, 1.6, 2]);
    expect(closed).toBe(6);
  });

  test('never lets a picture overtake those that wait for room', async () => {
    await encoder.encode(frame(0));
    made[0]!.encodeQueueSize = 4;
    const given = [33, 66].map((at) => encoder.encode(frame(at)));
    // Room is there before the event that says so.
    made[0]!.encodeQueueSize = 0;
    given.push(encoder.encode(frame(100)));
    made[0]!.ondequeue!();
    expect(await Promise.all(given)).toEqual([true, true, true]);
    expect(written.map(({ timestamp }) => timestamp)).toEqual([0, 0.033, 0.066, 0.1]);
  });

  test('that hangs is replaced, and what waited for it is lost, not what comes after', async () => {
    await encoder.encode(frame(0));
    made[0]!.hangs = true;
    const given = [33, 66, 100, 133, 166].map((at) => encoder.encode(frame(at)));
    await vi.advanceTimersByTimeAsync(3900);
    expect(encoder.isStalled).toBe(false);
    await vi.advanceTimersByTimeAsync(200);
    expect(encoder.isStalled).toBe(true);
    encoder.restart();
    expect(await given.at(-1)).toBe(false);
    expect(encoder.isStalled).toBe(false);
    expect(await encoder.encode(frame(200))).toBe(true);
    expect(made).toHaveLength(2);
    expect(made[1]!.keys).toEqual([true]);
    expect(written.map(({ timestamp }) => timestamp)).toEqual([0, 0.2]);
  });

  test('is suspected sooner when another painter has taken over', async () => {
    await encoder.encode(frame(0));
    made[0]!.hangs = true;
    void encoder.encode(frame(33));
    encoder.suspect();
    await vi.advanceTimersByTimeAsync(2600);
    expect(encoder.isStalled).toBe(true);
  });

  test('that was idle for long is not taken for one that hangs', async () => {
    await encoder.encode(frame(0));
    await vi.advanceTimersByTimeAsync(60_000);
    expect(encoder.isStalled).toBe(false);
    made[0]!.hangs = true;
    void encoder.encode(frame(60_000));
    expect(encoder.isStalled).toBe(false);
  });

  test('that fails is replaced too, but not for ever', async () => {
    for (let failure = 0; failure < 5; failure++) {
      expect(await encoder.encode(frame(failure * 100))).toBe(true);
      made.at(-1)!.fail();
    }
    await encoder.encode(frame(500));
    made.at(-1)!.fail();
    await expect(encoder.encode(frame(600))).rejects.toMatchObject({ code: 'recording-failed' });
  });

  test('while there is none, the last key picture stands in', async () => {
    await encoder.encode(frame(0));
    await encoder.encode(frame(33));
    await encoder.repeatKey(500_000, 33_000);
    expect(written).toHaveLength(2);
    encoder.restart();
    await encoder.repeatKey(1_000_000, 33_000);
    expect(written.at(-1)).toMatchObject({ timestamp: 1, type: 'key' });
  });

  test('whose replacement writes another kind of stream ends the file', async () => {
    await encoder.encode(frame(0));
    encoder.restart();
    description = 8;
    void encoder.encode(frame(100));
    await expect(encoder.encode(frame(133))).rejects.toBeInstanceOf(EncoderChanged);
  });

  test('that hangs at the end is given up', async () => {
    await encoder.encode(frame(0));
    made[0]!.hangs = true;
    void encoder.encode(frame(33));
    const finished = encoder.finish();
    await vi.advanceTimersByTimeAsync(6100);
    await finished;
    expect(made[0]!.state).toBe('closed');
    expect(written).toHaveLength(1);
  });
});
