import type { PainterClient } from '../painter-client/painter-client.ts';
import type { NetworkEntry } from '../shared/manifest.ts';
import type { StyleCode } from '../shared/style-code.ts';
import type { PainterControls } from './painter-controls.ts';
import type { PainterHost, PainterWish, ReadyProgress } from './painter-host.ts';
import type { Rung } from './rungs.ts';

/** `other-threads`: another painter has to come, with the number of threads that was found best. */
export type Readiness = 'ready' | 'other-threads' | 'unwanted';

/** Makes a painter ready once, whatever source waits for it: runtime, network, size and painting. */
export class ReadyPainter {
  readonly #host: PainterHost;
  readonly #controls: PainterControls;
  readonly #code: (network: NetworkEntry) => Promise<StyleCode>;
  readonly #onProgress: ReadyProgress;
  /** The painter that is being made ready, or is, and the rung that it paints at. */
  #loading: { client: PainterClient; rung: Promise<Rung> } | null = null;
  /** The painter that has its size and its painting. */
  #ready: PainterClient | null = null;

  constructor(
    host: PainterHost,
    controls: PainterControls,
    code: (network: NetworkEntry) => Promise<StyleCode>,
    onProgress: ReadyProgress,
  ) {
    this.#host = host;
    this.#controls = controls;
    this.#code = code;
    this.#onProgress = onProgress;
  }

  /**
   * Another source may come meanwhile and then waits for the same; `isWanted` tells which is the newest. Rejects as
   * `PainterHost.makeReady` and the painter's calls do; whoever comes next tries again.
   */
  async make(client: PainterClient, wish: PainterWish, isWanted: () => boolean): Promise<Readiness> {
    if (this.#ready === client) return 'ready';
    if (this.#loading?.client !== client) this.#loading = { client, rung: this.#load(client, wish) };
    const loading = this.#loading;
    const rung = await loading.rung.catch((error: unknown) => {
      if (this.#loading === loading) this.#loading = null;
      throw error;
    });
    if (!isWanted()) return 'unwanted';
    // It is fixed for the life of a worker.
    if (this.#host.wantsOtherThreads) return 'other-threads';
    await this.#controls.setSize(client, rung);
    const code = await this.#code(this.#host.network!);
    if (!isWanted()) return 'unwanted';
    await client.api.setStyle(code, 0);
    this.#ready = client;
    return 'ready';
  }

  #load(client: PainterClient, wish: PainterWish): Promise<Rung> {
    return this.#host.makeReady(client, wish, (...progress) => {
      if (client === this.#host.client) this.#onProgress(...progress);
    });
  }
}
