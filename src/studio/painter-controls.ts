import { asAppError } from '../shared/errors.ts';
import { GLIDE_MS, type Orientation } from '../shared/protocol.ts';
import type { PainterClient } from '../painter-client/painter-client.ts';
import type { PainterHost } from './painter-host.ts';
import type { Rung } from './rungs.ts';
import type { SessionChoices } from './session-contract.ts';

const UPRIGHT: Orientation = { mirror: false, rotation: 0 };

/** How the open painter is told to paint: look, size, and which way round. Does nothing while there is none. */
export class PainterControls {
  readonly #host: PainterHost;
  readonly #choices: () => SessionChoices;
  /** How the present input's pixels lie by themselves. */
  #lies: Orientation = UPRIGHT;

  constructor(host: PainterHost, choices: () => SessionChoices) {
    this.#host = host;
    this.#choices = choices;
  }

  /** A control call to the painter, if there is one; failures of a dying painter are reported by its own message. */
  tell(call: (client: PainterClient) => Promise<unknown>): void {
    const client = this.#host.client;
    if (!client) return;
    call(client).catch((error: unknown) => {
      // The next one is told everything anew.
      if (asAppError(error).code !== 'painter-closed')
        console.warn('The painter did not take a change', error);
    });
  }

  applyLook(glideMs = GLIDE_MS): void {
    this.tell((client) => client.api.setLook(this.#choices().look, glideMs));
  }

  applyOrientation(): void {
    this.tell((client) => client.api.setOrientation(this.#orientation()));
  }

  applySize(): void {
    this.tell((client) => this.setSize(client, this.#host.rung));
  }

  /** All that `client` has to know before it gets an input. Rejects as its calls do. */
  async beforeInput(client: PainterClient): Promise<void> {
    const { look, fixedSize, file, wipe } = this.#choices();
    await client.api.setLook(look, 0);
    await client.api.setWipe(wipe);
    // The last source may have been held when it went.
    await client.api.resume();
    if (fixedSize || file) await this.setSize(client, null);
  }

  /** Which way round the next input is painted, whose pixels lie as `lies` says; upright where that is left out. */
  orientationOf(lies: Orientation = UPRIGHT): Orientation {
    this.#lies = lies;
    return this.#orientation();
  }

  /** The size to paint at: a file's, a given one, else the rung's; unchanged where there is none of them. */
  async setSize(client: PainterClient, rung: Rung | null): Promise<void> {
    const { fixedSize, aspect, file } = this.#choices();
    if (file) return client.api.setPaintedSize(file.painted, 'as-seen', file.shown);
    const size = fixedSize ?? (rung && rung.size.width * rung.size.height);
    if (size) await client.api.setPaintedSize(size, aspect);
  }

  #orientation(): Orientation {
    const { mirror, rotation } = this.#lies;
    return { mirror: this.#choices().mirror !== mirror, rotation };
  }
}
