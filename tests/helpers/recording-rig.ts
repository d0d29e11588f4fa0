import { transfer, wrap, type Remote } from 'comlink';
import { installErrorTransfer } from '../../src/shared/error-transfer.ts';
import type { Size } from '../../src/shared/frame-size.ts';
import {
  CLIP_FOLDER,
  PICTURES_IN_FLIGHT,
  type PaintedPicture,
  type RecorderApi,
  type RecorderMessage,
  type RecordingOptions,
  type SoundInput,
  type TakeFormat,
} from '../../src/shared/recording.ts';

installErrorTransfer();

export type Progress = RecorderMessage & { type: 'progress' };

/** A colour for every picture: red rises with its number; a green mark tells if it was turned or mirrored. */
function drawNumbered(context: OffscreenCanvasRenderingContext2D, number: number): void {
  const { width, height } = context.canvas;
  context.fillStyle = `rgb(${(number * 7) % 256} 40 160)`;
  context.fillRect(0, 0, width, height);
  context.fillStyle = 'rgb(0 220 0)';
  context.fillRect(0, 0, width / 4, height / 4);
}

/** Pictures as a painter sends them, made at a steady rate on this thread. */
export class PicturePump {
  readonly recorderPort: MessagePort;
  size: Size;
  /** Pictures are white from now on. */
  isWhite = false;
  readonly #port: MessagePort;
  readonly #timer: ReturnType<typeof setInterval>;
  #inFlight = 0;
  #missed = 0;
  #number = 0;
  /** Cameras count from anywhere. */
  readonly #stampOffsetUs: number;

  constructor(size: Size, options: { fps?: number; stampOffsetUs?: number } = {}) {
    this.size = size;
    this.#stampOffsetUs = options.stampOffsetUs ?? 5_000_000_000;
    const { port1, port2 } = new MessageChannel();
    this.#port = port1;
    this.recorderPort = port2;
    port1.onmessage = () => this.#inFlight--;
    this.#timer = setInterval(() => this.send(), 1000 / (options.fps ?? 30));
  }

  send(): void {
    if (this.#inFlight >= PICTURES_IN_FLIGHT) {
      this.#missed++;
      return;
    }
    const canvas = new OffscreenCanvas(this.size.width, this.size.height);
    const context = canvas.getContext('2d')!;
    drawNumbered(context, this.#number++);
    if (this.isWhite) {
      context.fillStyle = 'white';
      context.fillRect(0, 0, this.size.width, this.size.height);
    }
    const timestampUs = Math.round(performance.now() * 1000) + this.#stampOffsetUs;
    const frame = new VideoFrame(canvas, { timestamp: timestampUs });
    const picture: PaintedPicture = {
      frame,
      timestampUs,
      capturedAtMs: performance.timeOrigin + performance.now(),
      missed: this.#missed,
    };
    this.#port.postMessage(picture, [frame]);
    this.#missed = 0;
    this.#inFlight++;
  }

  stop(): void {
    clearInterval(this.#timer);
  }
}

/** A steady tone in stretches of 10 ms, as a microphone's processor gives them, on a clock of its own. */
export class TonePump {
  readonly input: SoundInput & { kind: 'stream' };
  /** While true nothing is given: the microphone is silent in the sense that no samples come. */
  isMuted = false;
  readonly #timer: ReturnType<typeof setInterval>;
  #controller!: ReadableStreamDefaultController<AudioData>;
  #given = 0;
  readonly #startMs = performance.now();

  constructor(sampleRate = 48_000, channels = 1) {
    const frames = sampleRate / 100;
    const readable = new ReadableStream<AudioData>(
      {
        start: (controller) => void (this.#controller = controller),
        cancel: () => clearInterval(this.#timer),
      },
      { highWaterMark: 1000 },
    );
    this.input = { kind: 'stream', readable };
    this.#timer = setInterval(() => {
      for (; this.#given * 10 + 10 <= performance.now() - this.#startMs; this.#given++) {
        if (this.isMuted) continue;
        const data = new Float32Array(frames * channels);
        for (let at = 0; at < frames; at++) {
          const value = 0.5 * Math.sin((2 * Math.PI * 440 * (this.#given * frames + at)) / sampleRate);
          for (let channel = 0; channel < channels; channel++) data[channel * frames + at] = value;
        }
        this.#controller.enqueue(
          new AudioData({
            data,
            format: 'f32-planar',
            numberOfChannels: channels,
            numberOfFrames: frames,
            sampleRate,
            timestamp: 77_000_000 + this.#given * 10_000,
          }),
        );
      }
    }, 5);
  }

  /** The microphone is unplugged. */
  end(): void {
    clearInterval(this.#timer);
    this.#controller.close();
  }

  stop(): void {
    clearInterval(this.#timer);
  }
}

/** A real recorder in its worker, and what it says. */
export class RecorderRig {
  readonly worker: Worker;
  readonly api: Remote<RecorderApi>;
  readonly messages: RecorderMessage[] = [];
  #listeners: (() => void)[] = [];

  constructor(worker?: Worker) {
    this.worker =
      worker ?? new Worker(new URL('../../workers/recorder.worker.ts', import.meta.url), { type: 'module' });
    this.api = wrap<RecorderApi>(this.worker);
  }

  /** `camera`: pictures of a camera take. */
  start(
    pictures: MessagePort,
    sound: SoundInput | null,
    options: Partial<RecordingOptions> = {},
    camera: MessagePort | null = null,
  ): Promise<TakeFormat> {
    const { port1, port2 } = new MessageChannel();
    port1.onmessage = ({ data }: MessageEvent<RecorderMessage>) => {
      this.messages.push(data);
      for (const listener of this.#listeners.splice(0)) listener();
    };
    const all: RecordingOptions = {
      id: `test-${crypto.randomUUID()}`,
      quality: 'good',
      title: 'Numbers',
      credit: 'Nobody, 1889',
      createdAtMs: Date.now(),
      sound: sound ? { sampleRate: 48_000, channels: 1 } : null,
      cameraTakeId: camera ? `test-${crypto.randomUUID()}` : null,
      ...options,
    };
    return this.api.start(
      all,
      transfer({ painted: pictures, camera }, camera ? [pictures, camera] : [pictures]),
      sound ? transfer(sound, [sound.kind === 'stream' ? sound.readable : sound.port]) : null,
      transfer(port2, [port2]),
    );
  }

  /** The first message that fulfils `wanted`, or the next one to come. */
  async until<T extends RecorderMessage>(wanted: (message: RecorderMessage) => message is T): Promise<T> {
    for (let at = 0; ; at++) {
      while (at >= this.messages.length) {
        await new Promise<void>((resolve) => this.#listeners.push(resolve));
      }
      const message = this.messages[at]!;
      if (wanted(message)) return message;
      if (message.type === 'ended') throw new Error(`The recording ended: ${message.message}`);
    }
  }

  /** Resolves when the clip is at least that long. */
  untilElapsed(ms: number): Promise<Progress> {
    return this.until(
      (message): message is Progress => message.type === 'progress' && message.elapsedMs >= ms,
    );
  }

  /** Resolves when so many messages have come. */
  async untilMessages(count: number): Promise<void> {
    while (this.messages.length < count) await new Promise<void>((resolve) => this.#listeners.push(resolve));
  }

  get lastProgress(): Progress {
    return this.messages.findLast((message) => message.type === 'progress')!;
  }

  /** Another painter goes on. */
  attach(painted: MessagePort, camera: MessagePort | null = null): Promise<void> {
    return this.api.attachPictures(transfer({ painted, camera }, camera ? [painted, camera] : [painted]));
  }

  kill(): void {
    this.worker.terminate();
  }
}

/** A clip's file. */
export async function readClip(fileName: string): Promise<File> {
  const root = await navigator.storage.getDirectory();
  const folder = await root.getDirectoryHandle(CLIP_FOLDER, { create: true });
  return (await folder.getFileHandle(fileName)).getFile();
}

/** Takes every clip away. */
export async function clearClips(): Promise<void> {
  const root = await navigator.storage.getDirectory();
  await root.removeEntry(CLIP_FOLDER, { recursive: true }).catch(() => undefined);
}
