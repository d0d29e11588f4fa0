import type { Notices } from './notices.ts';

/** How long a browser may take to read a file that it was told to save. */
export const READING_MS = 60_000;
/** How long a notice waits for the fresh press that sharing needs. */
const PRESS_WITHIN_MS = 10_000;

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

/** Shares a file; where the browser wants a fresh press for it, a notice that says `ready` offers one. */
export async function shareOrOffer(file: File, notices: Notices, ready: string): Promise<void> {
  if ((await shareFile(file)) !== 'refused') return;
  notices.show({
    tone: 'info',
    text: ready,
    action: { label: 'Share', run: () => void shareOrOffer(file, notices, ready) },
    lastsMs: PRESS_WITHIN_MS,
  });
}

/** Gives a file to the user: as a download, or by the share sheet where the app has none. */
export async function handOver(file: File, notices: Notices, ready: string): Promise<void> {
  // Apps on the home screen of iOS have no downloads.
  if (matchMedia('(display-mode: standalone)').matches && prefersShare(file)) {
    await shareOrOffer(file, notices, ready);
  } else {
    saveFile(file);
  }
}

/** Lets the user choose where a file goes. Rejects where it could not be written. */
export async function saveFileAs(file: File): Promise<'saved' | 'cancelled'> {
  const { fileSave } = await import('browser-fs-access');
  const extension = `.${file.name.split('.').at(-1)}`;
  try {
    await fileSave(file, {
      fileName: file.name,
      extensions: [extension],
      mimeTypes: [file.type],
      id: 'clips',
    });
    return 'saved';
  } catch (error) {
    if (error instanceof DOMException && error.name === 'AbortError') return 'cancelled';
    throw error;
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
