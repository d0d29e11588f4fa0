import { readFileSync } from 'node:fs';
import { join } from 'node:path';

/**
 * The page's scripts, below the build's folder: what index.html names, and what those import at once in turn (no
 * workers, nothing lazy).
 */
export function shellScripts(dist: string): string[] {
  const read = (file: string): string => readFileSync(join(dist, file), 'utf8');
  const found = new Set(
    [...read('index.html').matchAll(/(?:src|href)="\.?\/?(assets\/[^"]+\.js)"/g)].map((match) => match[1]!),
  );
  for (const file of found) {
    const imports = read(file).matchAll(/(?:from|import)\s*["'`]\.\/([^"'`]+\.js)["'`]/g);
    for (const [, name] of imports) found.add(`assets/${name}`);
  }
  return [...found];
}
