import { AppError, asAppError } from '../shared/errors.ts';
import type { Tier } from '../shared/manifest.ts';
import type { RuntimeFiles, RuntimeVariant } from '../shared/protocol.ts';
import type { Asset, Progress } from './asset.ts';
import { createAssetStore, type LoadedAsset, type LoadOptions } from './asset-store.ts';
import { allGraphFiles, paintGraphFile, styleGraphFile } from './network-files.ts';
import { runtimeMjsUrl, runtimeWasm } from './runtime-files.ts';
import { isShellComplete } from './shell.ts';
import type { Updates } from './updates.ts';

/** How far the app is from working without a network. */
interface OfflineProgress {
  /** `ready` only when the shell is stored whole and every other file is stored and was checked by hash. */
  status: 'pending' | 'ready' | 'unsupported';
  /** Of the runtime in use and all networks, decoded; 0 of 0 until `completeInBackground` says which runtime. */
  loadedBytes: number;
  totalBytes: number;
  /** True while the browser says there is no network. */
  isOffline: boolean;
}

/**
 * Files for the painter, checked by hash, from the device or the server.
 *
 * Loads reject with `asset-unreachable` or `asset-corrupt`; buffers are the caller's own and may be transferred. The
 * runtime is compiled too, once a visit; it rejects with `engine-unavailable` where that fails.
 */
export interface Offline {
  readonly view: OfflineProgress;
  runtime(variant: RuntimeVariant, onProgress?: Progress, signal?: AbortSignal): Promise<RuntimeFiles>;
  paintGraph(tier: Tier, onProgress?: Progress, signal?: AbortSignal): Promise<ArrayBuffer>;
  styleGraph(tier: Tier, onProgress?: Progress, signal?: AbortSignal): Promise<ArrayBuffer>;
  /** Decoded bytes that `runtime` and (unless null) `paintGraph` will load, for a progress bar over both. */
  firstPaintBytes(variant: RuntimeVariant, tier: Tier | null): number;
  /**
   * Registers the service worker and loads and checks whatever is missing for offline use; call it when the first
   * picture is painted, and again when the runtime changes. Tries again by itself when the network comes back.
   *
   * Resolves when `ready` or where offline use is unsupported. Rejects with `asset-unreachable`, `asset-corrupt`
   * or `storage-full`; the view stays `pending` then.
   */
  completeInBackground(variant: RuntimeVariant): Promise<void>;
  /** Deletes the stored runtime and networks. The shell stays. */
  removeDownloads(): Promise<void>;
}

export interface OfflineOptions {
  updates: Updates;
  /** The view has been replaced. */
  onChange: (view: OfflineProgress) => void;
}

export function createOffline({ updates, onChange }: OfflineOptions): Offline {
  const storage = cacheStorage();
  const supported = import.meta.env.PROD && storage !== undefined && 'serviceWorker' in navigator;
  const store = createAssetStore({
    fetch: (input, init) => fetch(input, init),
    caches: storage,
    base: document.baseURI,
  });
  /** Bytes here of each wanted file, by hash: its length once it is stored and checked. */
  const loaded = new Map<string, number>();
  let wanted: Asset[] = [];
  let variantInUse: RuntimeVariant | null = null;
  /** Kept for the next start: a second or more is saved by it on slow machines. One only: they take memory. */
  let compiled: RuntimeFiles | null = null;
  let completing: Promise<void> = Promise.resolve();
  let view: OfflineProgress = {
    status: supported ? 'pending' : 'unsupported',
    loadedBytes: 0,
    totalBytes: 0,
    isOffline: !navigator.onLine,
  };

  const show = (status: OfflineProgress['status'] = view.status): void => {
    view = {
      status,
      loadedBytes: wanted.reduce((sum, asset) => sum + (loaded.get(asset.sha256) ?? 0), 0),
      totalBytes: wanted.reduce((sum, asset) => sum + asset.bytes, 0),
      isOffline: !navigator.onLine,
    };
    onChange(view);
  };

  const load = async (asset: Asset, options: LoadOptions): Promise<LoadedAsset> => {
    const result = await store.load(asset, {
      ...options,
      onProgress: (loadedBytes, totalBytes) => {
        options.onProgress?.(loadedBytes, totalBytes);
        // The last byte counts when its hash is known to be right.
        loaded.set(asset.sha256, Math.min(loadedBytes, totalBytes - 1));
        show();
      },
    });
    if (result.notStored) loaded.delete(asset.sha256);
    else loaded.set(asset.sha256, asset.bytes);
    show();
    return result;
  };

  const loadBytes = async (asset: Asset, onProgress?: Progress, signal?: AbortSignal): Promise<ArrayBuffer> =>
    (await load(asset, { ...(onProgress ? { onProgress } : {}), ...(signal ? { signal } : {}) })).bytes;

  const complete = async (variant: RuntimeVariant): Promise<void> => {
    variantInUse = variant;
    wanted = [runtimeWasm(variant), ...allGraphFiles()];
    show('pending');
    // Networks first: they are needed for the next click, the shell only for the next visit.
    for (const asset of wanted) {
      if (loaded.get(asset.sha256) === asset.bytes) continue;
      const { notStored } = await load(asset, {});
      if (notStored) throw notStored;
    }
    const registration = await updates.register();
    if (!registration) return show('unsupported');
    if (!(await isShellComplete(registration))) {
      throw new AppError('asset-unreachable', 'Some files of the app itself could not be stored');
    }
    await store.keepOnly([runtimeWasm('jspi'), runtimeWasm('plain'), ...allGraphFiles()]);
    show('ready');
  };

  const completeInBackground = (variant: RuntimeVariant): Promise<void> => {
    if (!supported) return Promise.resolve();
    const result = completing
      .then(() => complete(variant))
      .catch((error: unknown) => {
        throw asAppError(error);
      });
    completing = result.catch(() => undefined);
    return result;
  };

  addEventListener('offline', () => show());
  addEventListener('online', () => {
    show();
    // Still pending after this try means that the next visit or the next event tries again.
    if (variantInUse && view.status === 'pending') completeInBackground(variantInUse).catch(() => undefined);
  });

  return {
    get view() {
      return view;
    },
    async runtime(variant, onProgress, signal) {
      const asset = runtimeWasm(variant);
      if (compiled?.variant === variant) {
        onProgress?.(asset.bytes, asset.bytes);
        return compiled;
      }
      const bytes = await loadBytes(asset, onProgress, signal);
      compiled = { variant, mjsUrl: runtimeMjsUrl(variant), module: await compile(bytes) };
      return compiled;
    },
    // Async, so that a wrong manifest rejects like everything else.
    paintGraph: async (tier, onProgress, signal) => loadBytes(paintGraphFile(tier), onProgress, signal),
    styleGraph: async (tier, onProgress, signal) => loadBytes(styleGraphFile(tier), onProgress, signal),
    firstPaintBytes: (variant, tier) => runtimeWasm(variant).bytes + (tier ? paintGraphFile(tier).bytes : 0),
    completeInBackground,
    async removeDownloads() {
      await completing;
      await store.clear();
      loaded.clear();
      variantInUse = null;
      show(supported ? 'pending' : 'unsupported');
    },
  };
}

async function compile(bytes: ArrayBuffer): Promise<WebAssembly.Module> {
  try {
    return await WebAssembly.compile(bytes);
  } catch (error) {
    throw new AppError('engine-unavailable', `The neural network runtime did not compile: ${String(error)}`, {
      cause: error,
    });
  }
}

/** Some pages may not even look at it (a SecurityError), and insecure ones have none. */
function cacheStorage(): CacheStorage | undefined {
  try {
    return globalThis.caches as CacheStorage | undefined;
  } catch {
    return undefined;
  }
}
