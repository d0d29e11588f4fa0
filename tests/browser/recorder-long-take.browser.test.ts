import { afterEach, expect, test } from 'vitest';
import { firstSound, firstWhite, openClip } from '../helpers/open-clip.ts';
import { LongTake } from '../helpers/long-take.ts';
import { clearClips, readClip } from '../helpers/recording-rig.ts';

/** Half a minute here; `scripts/measure-long-take.ts` asks for ten. */
const SECONDS = Number(import.meta.env['VITE_TAKE_SECONDS'] ?? 30);
const MARKS = 10;
/** Every stretch of a part is looked for this long before it should come. */
const EARLY_SECONDS = 0.5;

let take: LongTake;

afterEach(async () => {
  take.rig.kill();
  await clearClips();
});

/** Bytes of this page and its workers, after what is not used has been thrown away. */
async function usedBytes(): Promise<number> {
  const { bytes } = await (
    performance as unknown as { measureUserAgentSpecificMemory(): Promise<{ bytes: number }> }
  ).measureUserAgentSpecificMemory();
  return bytes;
}

test('a long take stays in sync and in order, and takes no more memory than a short one', async () => {
  take = new LongTake(SECONDS, MARKS);
  const sound = { kind: 'port', port: take.sound.port2 } as const;
  const started = take.rig.start(take.pictures.port2, sound);
  // The recorder waits for a first picture before it begins.
  await take.run(-500, 0);
  const { painted: format } = await started;
  await take.run(0, SECONDS * 100);
  const before = await usedBytes();
  await take.run(SECONDS * 100, SECONDS * 1000);
  const after = await usedBytes();
  const { painted: clip } = await take.rig.api.stop();
  const file = await readClip(format.fileName);
  const facts = await openClip(file);

  for (const stamps of [facts.videoStamps, facts.audioStamps]) {
    for (let at = 1; at < stamps.length; at++) expect(stamps[at]!).toBeGreaterThan(stamps[at - 1]!);
  }
  expect(Math.abs(clip.durationMs - SECONDS * 1000)).toBeLessThan(1000);
  expect(Math.abs(facts.videoEndSeconds - facts.audioEndSeconds)).toBeLessThan(0.1);
  // No picture more often than the camera gave it, but for the last, which lasts until the sound ends.
  expect(facts.videoStamps.length).toBeLessThanOrEqual(take.sent + 1);
  const apart: number[] = [];
  for (const mark of take.marksMs) {
    const from = mark / 1000 - EARLY_SECONDS;
    apart.push((await firstSound(file, from)) - (await firstWhite(file, from)));
  }
  const driftMs = Math.max(...apart.map((seconds) => Math.abs(seconds * 1000)));
  const { droppedFrames } = take.rig.lastProgress;
  if (SECONDS > 30)
    console.log(
      `${SECONDS} s: drift ${driftMs.toFixed(0)} ms (${apart.map((one) => (one * 1000).toFixed(0)).join(' ')}), ` +
        `${droppedFrames} of ${facts.videoStamps.length} pictures dropped, ${(file.size / 1e6).toFixed(1)} MB, ` +
        `memory ${(before / 1e6).toFixed(1)} MB at a tenth, ${(after / 1e6).toFixed(1)} MB at the end`,
    );
  expect(driftMs).toBeLessThan(80);
  expect(after - before).toBeLessThan(8e6);
}, 600_000);
