import { transfer, wrap, type Remote } from 'comlink';
import { installErrorTransfer } from '../shared/error-transfer.ts';
import { AppError } from '../shared/errors.ts';
import type {
  FinishedClip,
  FinishedTake,
  PictureInputs,
  RecorderApi,
  RecorderMessage,
  RecordingOptions,
  SoundInput,
  TakeFormat,
} from '../shared/recording.ts';
import type { ClipRecorder } from './clip-recorder.ts';

/** Progress comes four times a second; a recorder silent for this long is dead. */
const SILENT_MS = 10_000;
const LOOK_EVERY_MS = 2000;

installErrorTransfer();

function ports(pictures: PictureInputs): MessagePort[] {
  return pictures.camera ? [pictures.painted, pictures.camera] : [pictures.painted];
}

/** What belongs to a sound input and goes to the worker with it. */
function soundParts(sound: SoundInput): Transferable[] {
  return [sound.kind === 'stream' ? sound.readable : sound.port];
}

/**
 * The recorder's worker, seen from the page.
 *
 * Comlink never settles calls to a dead worker, so every call also rejects, with `recording-failed`, when the worker
 * dies, and `onDeath` is called once.
 */
export class RecorderClient implements ClipRecorder {
  readonly #worker: Worker;
  readonly #api: Remote<RecorderApi>;
  readonly #death: Promise<never>;
  readonly #onMessage: (message: RecorderMessage) => void;
  #die: (error: AppError) => void = () => undefined;
  #watch: ReturnType<typeof setInterval> | undefined;
  #heardAtMs = 0;

  constructor(onMessage: (message: RecorderMessage) => void, onDeath: (error: AppError) => void) {
    this.#onMessage = onMessage;
    this.#worker = new Worker(new URL('../../workers/recorder.worker.ts', import.meta.url), {
      type: 'module',
      name: 'recorder',
    });
    this.#death = new Promise((_, reject) => {
      this.#die = (error) => {
        this.dispose();
        reject(error);
        onDeath(error);
      };
    });
    // Whoever is not in a call hears of it through `onDeath`.
    this.#death.catch(() => undefined);
    const fail = (message: string): void => this.#die(new AppError('recording-failed', message));
    this.#worker.onerror = (event) => fail(event.message || 'The recorder did not load');
    this.#worker.onmessageerror = () => fail('A message of the recorder was damaged');
    this.#api = wrap<RecorderApi>(this.#worker);
  }

  /** See `RecorderApi.start`. `pictures` and what is in `sound` are transferred. */
  async start(
    options: RecordingOptions,
    pictures: PictureInputs,
    sound: SoundInput | null,
  ): Promise<TakeFormat> {
    const { port1, port2 } = new MessageChannel();
    port1.onmessage = ({ data }: MessageEvent<RecorderMessage>) => {
      this.#heardAtMs = performance.now();
      this.#onMessage(data);
    };
    const format = await this.#alive(
      this.#api.start(
        options,
        transfer(pictures, ports(pictures)),
        sound ? transfer(sound, soundParts(sound)) : null,
        transfer(port2, [port2]),
      ),
    );
    this.#watchProgress();
    return format;
  }

  attachPictures(pictures: PictureInputs): Promise<void> {
    return this.#alive(this.#api.attachPictures(transfer(pictures, ports(pictures))));
  }

  attachSound(sound: SoundInput | null): Promise<void> {
    return this.#alive(this.#api.attachSound(sound ? transfer(sound, soundParts(sound)) : null));
  }

  pause(): Promise<void> {
    return this.#alive(this.#api.pause());
  }

  resume(): Promise<void> {
    return this.#alive(this.#api.resume());
  }

  stop(): Promise<FinishedTake> {
    clearInterval(this.#watch);
    return this.#alive(this.#api.stop());
  }

  repair(fileName: string): Promise<FinishedClip | null> {
    return this.#alive(this.#api.repair(fileName));
  }

  /** Ends the worker at once; nothing is reported any more. May be called twice. */
  dispose(): void {
    clearInterval(this.#watch);
    this.#worker.terminate();
  }

  #alive<T>(call: Promise<T>): Promise<T> {
    return Promise.race([call, this.#death]);
  }

  #watchProgress(): void {
    let lookedAtMs = (this.#heardAtMs = performance.now());
    this.#watch = setInterval(() => {
      const nowMs = performance.now();
      // After sleep or a frozen tab the worker was as silent as we were.
      if (nowMs - lookedAtMs > 3 * LOOK_EVERY_MS) this.#heardAtMs = nowMs;
      lookedAtMs = nowMs;
      if (nowMs - this.#heardAtMs > SILENT_MS) {
        this.#die(new AppError('recording-failed', 'The recorder has not answered for ten seconds'));
      }
    }, LOOK_EVERY_MS);
  }
}
