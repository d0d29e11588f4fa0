/** A file that is downloaded once, checked by hash and kept across versions of the app. */
export interface Asset {
  /** Absolute or relative to the page; same origin. */
  url: string;
  /** Length when decoded. */
  bytes: number;
  /** Hex, lower case. */
  sha256: string;
}

/** Called with bytes, decoded, of one asset. Rises from what was stored already to `totalBytes`. */
export type Progress = (loadedBytes: number, totalBytes: number) => void;

/** Whether `bytes` are the asset's own. Without WebCrypto (insecure pages) only the length can be compared. */
export async function isIntact(asset: Asset, bytes: ArrayBuffer): Promise<boolean> {
  if (bytes.byteLength !== asset.bytes) return false;
  if (!globalThis.crypto?.subtle) return true;
  const digest = new Uint8Array(await crypto.subtle.digest('SHA-256', bytes));
  const hex = Array.from(digest, (byte) => byte.toString(16).padStart(2, '0')).join('');
  return hex === asset.sha256;
}
