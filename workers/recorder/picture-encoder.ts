import { EncodedPacket, type EncodedVideoPacketSource } from 'mediabunny';
import { AppError } from '../../src/shared/errors.ts';
import { Serial } from '../frames/serial.ts';

/** A key picture starts a fragment, and what is in no finished fragment is lost in a crash. */
const KEY_PICTURE_US = 1_000_000;
/** Pictures that may wait before the encoder. */
const QUEUED = 4;
/** Pictures that an encoder may keep to itself until the next one comes; more of them say that it hangs. */
const KEPT = 2;
/**
 * An encoder whose graphics process crashed neither fails nor goes on: pictures that lay in that process never arrive. A
 * slow one always finishes a picture within this time.
 */
const STALLED_MS = 4000;
/** The same once another painter has taken over, which says that something crashed. */
const STALLED_AFTER_CRASH_MS = 2500;
const FLUSH_AT_MOST_MS = 6000;
/** An encoder that fails so often will not get better. */
const RESTARTS = 5;
const RESTARTS_WITHIN_MS = 60_000;

/** A fresh encoder writes a stream that does not belong into the same file: the recording has to go on in another one. */
export class EncoderChanged extends AppError {
  constructor() {
    super('recording-failed', 'The new video encoder writes another kind of stream');
  }
}

/** What the encoder needs of WebCodecs; tests give it one that hangs. */
export type EncoderFactory = (init: VideoEncoderInit) => VideoEncoder;

/**
 * Encodes the pictures of one file with an encoder that can be replaced: when the graphics process crashes, encoders in
 * it fail and those outside hang on the pictures that lay in it. A fresh encoder of the same configuration goes on in
 * the same file, from a key picture.
 */
export class PictureEncoder {
  readonly #config: VideoEncoderConfig;
  readonly #source: EncodedVideoPacketSource;
  readonly #create: EncoderFactory;
  readonly #line = new Serial();
  #encoder: VideoEncoder | null = null;
  #failure: unknown = null;
  #muxed: Promise<void> = Promise.resolve();
  /** Of the first encoder; a file has only one. */
  #description: Uint8Array | null = null;
  #hasDescription = false;
  #keySecond = -1;
  #lastKey: EncodedPacket | null = null;
  /** Pictures given to the encoder that have not come out yet. */
  #owed = 0;
  /** When the last picture came out, or the first one after a pause was given. */
  #aliveAtMs = 0;
  #givenAtMs = 0;
  #isSuspect = false;
  #restartedAtMs: number[] = [];
  #onRoom: () => void = () => undefined;

  constructor(
    config: VideoEncoderConfig,
    source: EncodedVideoPacketSource,
    create: EncoderFactory = (init) => new VideoEncoder(init),
  ) {
    this.#config = config;
    this.#source = source;
    this.#create = create;
  }

  /** For how long it has done nothing although it has something to do. */
  get stalledMs(): number {
    const isBusy = this.#owed > KEPT || (this.#encoder?.encodeQueueSize ?? 0) > 0;
    return isBusy ? performance.now() - this.#aliveAtMs : 0;
  }

  /** Whether `restart` is due. */
  get isStalled(): boolean {
    return this.stalledMs > (this.#isSuspect ? STALLED_AFTER_CRASH_MS : STALLED_MS);
  }

  /** Another painter goes on: perhaps the graphics process crashed, and with it what the encoder waits for. */
  suspect(): void {
    this.#isSuspect = true;
  }

  /**
   * Takes over `frame`, whose timestamp rises. Resolves when the next one may come: true, or false where the encoder was
   * replaced meanwhile and the picture is lost. Rejects where file or encoder fail for good.
   */
  async encode(frame: VideoFrame): Promise<boolean> {
    try {
      const encoder = (this.#encoder ??= this.#open());
      // In line: there may be room again before those hear of it who have waited for it.
      const isGiven = await this.#line.run(async () => {
        if (!(await this.#waitForRoom(encoder))) return false;
        this.#give(encoder, frame);
        return true;
      });
      if (!isGiven) return false;
    } finally {
      frame.close();
    }
    await this.#muxed;
    return true;
  }

  /** Gives up the encoder and what lies in it; the next picture opens a fresh one. Throws where that happens too often. */
  restart(): void {
    const nowMs = performance.now();
    this.#restartedAtMs = this.#restartedAtMs.filter((at) => nowMs - at < RESTARTS_WITHIN_MS);
    this.#restartedAtMs.push(nowMs);
    this.#drop();
    if (this.#restartedAtMs.length > RESTARTS) {
      throw new AppError('recording-failed', 'The video encoder fails again and again');
    }
  }

  /**
   * Writes the last key picture once more as it was encoded, for times in which there is no other; only while nothing lies
   * in an encoder.
   */
  async repeatKey(timestampUs: number, durationUs: number): Promise<void> {
    if (this.#encoder || !this.#lastKey) return;
    const stamps = { timestamp: timestampUs / 1e6, duration: durationUs / 1e6 };
    this.#add(this.#lastKey.clone(stamps));
    await this.#muxed;
  }

  /** Writes out what lies in the encoder; one that hangs is given up. */
  async finish(): Promise<void> {
    const encoder = this.#encoder;
    if (encoder?.state === 'configured') {
      let timer: ReturnType<typeof setTimeout> | undefined;
      const isLate = new Promise<void>((resolve) => (timer = setTimeout(resolve, FLUSH_AT_MOST_MS)));
      const flushed = this.#line.run(() => encoder.flush()).catch(() => undefined);
      await Promise.race([flushed, isLate]);
      clearTimeout(timer);
    }
    this.#drop();
    await this.#muxed;
    if (this.#failure) throw this.#failure;
    this.#source.close();
  }

  /** Releases the encoder. May be called twice. */
  dispose(): void {
    this.#drop();
  }

  #open(): VideoEncoder {
    const encoder = this.#create({
      output: (chunk, metadata) => {
        if (encoder === this.#encoder) this.#write(chunk, metadata);
      },
      error: () => {
        if (encoder !== this.#encoder) return;
        try {
          this.restart();
        } catch (error) {
          this.#failure = error;
          this.#onRoom();
        }
      },
    });
    encoder.ondequeue = () => this.#onRoom();
    encoder.configure(this.#config);
    this.#keySecond = -1;
    this.#isSuspect = false;
    this.#aliveAtMs = performance.now();
    return encoder;
  }

  #write(chunk: EncodedVideoChunk, metadata: EncodedVideoChunkMetadata | undefined): void {
    this.#owed--;
    this.#aliveAtMs = performance.now();
    this.#onRoom();
    const config = metadata?.decoderConfig;
    if (config && this.#hasDescription && !isSame(bytesOf(config.description), this.#description)) {
      this.#failure = new EncoderChanged();
      this.#onRoom();
      return;
    }
    const isFirst = !this.#hasDescription;
    if (config && isFirst) {
      this.#hasDescription = true;
      this.#description = bytesOf(config.description);
    }
    const packet = EncodedPacket.fromEncodedChunk(chunk);
    if (packet.type === 'key') this.#lastKey = packet;
    this.#add(packet, isFirst ? metadata : undefined);
  }

  #add(packet: EncodedPacket, metadata?: EncodedVideoChunkMetadata): void {
    const written = this.#source.add(packet, metadata);
    this.#muxed = Promise.all([this.#muxed, written]).then(() => undefined);
    this.#muxed.catch((error: unknown) => (this.#failure ??= error));
  }

  /** Resolves false where the encoder was replaced. Rejects where nothing can be written any more. */
  async #waitForRoom(encoder: VideoEncoder): Promise<boolean> {
    const isFull = (): boolean => encoder === this.#encoder && encoder.encodeQueueSize >= QUEUED;
    while (!this.#failure && isFull()) await this.#room();
    if (this.#failure) throw this.#failure;
    return encoder === this.#encoder;
  }

  #give(encoder: VideoEncoder, frame: VideoFrame): void {
    const second = Math.floor(frame.timestamp / KEY_PICTURE_US);
    const keyFrame = second !== this.#keySecond;
    this.#keySecond = second;
    const nowMs = performance.now();
    if (this.#owed === 0 || nowMs - this.#givenAtMs > STALLED_MS / 2) this.#aliveAtMs = nowMs;
    this.#givenAtMs = nowMs;
    this.#owed++;
    encoder.encode(frame, { keyFrame });
  }

  #room(): Promise<void> {
    const before = this.#onRoom;
    return new Promise((resolve) => {
      this.#onRoom = () => {
        this.#onRoom = () => undefined;
        before();
        resolve();
      };
    });
  }

  #drop(): void {
    const encoder = this.#encoder;
    this.#encoder = null;
    this.#owed = 0;
    if (encoder && encoder.state !== 'closed') encoder.close();
    this.#onRoom();
  }
}

function bytesOf(description: AllowSharedBufferSource | undefined): Uint8Array | null {
  if (!description) return null;
  return ArrayBuffer.isView(description)
    ? new Uint8Array(description.buffer, description.byteOffset, description.byteLength).slice()
    : new Uint8Array(description).slice();
}

function isSame(one: Uint8Array | null, other: Uint8Array | null): boolean {
  if (!one || !other) return one === other;
  return one.length === other.length && one.every((byte, at) => byte === other[at]);
}
