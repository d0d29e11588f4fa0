import { transfer } from 'comlink';
import { AppError } from '../shared/errors.ts';
import type { NetworkEntry, NetworkTier } from '../shared/manifest.ts';
import type {
  EngineInfo,
  EngineName,
  PainterMessage,
  RuntimeFiles,
  RuntimeVariant,
} from '../shared/protocol.ts';
import type { Offline } from '../offline/offline.ts';
import { openPainter, type PainterClient } from '../painter-client/painter-client.ts';
import type { NetworkSource } from './network-source.ts';
import { softwareGpuRung, TIMED_SIZE, type Rung } from './rungs.ts';
import type { StageHost } from './studio-actions.ts';
import type { QualityChoice } from './studio-view.ts';
import { recallTuning, rememberTuning, type Tuning, type TuningKey } from './tuning.ts';

/** WebGPU that runs on the processor: every run takes seconds, so nothing is timed on it. */
function isSoftwareGpu(info: EngineInfo): boolean {
  return info.software && info.engine === 'ort-webgpu';
}

function closed(): AppError {
  return new AppError('painter-closed', 'The painter was closed meanwhile');
}

/** What a painter is wanted for. */
export interface PainterWish {
  engine: EngineName;
  variant: RuntimeVariant;
  quality: QualityChoice;
  /** The last starts crashed: no timing, least demands. */
  careful: boolean;
  /** The painted size is given: no timing. */
  sizeIsFixed: boolean;
}

/** Progress of getting ready. */
export type ReadyProgress = (loadedBytes: number, totalBytes: number, step: 'loading' | 'preparing') => void;

/** Opens painters on fresh canvases of the stage and gives them runtime and network. One painter at a time. */
export class PainterHost {
  #client: PainterClient | null = null;
  /** Counts painters: what began for an older one is given up. */
  #turn = 0;
  #tuning: Tuning | null = null;
  /** What `#tuning` was found for; null where it was not found but given. */
  #tuningKey: TuningKey | null = null;
  #network: NetworkEntry | null = null;
  #hasStyleNetwork = false;
  #variant: RuntimeVariant | null = null;
  readonly #networks: NetworkSource;
  readonly #offline: Offline;
  readonly #onMessage: (message: PainterMessage) => void;

  constructor(networks: NetworkSource, offline: Offline, onMessage: (message: PainterMessage) => void) {
    this.#networks = networks;
    this.#offline = offline;
    this.#onMessage = onMessage;
  }

  get client(): PainterClient | null {
    return this.#client;
  }
  get info(): EngineInfo | null {
    return this.#client?.info ?? null;
  }
  get network(): NetworkEntry | null {
    return this.#network;
  }
  /** Build of the runtime that was loaded last. */
  get variant(): RuntimeVariant | null {
    return this.#variant;
  }
  get rung(): Rung | null {
    return this.#tuning?.rung ?? null;
  }

  /**
   * A worker on a fresh canvas; frames can be shown at once, unpainted. Rejects with `engine-unavailable`, and with
   * `painter-closed` where it was closed, or another one opened, meanwhile.
   */
  async open(wish: PainterWish, stage: StageHost): Promise<PainterClient> {
    this.close();
    const turn = this.#turn;
    const key = await this.#key(wish);
    if (turn !== this.#turn) throw closed();
    const threads = wish.careful ? 1 : (recallTuning(key)?.threads ?? 1);
    const canvas = stage.addCanvas();
    const client = await openPainter(
      { engine: wish.engine, threads },
      canvas.transferControlToOffscreen(),
      (message) => {
        // A painter that was replaced has nothing more to say.
        if (turn === this.#turn) this.#onMessage(message);
      },
    );
    if (turn !== this.#turn) {
      client.dispose();
      canvas.remove();
      throw closed();
    }
    this.#client = client;
    return client;
  }

  /**
   * Runtime, timing (once per device) and paint graph, in the order things arrive. Resolves with the rung to paint at.
   * `client` must still be the open one; rejects with `painter-closed` when it is closed, and as its calls do.
   */
  async makeReady(client: PainterClient, wish: PainterWish, onProgress: ReadyProgress): Promise<Rung> {
    const known = await this.#known(wish, client.info);
    const first: NetworkTier = known?.rung.tier ?? this.#firstTier(wish);
    const { files, graph, total } = await this.#load(wish.variant, first, onProgress);
    onProgress(total, total, 'preparing');
    await client.api.loadRuntime(files);
    this.#variant = wish.variant;
    await this.#giveNetwork(client, first, graph);
    const tuning = known ?? (await this.#tune(client, wish, first, files));
    const isGiven = wish.careful || wish.sizeIsFixed || isSoftwareGpu(client.info);
    const key = isGiven ? null : await this.#key(wish);
    // Timing goes on with workers of its own after the painter is gone.
    if (client !== this.#client) throw closed();
    this.#tuning = tuning;
    this.#tuningKey = key;
    if (tuning.rung.tier !== first) {
      await this.#giveNetwork(client, tuning.rung.tier, await this.#networks.paintGraph(tuning.rung.tier));
    }
    return tuning.rung;
  }

  /** Makes sure that the open painter can measure paintings. Rejects with `painter-closed` where it is closed meanwhile. */
  async loadStyleNetwork(): Promise<void> {
    const client = this.#client;
    const network = this.#network;
    if (!client || !network || this.#hasStyleNetwork) return;
    const graph = await this.#networks.styleGraph(network.tier);
    if (client !== this.#client) throw closed();
    if (network !== this.#network) return;
    await client.api.loadStyleNetwork(transfer({ network, graph }, [graph]));
    this.#hasStyleNetwork = true;
  }

  /** True when the number of threads that was found best differs from the open painter's. */
  get wantsOtherThreads(): boolean {
    return (
      this.#tuning !== null && this.#client !== null && this.#tuning.threads !== this.#client.info.threads
    );
  }

  /** Another size was found better while painting: it is remembered for the next visit. */
  moveTo(rung: Rung): void {
    if (!this.#tuning || !this.#tuningKey) return;
    this.#tuning = { ...this.#tuning, rung };
    rememberTuning(this.#tuningKey, this.#tuning);
  }

  /** Ends the open painter, or the one that is being opened. */
  close(): void {
    this.#turn++;
    this.#client?.dispose();
    this.#client = null;
    this.#network = null;
    this.#tuning = null;
    this.#hasStyleNetwork = false;
  }

  async #key(wish: PainterWish): Promise<TuningKey> {
    const { studio, sketch } = this.#networks.shipped;
    return {
      engine: wish.engine,
      quality: wish.quality,
      cores: navigator.hardwareConcurrency,
      isolated: crossOriginIsolated,
      networks: studio.paint.sha256.slice(0, 12) + sketch.paint.sha256.slice(0, 12),
      ...(wish.quality === 'classic'
        ? { pack: (await this.#networks.entry('classic')).paint.sha256.slice(0, 12) }
        : {}),
    };
  }

  #firstTier(wish: PainterWish): NetworkTier {
    if (wish.quality !== 'auto') return wish.quality;
    return wish.engine === 'ort-webgpu' ? 'studio' : 'sketch';
  }

  async #known(wish: PainterWish, info: EngineInfo): Promise<Tuning | undefined> {
    if (isSoftwareGpu(info)) return { rung: softwareGpuRung(wish.quality), threads: 1 };
    if (wish.sizeIsFixed)
      return { rung: { tier: this.#firstTier(wish), size: TIMED_SIZE }, threads: info.threads };
    if (wish.careful) return { rung: { tier: 'sketch', size: { width: 160, height: 88 } }, threads: 1 };
    return recallTuning(await this.#key(wish));
  }

  async #load(variant: RuntimeVariant, tier: NetworkTier, onProgress: ReadyProgress) {
    const loaded = { runtime: 0, graph: 0 };
    // A pack is on the device: only the runtime is fetched then.
    const total = this.#offline.firstPaintBytes(variant, tier === 'classic' ? null : tier);
    const report = (): void => onProgress(loaded.runtime + loaded.graph, total, 'loading');
    const [files, graph] = await Promise.all([
      this.#offline.runtime(variant, (bytes) => {
        loaded.runtime = bytes;
        report();
      }),
      this.#networks.paintGraph(tier, (bytes) => {
        loaded.graph = bytes;
        report();
      }),
    ]);
    return { files, graph, total };
  }

  async #giveNetwork(client: PainterClient, tier: NetworkTier, graph: ArrayBuffer): Promise<void> {
    const network = await this.#networks.entry(tier);
    await client.api.loadNetwork(transfer({ network, graph }, [graph]));
    if (client !== this.#client) throw closed();
    this.#network = network;
    this.#hasStyleNetwork = false;
  }

  /** Times the device, which takes a while, and remembers. */
  async #tune(
    client: PainterClient,
    wish: PainterWish,
    tier: NetworkTier,
    files: RuntimeFiles,
  ): Promise<Tuning> {
    // Once per device: no other visit needs the code.
    const { timeDevice } = await import('./time-device.ts');
    const tuning = await timeDevice(client, wish, tier, files, this.#networks);
    rememberTuning(await this.#key(wish), tuning);
    return tuning;
  }
}
