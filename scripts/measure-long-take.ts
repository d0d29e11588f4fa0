/**
 * Records a take of ten minutes on a clock that runs as fast as the encoders do, and prints drift, dropped pictures, size
 * and memory.
 *
 * Usage: `npx tsx scripts/measure-long-take.ts [seconds]`. Exits 1 if it drifts by 80 ms, is out of order, or memory grows.
 */
import { spawnSync } from 'node:child_process';

const seconds = process.argv[2] ?? '600';
const test = 'tests/browser/recorder-long-take.browser.test.ts';
const { status } = spawnSync('npx', ['vitest', 'run', '--project', 'browser-recording', test], {
  stdio: 'inherit',
  shell: process.platform === 'win32',
  env: { ...process.env, VITE_TAKE_SECONDS: seconds },
});
process.exitCode = status ?? 1;
