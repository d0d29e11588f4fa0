import { transfer, wrap, type Remote } from 'comlink';
import { installErrorTransfer } from '../shared/error-transfer.ts';
import type { AppError } from '../shared/errors.ts';
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
import { WorkerWatch, type WatchedWorker } from '../shared/worker-watch.ts';
import type { ClipRecorder } from './clip-recorder.ts';

const RECORDER: WatchedWorker = {
  name: 'The recorder',
  died: 'recording-failed',
  silent: 'recording-failed',
  // Progress comes four times a second.
  silentMs: 10_000,
  silence: 'ten seconds',
  lookEveryMs: 2000,
};

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
  readonly #api: Remote<RecorderApi>;
  readonly #watch: WorkerWatch;
  readonly #onMessage: (message: RecorderMessage) => void;

  constructor(onMessage: (message: RecorderMessage) => void, onDeath: (error: AppError) => void) {
    this.#onMessage = onMessage;
    const worker = new Worker(new URL('../../workers/recorder.worker.ts', import.meta.url), {
      type: 'module',
      name: 'recorder',
    });
    this.#watch = new WorkerWatch(worker, RECORDER, onDeath);
    this.#api = wrap<RecorderApi>(worker);
  }

  /** See `RecorderApi.start`. `pictures` and what is in `sound` are transferred. */
  async start(
    options: RecordingOptions,
    pictures: PictureInputs,
    sound: SoundInput | null,
  ): Promise<TakeFormat> {
    const { port1, port2 } = new MessageChannel();
    port1.onmessage = ({ data }: MessageEvent<RecorderMessage>) => {
      this.#watch.heard();
      // A recorder that ended by itself has nothing more to tell, however long its clip takes to be listed.
      if (data.type === 'ended') this.#watch.expectNothing();
      this.#onMessage(data);
    };
    const format = await this.#watch.alive(
      this.#api.start(
        options,
        transfer(pictures, ports(pictures)),
        sound ? transfer(sound, soundParts(sound)) : null,
        transfer(port2, [port2]),
      ),
    );
    this.#watch.expectNews();
    return format;
  }

  attachPictures(pictures: PictureInputs): Promise<void> {
    return this.#watch.alive(this.#api.attachPictures(transfer(pictures, ports(pictures))));
  }

  attachSound(sound: SoundInput | null): Promise<void> {
    return this.#watch.alive(this.#api.attachSound(sound ? transfer(sound, soundParts(sound)) : null));
  }

  pause(): Promise<void> {
    return this.#watch.alive(this.#api.pause());
  }

  resume(): Promise<void> {
    return this.#watch.alive(this.#api.resume());
  }

  stop(): Promise<FinishedTake> {
    this.#watch.expectNothing();
    return this.#watch.alive(this.#api.stop());
  }

  repair(fileName: string): Promise<FinishedClip | null> {
    return this.#watch.alive(this.#api.repair(fileName));
  }

  /** Ends the worker at once; nothing is reported any more. May be called twice. */
  dispose(): void {
    this.#watch.end();
  }
}
