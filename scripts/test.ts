/** `npm test`: finds or installs a Chromium, builds the app, and runs every test there is, in five parts. */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { ensureChromium } from './find-chromium.ts';

/** Runs one of the project's own commands; true if it succeeded. */
async function run(command: string, args: string[]): Promise<boolean> {
  console.log(`\n> ${command} ${args.join(' ')}`);
  const child = spawn(command, args, {
    stdio: 'inherit',
    env: { ...process.env, CHROME_PATH: chromium },
    shell: process.platform === 'win32',
  });
  const [status] = (await once(child, 'exit')) as [number | null];
  return status === 0;
}

const runTests = (project: string): Promise<boolean> => run('npx', ['vitest', 'run', '--project', project]);

const chromium = ensureChromium();
console.log(`Chromium: ${chromium}`);
console.log('The training pipeline (Python) is tested apart: models/training/run test');
const startedAtMs = Date.now();
// The unit tests need neither the build nor a browser, so they run beside it.
const [isBuilt, unit] = await Promise.all([
  run('npx', ['vite', 'build', '--mode', 'quick', '--logLevel', 'warn']),
  runTests('unit'),
]);
if (!isBuilt) process.exit(1);
const results = [{ project: 'unit', passed: unit }];
// One part after the other. Beside each other (tried) they take as long on two cores, and recordings miss pictures.
for (const project of ['browser', 'browser-recording', 'e2e', 'e2e-recording'])
  results.push({ project, passed: await runTests(project) });
const failed = results.filter((result) => !result.passed).map((result) => result.project);
const seconds = Math.round((Date.now() - startedAtMs) / 1000);
console.log(`\n${results.length - failed.length} of ${results.length} parts passed in ${seconds} s`);
if (failed.length > 0) {
  console.error(`Failed: ${failed.join(', ')}`);
  process.exit(1);
}
