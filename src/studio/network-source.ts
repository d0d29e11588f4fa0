import type { Offline } from '../offline/offline.ts';
import type { PackStore } from '../packs/pack-store.ts';
import { AppError } from '../shared/errors.ts';
import type { Manifest, NetworkEntry, NetworkTier } from '../shared/manifest.ts';

/**
 * Every network that can be painted with: those that ship come from the device or the server, the user's own (`classic`)
 * from the device only.
 *
 * Graphs are checked by hash and the caller's own. Whatever concerns a pack that is gone or damaged rejects with
 * `pack-invalid`.
 */
export class NetworkSource {
  readonly #manifest: Manifest;
  readonly #offline: Offline;
  readonly #packs: Promise<PackStore>;

  constructor(manifest: Manifest, offline: Offline, packs: Promise<PackStore>) {
    this.#manifest = manifest;
    this.#offline = offline;
    this.#packs = packs;
  }

  /** The networks that ship. */
  get shipped(): Manifest['networks'] {
    return this.#manifest.networks;
  }

  async entry(tier: NetworkTier): Promise<NetworkEntry> {
    if (tier !== 'classic') return this.#manifest.networks[tier];
    const { pack } = await this.#packs;
    if (!pack) throw new AppError('pack-invalid', 'The classic network is not on this device any more');
    return pack.network;
  }

  async paintGraph(tier: NetworkTier, onProgress?: (bytes: number) => void): Promise<ArrayBuffer> {
    return tier === 'classic'
      ? (await this.#packs).graph('paint')
      : this.#offline.paintGraph(tier, onProgress);
  }

  async styleGraph(tier: NetworkTier): Promise<ArrayBuffer> {
    return tier === 'classic' ? (await this.#packs).graph('style') : this.#offline.styleGraph(tier);
  }
}
