import { zipSync } from 'fflate';
import type { TinyPack } from './tiny-pack.ts';

/** The .zip that a user would choose; `change` may spoil its files first. */
export function zipPack(
  { pack, paint, style }: TinyPack,
  change: (files: Record<string, Uint8Array>) => void = () => undefined,
): Uint8Array<ArrayBuffer> {
  const list = new TextEncoder().encode(JSON.stringify(pack));
  const files: Record<string, Uint8Array> = { 'pack.json': list, 'paint.onnx': paint, 'style.onnx': style };
  change(files);
  return zipSync(files, { level: 0 }) as Uint8Array<ArrayBuffer>;
}
