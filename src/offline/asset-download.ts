import { AppError } from '../shared/errors.ts';
import type { Asset, Progress } from './asset.ts';
import type { AssetCache } from './asset-cache.ts';

/** A part is kept whenever this much has arrived, so that a closed page loses little. */
const PART_BYTES = 2 * 1024 * 1024;

export interface DownloadOptions {
  fetch: typeof fetch;
  cache: AssetCache;
  onProgress: Progress;
  signal: AbortSignal | undefined;
}

/**
 * Fetches an asset, going on where an earlier download was cut (`Range`).
 *
 * What arrived before a failure stays in the cache as parts. Does not check the hash. Rejects with
 * `asset-unreachable`, with `asset-corrupt` on a wrong length, or with the signal's reason.
 */
export async function downloadAsset(asset: Asset, options: DownloadOptions): Promise<ArrayBuffer> {
  const { cache, onProgress, signal } = options;
  const whole = new Uint8Array(asset.bytes);
  let filled = await cache.readParts(asset, whole);
  if (filled === asset.bytes) return whole.buffer;

  let response = await request(asset, filled, options);
  if (filled > 0 && !continues(response, filled, asset)) {
    await response.body?.cancel();
    await cache.delete(asset);
    filled = 0;
    // 200 would hold the whole file, but a server that ignores ranges may also answer a damaged 206.
    response = await request(asset, 0, options);
  }
  if (response.status !== 200 && response.status !== 206) {
    await response.body?.cancel();
    throw new AppError('asset-unreachable', `The server answered ${response.status} for ${asset.url}`);
  }

  let kept = filled;
  const keep = async (): Promise<void> => {
    if (filled > kept) await cache.writePart(asset, kept, whole.slice(kept, filled));
    kept = filled;
  };
  onProgress(filled, asset.bytes);
  try {
    for await (const chunk of chunks(response)) {
      if (filled + chunk.length > asset.bytes) throw wrongLength(asset);
      whole.set(chunk, filled);
      filled += chunk.length;
      onProgress(filled, asset.bytes);
      if (filled - kept >= PART_BYTES && filled < asset.bytes) await keep();
    }
  } catch (error) {
    if (error instanceof AppError) throw error;
    await keep();
    throw signal?.aborted ? signal.reason : unreachable(asset, error);
  }
  if (filled < asset.bytes) throw wrongLength(asset);
  return whole.buffer;
}

async function request(asset: Asset, from: number, options: DownloadOptions): Promise<Response> {
  const { signal } = options;
  try {
    return await options.fetch(asset.url, {
      // Kept in Cache Storage by us: a second copy in the HTTP cache would be waste, and could be the bad one.
      cache: (await options.cache.isAvailable()) ? 'no-store' : 'default',
      credentials: 'same-origin',
      // Browsers ask for `identity` encoding together with a range, so these are bytes of the decoded file.
      ...(from > 0 ? { headers: { Range: `bytes=${from}-` } } : {}),
      ...(signal ? { signal } : {}),
    });
  } catch (error) {
    throw signal?.aborted ? signal.reason : unreachable(asset, error);
  }
}

function continues(response: Response, from: number, asset: Asset): boolean {
  return (
    response.status === 206 &&
    !response.headers.has('Content-Encoding') &&
    response.headers.get('Content-Range') === `bytes ${from}-${asset.bytes - 1}/${asset.bytes}`
  );
}

/** `for await` over the body itself is missing in Safari. */
async function* chunks(response: Response): AsyncGenerator<Uint8Array> {
  const reader = response.body?.getReader();
  if (!reader) return;
  try {
    for (let next = await reader.read(); !next.done; next = await reader.read()) yield next.value;
  } finally {
    // Cancels where we stopped reading early; after the end it does nothing.
    await reader.cancel().catch(() => undefined);
  }
}

function unreachable(asset: Asset, cause: unknown): AppError {
  return new AppError('asset-unreachable', `${asset.url} could not be downloaded`, { cause });
}

function wrongLength(asset: Asset): AppError {
  return new AppError('asset-corrupt', `${asset.url} does not have the ${asset.bytes} bytes it should have`);
}
