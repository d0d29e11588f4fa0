/**
 * Kills a recording page many times at random moments and says how many seconds each clip lost.
 *
 * Usage, after a build: `npx tsx scripts/measure-kills.ts [runs]`. Exits 1 if a clip is missing or lost more than 1.5 s.
 */
import { openBuiltApp, waitForData } from '../tests/helpers/built-app.ts';
import { act, clipView, waitForElapsed } from '../tests/helpers/recording-page.ts';

const MOST_LOST_SECONDS = 1.5;
const QUERY = '?camera=auto&engine=ort-wasm&size=64x48';

const runs = Number(process.argv[2] ?? 20);
const lost: number[] = [];
const app = await openBuiltApp({ query: QUERY });
try {
  for (let run = 1; run <= runs; run++) {
    await waitForData(app.page, 'state', 'painting');
    await act(app.page, 'setSound', true);
    await act(app.page, 'startRecording');
    await waitForElapsed(app.page, 2500 + Math.random() * 2500);
    const { elapsedMs } = (await clipView(app.page)).recording;
    // A reload ends page and workers at once, like a closed tab; nobody gets to finish anything.
    await app.page.goto(`${app.url}${QUERY}`);
    await waitForData(app.page, 'clips', String(run));
    const [clip] = (await clipView(app.page)).clips;
    lost.push((elapsedMs - clip!.durationMs) / 1000);
    console.log(`run ${run}: recorded ${(elapsedMs / 1000).toFixed(2)} s, lost ${lost.at(-1)!.toFixed(2)} s`);
  }
} finally {
  await app.close();
}
const worst = Math.max(...lost);
console.log(
  `worst ${worst.toFixed(2)} s, mean ${(lost.reduce((sum, one) => sum + one, 0) / runs).toFixed(2)} s`,
);
if (worst > MOST_LOST_SECONDS) process.exitCode = 1;
