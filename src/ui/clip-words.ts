/** What the shelf says of clips; rules as in words.ts. */
import type { ClipView, StorageView } from '../studio/studio-view.ts';
import { sizeWords } from './recording-words.ts';

/** '3 minutes 5 seconds', for screen readers. */
export function durationWords(durationMs: number): string {
  const seconds = Math.max(1, Math.round(durationMs / 1000));
  const count = (number: number, unit: string): string => `${number} ${unit}${number === 1 ? '' : 's'}`;
  const parts = [
    ...(seconds >= 60 ? [count(Math.floor(seconds / 60), 'minute')] : []),
    ...(seconds % 60 > 0 ? [count(seconds % 60, 'second')] : []),
  ];
  return parts.join(' ');
}

/** '24 Nov 2026, 19:05', as the browser's language writes it. */
export const dateWords = (atMs: number): string =>
  new Date(atMs).toLocaleString(undefined, { dateStyle: 'medium', timeStyle: 'short' });

/** '1280 × 720 · 3.1 MB · without sound'. */
export function factsWords(clip: ClipView): string {
  const parts = [`${clip.size.width}\u00a0×\u00a0${clip.size.height}`, sizeWords(clip.bytes)];
  if (!clip.hasSound) parts.push('no\u00a0sound');
  return parts.join(' · ');
}

/** 'Clips take 3.1 MB; 96 MB are used in all, 12 GB are free. …' */
export function storageWords(storage: StorageView, clipBytes: number): string {
  const room = `Clips take ${sizeWords(clipBytes)}; ${sizeWords(storage.usedBytes)} are used in all, ${sizeWords(storage.freeBytes)} are free.`;
  return storage.isPersistent
    ? `${room} Clips stay until you delete them.`
    : `${room} The browser may clear them if the device runs full: save what you want to keep.`;
}
