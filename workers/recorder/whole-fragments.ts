/** Reads `length` bytes at `at` of a file; fewer at its end. */
export type ReadAt = (at: number, length: number) => Uint8Array;

const HEADER_BYTES = 16;

/**
 * How many bytes of a fragmented MP4 are whole: up to the end of its last complete fragment (`moof` with its `mdat`).
 *
 * What a killed recorder leaves may end in the middle of a fragment. 0 if there is no fragment at all. Boxes are laid out
 * as in ISO/IEC 14496-12, 4.2.
 */
export function wholeLength(readAt: ReadAt, fileBytes: number): number {
  let at = 0;
  let whole = 0;
  while (at + 8 <= fileBytes) {
    const box = readBox(readAt(at, HEADER_BYTES));
    if (!box || box.bytes < 8 || at + box.bytes > fileBytes) break;
    at += box.bytes;
    // The index at the very end (`mfra`) is kept; a `moof` without its data is not.
    if (box.type === 'mdat' || box.type === 'mfra') whole = at;
  }
  return whole;
}

function readBox(header: Uint8Array): { type: string; bytes: number } | null {
  if (header.byteLength < 8) return null;
  const view = new DataView(header.buffer, header.byteOffset, header.byteLength);
  const type = String.fromCharCode(...header.subarray(4, 8));
  const bytes = view.getUint32(0);
  if (bytes !== 1) return { type, bytes };
  if (header.byteLength < 16) return null;
  return { type, bytes: Number(view.getBigUint64(8)) };
}
