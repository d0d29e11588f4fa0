import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { noisePicture } from './gpu-twins.ts';

/** Size of the clips, in pixels. */
export const CLIP_SIZE = { width: 320, height: 240 };
const FRAMES = 30;

/** A clip on disk for Chromium's fake camera. */
export interface PictureClip {
  path: string;
  remove(): Promise<void>;
}

/** RGB 0..255 of a pixel of the test picture: soft gradients, hard edges and fine texture. */
export function clipColour(x: number, y: number): [number, number, number] {
  const disc = Math.hypot(x - 210, y - 90) < 46;
  const wall = x < 96 && y > 70;
  const stripes = wall && (x >> 3) % 2 === 0;
  if (disc) return [235, 190, 70];
  if (stripes) return [60, 40, 36];
  if (wall) return [170, 90, 60];
  const ground = y > 176;
  if (ground) return [40 + (x % 16) * 3, 110 - (x % 16) * 2, 50];
  return [110 + y / 3, 150 + y / 4, 205 - y / 4];
}

/**
 * Writes a y4m whose pictures are all the same, so that what is painted from them can be computed beforehand.
 *
 * With `black`, a camera with its cover on. With `noise`, a dim room: luma is off by up to so many steps of 255, each
 * pixel of each picture by another.
 */
export async function writePictureClip(
  options: { black?: boolean; noise?: number } = {},
): Promise<PictureClip> {
  const folder = await mkdtemp(join(tmpdir(), 'plein-air-clip-'));
  const path = join(folder, 'clip.y4m');
  const frame = options.black ? blackFrame() : pictureFrame();
  const parts: Buffer[] = [
    Buffer.from(`YUV4MPEG2 W${CLIP_SIZE.width} H${CLIP_SIZE.height} F30:1 Ip A1:1 C420jpeg\n`),
  ];
  for (let i = 0; i < FRAMES; i++) {
    parts.push(Buffer.from('FRAME\n'), options.noise ? withNoise(frame, options.noise, i + 1) : frame);
  }
  await writeFile(path, Buffer.concat(parts));
  return { path, remove: () => rm(folder, { recursive: true, force: true }) };
}

function blackFrame(): Buffer {
  const { width, height } = CLIP_SIZE;
  return Buffer.concat([Buffer.alloc(width * height, 16), Buffer.alloc((width * height) / 2, 128)]);
}

/** Evenly spread noise on the luma, from a seed. */
function withNoise(frame: Buffer, most: number, seed: number): Buffer {
  const noisy = Buffer.from(frame);
  const { pixels } = noisePicture(CLIP_SIZE.width, CLIP_SIZE.height, seed);
  for (let i = 0; i < CLIP_SIZE.width * CLIP_SIZE.height; i++) {
    noisy[i] = Math.round(frame[i]! + most * (pixels[4 * i]! / 127.5 - 1));
  }
  return noisy;
}

/** BT.601, video range: what Chromium takes a y4m to be. */
function pictureFrame(): Buffer {
  const { width, height } = CLIP_SIZE;
  const luma = Buffer.alloc(width * height);
  const cb = Buffer.alloc((width * height) / 4);
  const cr = Buffer.alloc((width * height) / 4);
  for (let y = 0; y < height; y++) {
    for (let x = 0; x < width; x++) {
      const [r, g, b] = clipColour(x, y);
      luma[y * width + x] = Math.round(16 + 0.257 * r + 0.504 * g + 0.098 * b);
      if (x % 2 === 0 && y % 2 === 0) {
        const at = (y / 2) * (width / 2) + x / 2;
        cb[at] = Math.round(128 - 0.148 * r - 0.291 * g + 0.439 * b);
        cr[at] = Math.round(128 + 0.439 * r - 0.368 * g - 0.071 * b);
      }
    }
  }
  return Buffer.concat([luma, cb, cr]);
}
