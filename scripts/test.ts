/** `npm test`: finds or installs a Chromium, builds the app, and runs every test there is, in three parts. */
import { spawnSync } from 'node:child_process';
import { ensureChromium } from './find-chromium.ts';

/** Runs one of the project's own commands; true if it succeeded. */
function run(command: string, args: string[]): boolean {
  console.log(`\n> ${command} ${args.join(' ')}`);
  const { status } = spawnSync(command, args, {
    stdio: 'inherit',
    env: { ...process.env, CHROME_PATH: chromium },
    shell: process.platform === 'win32',
  });
  return status === 0;
}

const chromium = ensureChromium();
console.log(`Chromium: ${chromium}`);
console.log('The training pipeline (Python) is tested apart: models/training/run test');
const startedAtMs = Date.now();
if (!run('npx', ['vite', 'build', '--logLevel', 'warn'])) process.exit(1);
// One part after the other: on two cores browsers that share them only wait for each other.
const results = ['unit', 'browser', 'e2e'].map((project) => ({
  project,
  passed: run('npx', ['vitest', 'run', '--project', project]),
}));
const failed = results.filter((result) => !result.passed).map((result) => result.project);
const seconds = Math.round((Date.now() - startedAtMs) / 1000);
console.log(`\n${results.length - failed.length} of ${results.length} parts passed in ${seconds} s`);
if (failed.length > 0) {
  console.error(`Failed: ${failed.join(', ')}`);
  process.exit(1);
}
