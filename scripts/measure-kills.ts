/**
 * Kills what records, many times at random moments, and says how many seconds each clip lost.
 *
 * Usage, after a build: `npx tsx scripts/measure-kills.ts [page|worker|gpu|browser] [runs]`. `gpu` crashes the graphics
 * process, after which the clip goes on: what is lost there is what its file is shorter than the recording. Exits 1 if a
 * clip is missing or lost more than 1.5 s.
 */
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import {
  openBuiltApp,
  waitForData,
  waitForPaintedFrames,
  type BuiltApp,
} from '../tests/helpers/built-app.ts';
import { act, clipView, throwInWorker, waitForElapsed } from '../tests/helpers/recording-page.ts';

const MOST_LOST_SECONDS = 1.5;
const QUERY = '?camera=auto&engine=ort-wasm&size=64x48';
/** What a profile keeps belongs to one port. */
const PORT = 5511;

/** Kills, and comes back with a page that has taken in what is left. `clips`: how many there are then. */
type Kill = (app: BuiltApp, clips: number) => Promise<BuiltApp>;

const KILLS: Record<string, Kill> = {
  async page(app, clips) {
    // A reload ends page and workers at once, like a closed tab; nobody gets to finish anything.
    await app.page.goto(`${app.url}${QUERY}`);
    await waitForData(app.page, 'clips', String(clips));
    return app;
  },
  async worker(app, clips) {
    await throwInWorker(app.page, 'recorder');
    await waitForData(app.page, 'clips', String(clips));
    await waitForData(app.page, 'recording', 'off');
    return app;
  },
  async gpu(app, clips) {
    const session = await app.browser.newBrowserCDPSession();
    await session.send('Browser.crashGpuProcess' as never);
    await waitForPaintedFrames(app.page, 20);
    await act(app.page, 'stopRecording');
    await waitForData(app.page, 'recording', 'off');
    // Chromium gives up when its graphics process has crashed a few times.
    if (clips % 3 > 0) return app;
    await app.close();
    return openBuiltApp({ query: QUERY, profile, port: PORT });
  },
  async browser(app, clips) {
    const gone = new Promise<void>((resolve) => app.context.once('close', () => resolve()));
    const session = await app.browser.newBrowserCDPSession();
    // Its own answer never comes.
    session.send('Browser.crash' as never).catch(() => undefined);
    await gone;
    await app.close().catch(() => undefined);
    const again = await openBuiltApp({ query: QUERY, profile, port: PORT });
    await waitForData(again.page, 'clips', String(clips));
    return again;
  },
};

const kind = process.argv[2] ?? 'page';
const kill = KILLS[kind];
if (!kill) throw new Error(`Say one of ${Object.keys(KILLS).join(', ')}`);
const runs = Number(process.argv[3] ?? 20);
const profile = await mkdtemp(join(tmpdir(), 'plein-air-kills-'));
const lost: number[] = [];
let app = await openBuiltApp({ query: QUERY, profile, port: PORT });
try {
  for (let run = 1; run <= runs; run++) {
    await waitForData(app.page, 'state', 'painting');
    await act(app.page, 'setSound', true);
    await act(app.page, 'startRecording');
    await waitForElapsed(app.page, 2500 + Math.random() * 2500);
    let { elapsedMs } = (await clipView(app.page)).recording;
    const watch = kind === 'gpu' ? watchElapsed(app, (ms) => (elapsedMs = ms)) : null;
    app = await kill(app, run);
    watch?.stop();
    await waitForData(app.page, 'clips', String(run));
    const [clip] = (await clipView(app.page)).clips;
    lost.push((elapsedMs - clip!.durationMs) / 1000);
    console.log(`run ${run}: recorded ${(elapsedMs / 1000).toFixed(2)} s, lost ${lost.at(-1)!.toFixed(2)} s`);
  }
} finally {
  await app.close();
  await rm(profile, { recursive: true, force: true, maxRetries: 10 });
}
const worst = Math.max(...lost);
const mean = lost.reduce((sum, one) => sum + one, 0) / runs;
console.log(`${kind}, ${runs} kills: worst ${worst.toFixed(2)} s, mean ${mean.toFixed(2)} s`);
if (worst > MOST_LOST_SECONDS) process.exitCode = 1;

/** Tells how long the clip has become, until stopped. */
function watchElapsed(of: BuiltApp, tell: (elapsedMs: number) => void): { stop(): void } {
  const timer = setInterval(() => {
    clipView(of.page)
      .then(({ recording }) => recording.state === 'on' && tell(recording.elapsedMs))
      .catch(() => undefined);
  }, 250);
  return { stop: () => clearInterval(timer) };
}
