import { expect, it } from 'vitest';
import { userEvent } from 'vitest/browser';
import type { BenchFiles } from '../../src/bench/measure-device.ts';
import '../../src/bench/pa-bench.ts';
import { focused, settled } from '../helpers/ui-room.ts';

/** Files that never come. */
const files = {
  runtime: () => new Promise(() => undefined),
  paintGraph: () => new Promise(() => undefined),
} as unknown as BenchFiles;

it('is started and stopped by keyboard, time and again', async () => {
  const bench = document.createElement('pa-bench');
  bench.files = files;
  document.body.replaceChildren(bench);
  await settled(bench);
  const button = bench.renderRoot.querySelector<HTMLButtonElement>('button.primary')!;
  button.focus();
  for (const name of ['Stop', 'Measure', 'Stop', 'Measure']) {
    await userEvent.keyboard('{Enter}');
    await expect.poll(() => focused()?.textContent?.trim()).toBe(name);
  }
});
