import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { clearClips, PicturePump, readClip, RecorderRig, TonePump } from '../helpers/recording-rig.ts';
import { openClip, pictureAt, playClip } from '../helpers/open-clip.ts';

const SIZE = { width: 320, height: 180 };

let rig: RecorderRig;
let pump: PicturePump;
let tone: TonePump | null = null;

beforeEach(() => {
  rig = new RecorderRig();
  pump = new PicturePump(SIZE);
});

afterEach(async () => {
  pump.stop();
  tone?.stop();
  tone = null;
  rig.kill();
  await clearClips();
});

function expectRising(stamps: number[]): void {
  for (let at = 1; at < stamps.length; at++) expect(stamps[at]!).toBeGreaterThan(stamps[at - 1]!);
}

describe('a clip', () => {
  test('with sound plays, seeks, and both tracks are as long', async () => {
    tone = new TonePump();
    const format = await rig.start(pump.recorderPort, tone.input);
    await rig.untilElapsed(3000);
    const clip = await rig.api.stop();
    const file = await readClip(format.fileName);
    const facts = await openClip(file);
    expect(clip).toMatchObject({
      size: SIZE,
      bytes: file.size,
      videoCodec: facts.videoCodec,
    });
    expect(facts).toMatchObject({ ...SIZE, title: 'Numbers', comment: 'Painted after Nobody, 1889' });
    expect(facts.durationSeconds).toBeGreaterThan(2.9);
    expect(Math.abs(facts.durationSeconds - clip.durationMs / 1000)).toBeLessThan(0.1);
    expect(Math.abs(facts.videoEndSeconds - facts.audioEndSeconds)).toBeLessThan(0.1);
    expect(facts.videoStamps[0]).toBe(0);
    expect(facts.audioStamps[0]).toBeCloseTo(0, 1);
    expectRising(facts.videoStamps);
    expectRising(facts.audioStamps);
    const played = await playClip(file);
    expect(Math.abs(played.duration - facts.durationSeconds)).toBeLessThan(0.1);
    expect(played.soughtTo).toBeCloseTo(played.duration / 2, 1);
    const { data } = await pictureAt(file, 1);
    expect(data[1]).toBeGreaterThan(150);
  });

  test('whose recorder is killed is there up to a second and a half before', async () => {
    tone = new TonePump();
    const format = await rig.start(pump.recorderPort, tone.input);
    const { elapsedMs } = await rig.untilElapsed(4000);
    rig.kill();
    const other = new RecorderRig();
    const clip = await other.api.repair(format.fileName);
    other.kill();
    const file = await readClip(format.fileName);
    const facts = await openClip(file);
    const played = await playClip(file);
    expect(clip!.durationMs).toBeGreaterThan(elapsedMs - 1500);
    expect(facts.videoEndSeconds).toBeGreaterThan((elapsedMs - 1500) / 1000);
    expect(played.soughtTo).toBeCloseTo(played.duration / 2, 1);
    expect(Math.abs(played.duration - facts.durationSeconds)).toBeLessThan(0.1);
  });
});
