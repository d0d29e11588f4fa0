/** Browsers that put the camera permission in different places. */
export type BrowserName = 'chrome' | 'edge' | 'firefox' | 'safari' | 'ios' | 'android' | 'other';

/**
 * Which browser this is, only to say where its camera permission hides. Never used to switch features.
 *
 * iPads call themselves Macs; they are told apart by their touch points.
 */
export function browserName(userAgent: string, maxTouchPoints: number): BrowserName {
  if (/iPhone|iPad|iPod/.test(userAgent) || (/Macintosh/.test(userAgent) && maxTouchPoints > 1)) return 'ios';
  if (/Android/.test(userAgent)) return 'android';
  if (/Edg\//.test(userAgent)) return 'edge';
  if (/Firefox\//.test(userAgent)) return 'firefox';
  if (/Chrom(e|ium)\//.test(userAgent)) return 'chrome';
  if (/Safari\//.test(userAgent)) return 'safari';
  return 'other';
}
