/** What people read about the app; rules as in words.ts. */

/** What becomes of their pictures, a paragraph each. */
export const PRIVACY = [
  'Your camera never leaves this device. Painting and storage happen in your browser, and the app makes no network request except to download itself.',
  'Pictures that you add as paintings stay in this browser until you remove them. There are no accounts, no cookies and no statistics.',
];

/** Whose paintings and whose work it is, a paragraph each. */
export const CREDITS = [
  'Paintings from The Metropolitan Museum of Art are in the public domain (CC0). Where a painting may not be shown here, its tile is a picture of our own, painted in its style.',
  'Painted with onnxruntime-web (MIT). Clips: mediabunny (MPL-2.0); sound where the browser has no encoder: FFmpeg’s AAC (LGPL-2.1). Interface: Lit (BSD-3-Clause), Lucide icons (ISC), Newsreader typeface (OFL-1.1).',
];
