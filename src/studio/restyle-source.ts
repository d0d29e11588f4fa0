import { transfer } from 'comlink';
import type { PainterClient } from '../painter-client/painter-client.ts';
import type { RestyleClient } from '../restyle/restyle-client.ts';
import type { OpenedVideo, VideoFacts } from '../shared/restyle.ts';
import type { OpenSource, SourceInput } from './source-holder.ts';

/** A video file as a source: one still frame until it is being painted, then every frame, one at a time. */
export class RestyleSource implements OpenSource {
  readonly kind = 'video';
  readonly camera = null;
  readonly mirrorsByDefault = false;
  readonly facts: VideoFacts;
  readonly client: RestyleClient;
  /** Its frames are painted into a clip. */
  isRunning = false;
  readonly #preview: ImageBitmap;
  readonly #painter: () => PainterClient | null;
  readonly #onStop: () => void;
  #isStopped = false;

  /** `onStop`: another source has taken its place, or there is none any more. */
  constructor(
    opened: OpenedVideo,
    client: RestyleClient,
    painter: () => PainterClient | null,
    onStop: () => void,
  ) {
    this.facts = opened.facts;
    this.client = client;
    this.#preview = opened.preview;
    this.#painter = painter;
    this.#onStop = onStop;
  }

  async createInput(): Promise<SourceInput> {
    if (!this.isRunning) {
      const bitmap = await createImageBitmap(this.#preview);
      return { input: { kind: 'still', bitmap }, transfer: [bitmap] };
    }
    const pictures = new MessageChannel();
    const frames = new MessageChannel();
    await Promise.all([
      this.client.attachPictures(pictures.port1),
      this.client.attachFrames(frames.port1),
      this.#painter()?.api.tapPictures(transfer({ painted: pictures.port2, camera: null }, [pictures.port2])),
    ]);
    return {
      input: { kind: 'port', port: frames.port2, isFile: true },
      transfer: [frames.port2],
      lies: { rotation: this.facts.rotation, mirror: this.facts.flip },
    };
  }

  useNextRung(): boolean {
    return false;
  }

  stop(): void {
    if (this.#isStopped) return;
    this.#isStopped = true;
    this.#preview.close();
    this.#onStop();
  }
}
