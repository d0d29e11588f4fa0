import type { PaintingView } from '../studio/studio-view.ts';

const plain = (text: string): string =>
  text
    .normalize('NFD')
    .replace(/\p{Diacritic}/gu, '')
    .toLocaleLowerCase();

/** The paintings in which every word of `query` occurs, accents and case aside, in their old order. */
export function searchPaintings(paintings: readonly PaintingView[], query: string): readonly PaintingView[] {
  const words = plain(query).split(/\s+/).filter(Boolean);
  if (words.length === 0) return paintings;
  return paintings.filter((painting) => {
    const text = plain(`${painting.title} ${painting.artist} ${painting.year} ${painting.museum}`);
    return words.every((word) => text.includes(word));
  });
}
