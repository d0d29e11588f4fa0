/** Draws the app's icon: a small easel at dusk. Writes public/icons/. */
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import sharp from 'sharp';

const FOLDER = join(import.meta.dirname, '..', 'public', 'icons');
const WALL = '#130f0c';
const WOOD = '#dcb177';

/** A picture of 100×100 units around the origin: sky, sun and two hills on an easel. */
const EASEL = `
  <g fill="none" stroke="${WOOD}" stroke-width="5" stroke-linecap="round">
    <path d="M0 -43 V-36"/>
    <path d="M-13 23 L-25 44"/>
    <path d="M13 23 L25 44"/>
    <path d="M0 23 V36"/>
  </g>
  <clipPath id="picture"><rect x="-37" y="-34" width="74" height="54" rx="4"/></clipPath>
  <g clip-path="url(#picture)">
    <rect x="-37" y="-34" width="74" height="54" fill="url(#sky)"/>
    <circle cx="13" cy="-11" r="10" fill="#fff1cf"/>
    <path d="M-40 4 C-28 -10 -19 -13 -10 -5 C-2 2 8 6 40 -1 V30 H-40 Z" fill="#8a5a6b"/>
    <path d="M-40 16 C-24 6 -6 8 6 11 C18 14 30 9 40 3 V30 H-40 Z" fill="#3d4f63"/>
    <path d="M-14 21 C0 14 12 17 40 12 V30 H-20 Z" fill="#253244"/>
  </g>
  <rect x="-42" y="20" width="84" height="6" rx="3" fill="${WOOD}"/>`;

/**
 * The icon as SVG. `scale` is the share of the side that the easel's 100 units take; `radius` rounds the wall's
 * corners, in the 512 units of the side.
 */
function icon(scale: number, radius: number): string {
  return `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 512 512">
  <defs>
    <linearGradient id="sky" x1="0" y1="0" x2="0" y2="1">
      <stop offset="0" stop-color="#e9a15f"/>
      <stop offset="0.75" stop-color="#f6d9a4"/>
    </linearGradient>
    <radialGradient id="wall" cx="0.5" cy="0.4" r="0.75">
      <stop offset="0" stop-color="#3a2c22"/>
      <stop offset="1" stop-color="${WALL}"/>
    </radialGradient>
  </defs>
  <rect width="512" height="512" rx="${radius}" fill="url(#wall)"/>
  <g transform="translate(256 254) scale(${(5.12 * scale).toFixed(3)})">${EASEL}
  </g>
</svg>
`;
}

async function writePng(name: string, svg: string, side: number): Promise<void> {
  await sharp(Buffer.from(svg), { density: 288 })
    .resize(side, side)
    .png({ compressionLevel: 9, palette: true, quality: 95 })
    .toFile(join(FOLDER, name));
}

mkdirSync(FOLDER, { recursive: true });
const rounded = icon(0.84, 112);
// Shops and phones cut these themselves: the wall fills the square, the easel stays in the middle 80 %.
const uncut = icon(0.66, 0);
writeFileSync(join(FOLDER, 'icon.svg'), rounded);
await writePng('icon-192.png', rounded, 192);
await writePng('icon-512.png', rounded, 512);
await writePng('icon-maskable-512.png', uncut, 512);
await writePng('apple-touch-icon.png', icon(0.76, 0), 180);
console.log('public/icons written');
