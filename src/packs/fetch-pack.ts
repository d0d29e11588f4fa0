import { AppError } from '../shared/errors.ts';

/** No pack is larger, and a wrong address may never end. */
const MOST_BYTES = 500e6;

/**
 * The absolute address of a pack on this page's own server.
 *
 * Throws `pack-invalid` for any other: the page may talk to its own origin only (docs/decisions/0014).
 */
export function packUrl(address: string, page: string): URL {
  const url = URL.canParse(address, page) ? new URL(address, page) : null;
  if (!url) throw new AppError('pack-invalid', 'That is no address');
  if (url.origin !== new URL(page).origin) {
    throw new AppError(
      'pack-invalid',
      `Plein Air fetches from its own server only, and ${url.host} is another. Download the pack there and choose the file here`,
    );
  }
  return url;
}

/**
 * Fetches a pack from this page's own server; what arrives may be anything. `onProgress` gets 0..1.
 *
 * Rejects with `pack-invalid` for other servers and with `asset-unreachable`.
 */
export async function fetchPack(address: string, onProgress: (share: number) => void): Promise<Blob> {
  const url = packUrl(address.trim(), document.baseURI);
  const unreachable = (why: string, cause?: unknown): AppError =>
    new AppError('asset-unreachable', `The pack could not be fetched: ${why}`, { cause });
  let response: Response;
  try {
    // Kept by the pack store; a redirect must not lead elsewhere.
    response = await fetch(url, { cache: 'no-store', credentials: 'same-origin', redirect: 'error' });
  } catch (error) {
    throw unreachable('the connection failed', error);
  }
  if (!response.ok) throw unreachable(`the server answered ${response.status}`);
  const total = Number(response.headers.get('Content-Length'));
  const parts: Uint8Array<ArrayBuffer>[] = [];
  let arrived = 0;
  const reader = response.body?.getReader();
  try {
    for (let next = await reader?.read(); next && !next.done; next = await reader!.read()) {
      parts.push(next.value);
      arrived += next.value.length;
      if (arrived > MOST_BYTES) throw unreachable('it is too large');
      // A compressed answer arrives larger than it was announced.
      if (total > 0) onProgress(Math.min(1, arrived / total));
    }
  } catch (error) {
    if (error instanceof AppError) throw error;
    throw unreachable('the connection was cut', error);
  } finally {
    await reader?.cancel().catch(() => undefined);
  }
  return new Blob(parts);
}
