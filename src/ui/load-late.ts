let isAsked = false;

/**
 * Fetches the elements that nobody sees in the first second, so that the page does not wait for them: sheets, numbers,
 * clips, the gallery. They come to life wherever they already are. If they could not be fetched, the next call tries again.
 */
export function loadLateElements(): void {
  if (isAsked) return;
  isAsked = true;
  Promise.all([
    import('./pa-about.ts'),
    import('./pa-clip-toast.ts'),
    import('./pa-clips.ts'),
    import('./pa-countdown.ts'),
    import('./pa-gallery.ts'),
    import('./pa-look-sheet.ts'),
    import('./pa-more.ts'),
    import('./pa-pack.ts'),
    import('./pa-restyle.ts'),
    import('./pa-shortcuts.ts'),
    import('./pa-stats.ts'),
    import('./pa-wipe.ts'),
  ]).catch(() => (isAsked = false));
}
