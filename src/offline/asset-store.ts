import { AppError, asAppError } from '../shared/errors.ts';
import { type Asset, isIntact, type Progress } from './asset.ts';
import { AssetCache } from './asset-cache.ts';
import { downloadAsset } from './asset-download.ts';

export interface LoadOptions {
  onProgress?: Progress;
  signal?: AbortSignal;
}

export interface LoadedAsset {
  /** Checked by hash; the caller's own, may be transferred. */
  bytes: ArrayBuffer;
  /** Why the file could not be kept for offline use, null if it was. */
  notStored: AppError | null;
}

/** Files checked by hash, from the device where possible, else from the server. */
export interface AssetStore {
  /**
   * The asset's bytes. A stored file with a wrong hash is dropped and fetched again.
   *
   * Rejects with `asset-unreachable` (what arrived is kept, the next call goes on from there), `asset-corrupt`
   * (wrong twice) or the signal's reason.
   */
  load(asset: Asset, options?: LoadOptions): Promise<LoadedAsset>;
  /** Forgets every stored file except these. */
  keepOnly(assets: readonly Asset[]): Promise<void>;
  /** Forgets everything. */
  clear(): Promise<void>;
}

/** What the store needs of its surroundings; tests bring their own. */
export interface AssetStorePlatform {
  fetch: typeof fetch;
  caches: CacheStorage | undefined;
  /** URL of the page. */
  base: string;
}

export function createAssetStore(platform: AssetStorePlatform): AssetStore {
  const cache = new AssetCache(platform.caches, platform.base);
  /** Ends of the queues, one a file: two loads of the same file would write each other's parts. */
  const queues = new Map<string, Promise<unknown>>();

  const fetchChecked = async (asset: Asset, options: LoadOptions): Promise<ArrayBuffer> => {
    for (let attempt = 0; attempt < 2; attempt++) {
      try {
        const bytes = await downloadAsset(asset, {
          fetch: platform.fetch,
          cache,
          onProgress: options.onProgress ?? (() => undefined),
          signal: options.signal,
        });
        if (await isIntact(asset, bytes)) return bytes;
      } catch (error) {
        if (!(error instanceof AppError && error.code === 'asset-corrupt')) throw error;
      }
      await cache.delete(asset);
    }
    throw new AppError(
      'asset-corrupt',
      `${asset.url} arrived damaged twice: its SHA-256 is not ${asset.sha256}`,
    );
  };

  const loadNow = async (asset: Asset, options: LoadOptions): Promise<LoadedAsset> => {
    options.signal?.throwIfAborted();
    const stored = await cache.read(asset);
    if (stored && (await isIntact(asset, stored))) {
      options.onProgress?.(asset.bytes, asset.bytes);
      return { bytes: stored, notStored: null };
    }
    if (stored) await cache.delete(asset);
    const bytes = await fetchChecked(asset, options);
    try {
      if (await cache.write(asset, bytes)) return { bytes, notStored: null };
      return { bytes, notStored: new AppError('storage-full', 'This browser keeps nothing for this page') };
    } catch (error) {
      return { bytes, notStored: asAppError(error, 'storage-full') };
    }
  };

  return {
    load(asset, options = {}) {
      const before = queues.get(asset.sha256) ?? Promise.resolve();
      const result = before.then(() => loadNow(asset, options));
      // The queue goes on after a failure; the caller gets the failure itself.
      queues.set(
        asset.sha256,
        result.catch(() => undefined),
      );
      return result;
    },
    keepOnly: (assets) => cache.keepOnly(assets),
    clear: () => cache.clear(),
  };
}
