import { AppError } from '../../../src/shared/errors.ts';
import type { NetworkEntry } from '../../../src/shared/manifest.ts';
import type { NetworkBytes, RuntimeFiles } from '../../../src/shared/protocol.ts';
import { loadOrtRuntime, type OrtRuntime } from '../../engines/ort-runtime.ts';
import { createWasmSession, type WasmSession } from '../../engines/ort-wasm.ts';

/** The runtime and the two graphs of the tier that the CPU engine paints with. */
export class CpuNetworks {
  #runtime: OrtRuntime | null = null;
  #network: NetworkEntry | null = null;
  #paint: WasmSession | null = null;
  #style: WasmSession | null = null;

  get network(): NetworkEntry | null {
    return this.#network;
  }

  get paint(): WasmSession | null {
    return this.#paint;
  }

  get style(): WasmSession | null {
    return this.#style;
  }

  /** Rejects with `engine-unavailable`. */
  async loadRuntime(files: RuntimeFiles, threads: number): Promise<void> {
    this.#runtime ??= await loadOrtRuntime(files, threads);
  }

  /**
   * Replaces the tier. What was loaded before stays in use until the new graph is compiled; `onReplaced` is called in the
   * same turn, so that no picture is painted by the new graph with tensors of the old one. Rejects with
   * `network-mismatch`.
   */
  async load({ network, graph }: NetworkBytes, onReplaced: () => void): Promise<void> {
    const session = await createWasmSession(this.#loaded, graph, network.paint);
    const old = [this.#paint, this.#style];
    this.#paint = session;
    this.#style = null;
    this.#network = network;
    onReplaced();
    for (const stale of old) await stale?.release();
  }

  /** Adds the style graph of the loaded tier. Rejects with `network-mismatch`. */
  async loadStyle({ network, graph }: NetworkBytes): Promise<void> {
    if (network.tier !== this.#network?.tier) {
      throw new AppError('network-mismatch', 'The style network of another quality was given');
    }
    const session = await createWasmSession(this.#loaded, graph, network.style);
    await this.#style?.release();
    this.#style = session;
  }

  dispose(): void {
    const sessions = [this.#paint, this.#style];
    this.#paint = this.#style = null;
    for (const session of sessions) void session?.release().catch(() => undefined);
  }

  get #loaded(): OrtRuntime {
    if (!this.#runtime) throw new AppError('engine-unavailable', 'The neural network runtime is not loaded');
    return this.#runtime;
  }
}
