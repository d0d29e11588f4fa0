/** `npm test`: finds or installs a Chromium, builds the app, and runs every test there is, in three parts. */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { ensureChromium } from './find-chromium.ts';

/** Runs one of the project's own commands; true if it succeeded. */
async function run(command: string, args: string[]): Promise<boolean> {
  console.log(`\n> ${command} ${args.join(' ')}`);
  const child = spawn(command, args, {
    // Through us, or vitest takes the terminal for its own and two of them write over each other.
    stdio: ['inherit', 'pipe', 'pipe'],
    env: { ...process.env, ...(process.stdout.isTTY ? { FORCE_COLOR: '1' } : {}), CHROME_PATH: chromium },
    shell: process.platform === 'win32',
  });
  child.stdout.pipe(process.stdout, { end: false });
  child.stderr.pipe(process.stderr, { end: false });
  const [status] = (await once(child, 'close')) as [number | null];
  return status === 0;
}

const runTests = (project: string): Promise<boolean> => run('npx', ['vitest', 'run', '--project', project]);

const chromium = ensureChromium();
console.log(`Chromium: ${chromium}`);
console.log('The training pipeline (Python) is tested apart: models/training/run test');
const startedAtMs = Date.now();
// The unit tests need neither the build nor a browser, so they run beside it.
const [isBuilt, unit] = await Promise.all([
  run('npx', ['vite', 'build', '--logLevel', 'warn']),
  runTests('unit'),
]);
if (!isBuilt) process.exit(1);
// Half of the browser tests' time goes by in clips that are recorded at the pace of life: the other half of two cores
// is for the built app.
const [browser, e2e] = await Promise.all([runTests('browser'), runTests('e2e')]);
const results = [
  { project: 'unit', passed: unit },
  { project: 'browser', passed: browser },
  { project: 'e2e', passed: e2e },
];
const failed = results.filter((result) => !result.passed).map((result) => result.project);
const seconds = Math.round((Date.now() - startedAtMs) / 1000);
console.log(`\n${results.length - failed.length} of ${results.length} parts passed in ${seconds} s`);
if (failed.length > 0) {
  console.error(`Failed: ${failed.join(', ')}`);
  process.exit(1);
}
