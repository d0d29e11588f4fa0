import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { decodeFloat16 } from '../../src/gallery/float16.ts';
import { codeLength, type ShippedNetwork } from '../../src/shared/manifest.ts';
import { validateStyleCode, type StyleCode } from '../../src/shared/style-code.ts';
import { ROOT } from './works.ts';

/** models/tuned-codes-TIER.json, as the training's `tune` writes it: codes as base64 of half floats, by id. */
interface TunedCodesFile {
  version: 1;
  paintSha256: string;
  styleSha256: string;
  codes: Record<string, string>;
}

/**
 * Codes that measure better than the pooled ones for this very network, by id; none where they were tuned for other
 * graphs or never.
 */
export function readTunedCodes(network: ShippedNetwork): ReadonlyMap<string, StyleCode> {
  const path = join(ROOT, 'models', `tuned-codes-${network.tier}.json`);
  if (!existsSync(path)) return new Map();
  const file = JSON.parse(readFileSync(path, 'utf8')) as TunedCodesFile;
  if (file.paintSha256 !== network.paint.sha256 || file.styleSha256 !== network.style.sha256)
    return new Map();
  return new Map(
    Object.entries(file.codes).map(([id, base64]) => {
      const code = decodeFloat16(new Uint8Array(Buffer.from(base64, 'base64')));
      return [id, validateStyleCode(code, codeLength(network))];
    }),
  );
}
