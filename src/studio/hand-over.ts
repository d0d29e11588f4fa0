/** How long a browser may take to read a file that it was told to save. */
const READING_MS = 60_000;

/** Makes the browser download a file. */
export function saveFile(file: File): void {
  const link = document.createElement('a');
  link.href = URL.createObjectURL(file);
  link.download = file.name;
  link.click();
  // There is no event for a download that has begun.
  setTimeout(() => URL.revokeObjectURL(link.href), READING_MS);
}

/** True where people expect the share sheet instead of a folder of downloads, and it takes this file. */
export function prefersShare(file: File): boolean {
  return matchMedia('(pointer: coarse)').matches && (navigator.canShare?.({ files: [file] }) ?? false);
}

/**
 * Opens the share sheet. `cancelled`: closed without sharing. `refused`: the browser wants a fresh press for it (some
 * allow a few seconds after the last one).
 */
export async function shareFile(file: File): Promise<'shared' | 'cancelled' | 'refused'> {
  try {
    await navigator.share({ files: [file] });
    return 'shared';
  } catch (error) {
    return error instanceof DOMException && error.name === 'AbortError' ? 'cancelled' : 'refused';
  }
}

/** 'Plein Air – The Starry Night – 2026-11-24 19.05.webp': nothing in it that a file system refuses. */
export function snapshotName(title: string, at: Date, mimeType: string): string {
  const two = (part: number): string => String(part).padStart(2, '0');
  const day = `${at.getFullYear()}-${two(at.getMonth() + 1)}-${two(at.getDate())}`;
  const time = `${two(at.getHours())}.${two(at.getMinutes())}.${two(at.getSeconds())}`;
  const safe = title
    .replace(/[\p{C}\\/:*?"<>|]+/gu, ' ')
    .replace(/\s+/g, ' ')
    .trim()
    .slice(0, 80);
  const parts = ['Plein Air', safe, `${day} ${time}`].filter(Boolean);
  return `${parts.join(' – ')}.${mimeType === 'image/webp' ? 'webp' : 'png'}`;
}
