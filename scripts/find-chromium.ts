import { execFileSync } from 'node:child_process';
import { accessSync, constants } from 'node:fs';
import { delimiter, join } from 'node:path';
import { chromium } from 'playwright';

const NAMES = [
  'chromium',
  'chromium-browser',
  'google-chrome',
  'google-chrome-stable',
  'chrome',
  'microsoft-edge',
];
const PLACES = [
  '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
  '/Applications/Chromium.app/Contents/MacOS/Chromium',
  '/Applications/Microsoft Edge.app/Contents/MacOS/Microsoft Edge',
  'C:\\Program Files\\Google\\Chrome\\Application\\chrome.exe',
  'C:\\Program Files (x86)\\Microsoft\\Edge\\Application\\msedge.exe',
];

function canRun(path: string): boolean {
  try {
    accessSync(path, constants.X_OK);
    return true;
  } catch {
    return false;
  }
}

/** Path of a Chromium on this machine: CHROME_PATH, Playwright's own, then the system's; undefined if there is none. */
export function findChromium(): string | undefined {
  const wanted = process.env['CHROME_PATH'];
  if (wanted) {
    if (canRun(wanted)) return wanted;
    throw new Error(`CHROME_PATH is ${wanted}, which cannot be run`);
  }
  const onPath = (process.env['PATH'] ?? '')
    .split(delimiter)
    .flatMap((dir) => NAMES.map((name) => join(dir, name)));
  return [chromium.executablePath(), ...onPath, ...PLACES].find(canRun);
}

/**
 * A Chromium, installed if there is none: Playwright's own, or Debian's package where its download is out of reach.
 *
 * Throws with what to try by hand.
 */
export function ensureChromium(): string {
  const found = findChromium();
  if (found) return found;
  const attempts: [string, string[]][] = [
    ['npx', ['playwright', 'install', '--with-deps', 'chromium']],
    // Where the system's packages cannot be installed they are often there already.
    ['npx', ['playwright', 'install', 'chromium']],
  ];
  if (process.platform === 'linux' && process.getuid?.() === 0) {
    attempts.push(['sh', ['-c', 'apt-get update -qq && apt-get install -y -qq chromium']]);
  }
  for (const [command, args] of attempts) {
    console.log(`No Chromium found. Trying: ${command} ${args.join(' ')}`);
    try {
      execFileSync(command, args, {
        stdio: 'inherit',
        timeout: 600_000,
        shell: process.platform === 'win32',
      });
    } catch {
      continue;
    }
    const installed = findChromium();
    if (installed) return installed;
  }
  throw new Error(
    'No Chromium. Install one ("npx playwright install chromium", or your system\'s package) or set CHROME_PATH.',
  );
}
