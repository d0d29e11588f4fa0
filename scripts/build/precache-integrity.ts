import { createHash } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import type { Plugin } from 'vite';

interface PrecacheEntry {
  url: string;
  revision: string | null;
  integrity?: string;
  size: number;
}

/**
 * Gives every precached file its hash, which the browser checks while the service worker installs: a shell that
 * arrived damaged or rewritten is never called ready, and a lost entry can be repaired from the network.
 */
export function precacheIntegrity(): {
  plugin: Plugin;
  transform: (entries: PrecacheEntry[]) => Promise<{ manifest: PrecacheEntry[] }>;
} {
  let outDir = '';
  return {
    plugin: {
      name: 'precache-integrity',
      apply: 'build',
      configResolved(config) {
        outDir = resolve(config.root, config.build.outDir);
      },
    },
    transform: async (entries) => ({
      manifest: await Promise.all(
        entries.map(async (entry) => {
          const bytes = await readFile(join(outDir, entry.url));
          return {
            ...entry,
            integrity: `sha256-${createHash('sha256').update(bytes).digest('base64')}`,
          };
        }),
      ),
    }),
  };
}
