import type { MetadataTags } from 'mediabunny';

/** What is written into every clip about it: its title, when it was recorded, and after which painting. */
export function clipTags(clip: { title: string; credit: string; createdAtMs: number }): MetadataTags {
  return {
    title: clip.title,
    date: new Date(clip.createdAtMs),
    ...(clip.credit ? { comment: `Painted after ${clip.credit}` } : {}),
  };
}
