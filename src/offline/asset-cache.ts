import { AppError } from '../shared/errors.ts';
import type { Asset } from './asset.ts';

/** Not tied to a version of the app: an update must not download networks again that did not change. */
const ASSET_CACHE = 'plein-air-assets';

/**
 * Cache Storage, keyed by what a file is (its SHA-256) instead of where it lay.
 *
 * Beside whole files it keeps the parts of an unfinished download, each under `?part=<first byte>`. Where the
 * browser gives no Cache Storage every read finds nothing and every write is dropped.
 */
export class AssetCache {
  private readonly opened: Promise<Cache | null>;
  private readonly base: string;

  /** `base`: any URL of the app's own origin, for the keys. */
  constructor(storage: CacheStorage | undefined, base: string) {
    this.base = base;
    // Private windows and blocked storage reject: then the app works, only not offline.
    this.opened = storage ? storage.open(ASSET_CACHE).catch(() => null) : Promise.resolve(null);
  }

  async isAvailable(): Promise<boolean> {
    return (await this.opened) !== null;
  }

  async read(asset: Asset): Promise<ArrayBuffer | null> {
    return this.readKey(this.key(asset));
  }

  /** Replaces parts and whole. Resolves false where nothing can be kept; rejects with `storage-full`. */
  async write(asset: Asset, bytes: ArrayBuffer): Promise<boolean> {
    await this.delete(asset);
    return this.put(this.key(asset), bytes);
  }

  /** Copies the parts that follow one another from byte 0 into `whole`; returns how many bytes those are. */
  async readParts(asset: Asset, whole: Uint8Array): Promise<number> {
    let filled = 0;
    while (filled < whole.length) {
      const part = await this.readKey(this.key(asset, filled));
      if (!part || part.byteLength === 0 || filled + part.byteLength > whole.length) break;
      whole.set(new Uint8Array(part), filled);
      filled += part.byteLength;
    }
    return filled;
  }

  /** Keeps bytes `first..` of an unfinished download. A failure only costs the resume, so it is not reported. */
  async writePart(asset: Asset, first: number, part: Uint8Array<ArrayBuffer>): Promise<void> {
    await this.put(this.key(asset, first), part).catch(() => false);
  }

  /** The whole file and all parts. */
  async delete(asset: Asset): Promise<void> {
    const cache = await this.opened;
    await cache?.delete(this.key(asset), { ignoreSearch: true }).catch(() => false);
  }

  /** Deletes everything that is not one of `assets`. */
  async keepOnly(assets: readonly Asset[]): Promise<void> {
    const cache = await this.opened;
    if (!cache) return;
    const wanted = new Set(assets.map((asset) => this.key(asset)));
    for (const request of await cache.keys()) {
      if (!wanted.has(request.url)) await cache.delete(request);
    }
  }

  async clear(): Promise<void> {
    const cache = await this.opened;
    for (const request of (await cache?.keys()) ?? []) await cache?.delete(request);
  }

  private key(asset: Asset, firstByte?: number): string {
    const query = firstByte === undefined ? '' : `?part=${firstByte}`;
    return new URL(`stored/${asset.sha256}${query}`, this.base).href;
  }

  private async readKey(key: string): Promise<ArrayBuffer | null> {
    try {
      const response = await (await this.opened)?.match(key);
      return response ? await response.arrayBuffer() : null;
    } catch {
      return null;
    }
  }

  private async put(key: string, bytes: ArrayBuffer | Uint8Array<ArrayBuffer>): Promise<boolean> {
    const cache = await this.opened;
    if (!cache) return false;
    try {
      await cache.put(key, new Response(bytes));
      return true;
    } catch (error) {
      if (error instanceof Error && error.name === 'QuotaExceededError') {
        throw new AppError('storage-full', 'There is no room left to keep the painter for offline use', {
          cause: error,
        });
      }
      return false;
    }
  }
}
