import type { Page } from 'playwright';

/** Pixels of what the stage shows, without the page around it. */
export interface StagePicture {
  width: number;
  height: number;
  /** u8[H,W,4]. */
  rgba: Uint8Array;
}

/** Reads the newest canvas of the stage, at its own size. */
export async function readStage(page: Page): Promise<StagePicture> {
  const { width, height, base64 } = await page
    .locator('pa-stage canvas.live')
    .last()
    .evaluate((element) => {
      const live = element as HTMLCanvasElement;
      const copy = document.createElement('canvas');
      copy.width = live.width;
      copy.height = live.height;
      const context = copy.getContext('2d')!;
      context.drawImage(live, 0, 0);
      const { data } = context.getImageData(0, 0, copy.width, copy.height);
      let text = '';
      for (let i = 0; i < data.length; i += 0x8000)
        text += String.fromCharCode(...data.subarray(i, i + 0x8000));
      return { width: copy.width, height: copy.height, base64: btoa(text) };
    });
  return { width, height, rgba: new Uint8Array(Buffer.from(base64, 'base64')) };
}

/** Mean absolute difference of the colours of two pictures of one size, 0..255. */
export function meanDifference(a: ArrayLike<number>, b: ArrayLike<number>): number {
  if (a.length !== b.length) throw new Error(`${a.length} and ${b.length} values cannot be compared`);
  let sum = 0;
  for (let i = 0; i < a.length; i++) if (i % 4 !== 3) sum += Math.abs(a[i]! - b[i]!);
  return sum / (a.length * 0.75);
}
