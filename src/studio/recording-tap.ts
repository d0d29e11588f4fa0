import { transfer } from 'comlink';
import type { PainterClient } from '../painter-client/painter-client.ts';
import type { PictureInputs } from '../shared/recording.ts';
import type { Studio } from './studio.ts';

/** Leads what the present painter paints, and sees, to the recorder. */
export class RecordingTap {
  readonly #studio: Studio;
  #tapped: PainterClient | null = null;

  constructor(studio: Studio) {
    this.#studio = studio;
  }

  /** The painter that is tapped at present. */
  get painter(): PainterClient | null {
    return this.#tapped;
  }

  /** Gives the recorder its ends with `give`, then the painter the others. With the camera's own pictures if asked for. */
  async open(
    painter: PainterClient,
    withCamera: boolean,
    give: (pictures: PictureInputs) => Promise<void>,
  ): Promise<void> {
    this.#tapped = painter;
    const painted = new MessageChannel();
    const camera = withCamera ? new MessageChannel() : null;
    await give({ painted: painted.port2, camera: camera?.port2 ?? null });
    const ports: PictureInputs = { painted: painted.port1, camera: camera?.port1 ?? null };
    await painter.api.tapPictures(transfer(ports, camera ? [painted.port1, camera.port1] : [painted.port1]));
  }

  close(): void {
    this.#tapped = null;
    this.#studio.session.controls.tell((client) => client.api.tapPictures(null));
  }
}
