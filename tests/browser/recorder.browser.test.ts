import { transfer } from 'comlink';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { expectRising } from '../helpers/expect-rising.ts';
import { clearClips, PicturePump, readClip, RecorderRig, TonePump } from '../helpers/recording-rig.ts';
import type { RecorderMessage } from '../../src/shared/recording.ts';
import { firstSound, firstWhite, openClip, pictureAt, playClip } from '../helpers/open-clip.ts';

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

function largestGap(stamps: number[]): number {
  return Math.max(...stamps.slice(1).map((stamp, at) => stamp - stamps[at]!));
}

describe('a clip', () => {
  test('with sound plays, seeks, and both tracks are as long', async () => {
    tone = new TonePump();
    const { painted: format } = await rig.start(pump.recorderPort, tone.input);
    await rig.untilElapsed(3000);
    const { painted: clip } = await rig.api.stop();
    const file = await readClip(format.fileName);
    const facts = await openClip(file);
    expect(clip).toMatchObject({
      size: SIZE,
      bytes: file.size,
      videoCodec: facts.videoCodec,
    });
    expect(facts.audioCodec).toBe('aac');
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

  test('has no gap where it was paused', async () => {
    tone = new TonePump();
    const { painted: format } = await rig.start(pump.recorderPort, tone.input);
    await rig.untilElapsed(1000);
    await rig.api.pause();
    const { elapsedMs } = rig.lastProgress;
    const messages = rig.messages.length;
    await rig.untilMessages(messages + 6);
    expect(rig.lastProgress.elapsedMs).toBeCloseTo(elapsedMs, 3);
    const resumedAtMs = performance.now();
    await rig.api.resume();
    await rig.untilElapsed(elapsedMs + 1000);
    const { painted: clip } = await rig.api.stop();
    const recordedMs = elapsedMs + performance.now() - resumedAtMs;
    const facts = await openClip(await readClip(format.fileName));
    expect(clip.durationMs).toBeLessThan(recordedMs + 100);
    expectRising(facts.videoStamps);
    expect(largestGap(facts.videoStamps)).toBeLessThan(0.6);
    expect(Math.abs(facts.videoEndSeconds - facts.audioEndSeconds)).toBeLessThan(0.1);
  });

  test('keeps its size when pictures change theirs: they are letterboxed', async () => {
    const { painted: format } = await rig.start(pump.recorderPort, null);
    await rig.untilElapsed(500);
    pump.size = { width: 180, height: 320 };
    const turnedAt = rig.lastProgress.elapsedMs;
    await rig.untilElapsed(turnedAt + 1500);
    await rig.api.stop();
    const file = await readClip(format.fileName);
    expect(await openClip(file)).toMatchObject({ ...SIZE, audioCodec: null });
    const { data, width } = await pictureAt(file, (turnedAt + 1000) / 1000);
    const pixel = (x: number, y: number): number[] => [
      ...data.subarray((y * width + x) * 4, (y * width + x) * 4 + 3),
    ];
    expect(Math.max(...pixel(20, 90))).toBeLessThan(40);
    expect(pixel(160, 150)[2]).toBeGreaterThan(100);
    // The mark stays at the upper left of the picture, which is neither mirrored nor turned.
    expect(pixel(116, 10)[1]).toBeGreaterThan(150);
    expect(pixel(205, 10)[1]).toBeLessThan(100);
  });

  test('goes on when another painter with another clock takes over, and holds the last picture meanwhile', async () => {
    const { painted: format } = await rig.start(pump.recorderPort, null);
    await rig.untilElapsed(1000);
    pump.stop();
    const leftAt = rig.lastProgress.elapsedMs;
    const leftAtMs = performance.now();
    await rig.untilElapsed(leftAt + 2500);
    pump = new PicturePump(SIZE, { stampOffsetUs: 123 });
    await rig.attach(pump.recorderPort);
    await rig.untilElapsed(leftAt + 4000);
    const { painted: clip } = await rig.api.stop();
    const recordedMs = leftAt + performance.now() - leftAtMs;
    const facts = await openClip(await readClip(format.fileName));
    expectRising(facts.videoStamps);
    expect(largestGap(facts.videoStamps)).toBeLessThan(1.6);
    expect(clip.durationMs).toBeGreaterThan(leftAt + 3900);
    // Progress tells of a moment that is a little past.
    expect(clip.durationMs).toBeLessThan(recordedMs + 500);
    expect(facts.videoStamps.filter((stamp) => stamp * 1000 > leftAt + 2500).length).toBeGreaterThan(10);
  });

  test('has a camera take beside it, in step: same start, pauses, sound and end', async () => {
    tone = new TonePump();
    const camera = new PicturePump({ width: 642, height: 361 }, { stampOffsetUs: 42 });
    const format = await rig.start(pump.recorderPort, tone.input, {}, camera.recorderPort);
    await rig.untilElapsed(1000);
    await rig.api.pause();
    const messages = rig.messages.length;
    await rig.untilMessages(messages + 6);
    await rig.api.resume();
    await rig.untilElapsed(1500);
    pump.isWhite = camera.isWhite = true;
    await rig.untilElapsed(2500);
    const take = await rig.api.stop();
    camera.stop();
    const posters = rig.messages.filter((message) => message.type === 'poster');
    expect(posters.map(({ of }) => of)).toEqual(['painted', 'camera', 'painted', 'camera']);
    expect(take.camera).toMatchObject({
      fileName: format.camera!.fileName,
      size: { width: 642, height: 360 },
    });
    expect(take.camera!.durationMs).toBe(take.painted.durationMs);
    const files = [await readClip(format.painted.fileName), await readClip(format.camera!.fileName)] as const;
    const [painted, raw] = [await openClip(files[0]), await openClip(files[1])];
    for (const facts of [painted, raw]) {
      expect(facts.videoStamps[0]).toBe(0);
      expectRising(facts.videoStamps);
      expect(Math.abs(facts.videoEndSeconds - facts.audioEndSeconds)).toBeLessThan(0.1);
    }
    expect(Math.abs(painted.videoEndSeconds - raw.videoEndSeconds)).toBeLessThan(0.1);
    expect(raw.audioStamps).toEqual(painted.audioStamps);
    // As far apart as a busy machine's pictures are; a pause that only one of them had would be half a second.
    expect(Math.abs((await firstWhite(files[0])) - (await firstWhite(files[1])))).toBeLessThan(0.25);
    expect(raw).toMatchObject({ width: 642, height: 360, comment: 'The camera’s picture of “Numbers”' });
  });

  test('is made without its camera take where the camera sends nothing', async () => {
    const { port1, port2 } = new MessageChannel();
    const format = await rig.start(pump.recorderPort, null, {}, port2);
    expect(format.camera).toBeNull();
    await rig.untilElapsed(500);
    const take = await rig.api.stop();
    port1.close();
    expect(take.camera).toBeNull();
    expect(take.painted.durationMs).toBeGreaterThan(400);
  });

  test('gets a poster', async () => {
    await rig.start(pump.recorderPort, null);
    const { poster } = await rig.until(
      (message): message is RecorderMessage & { type: 'poster' } => message.type === 'poster',
    );
    const bitmap = await createImageBitmap(poster);
    expect([bitmap.width, bitmap.height]).toEqual([320, 180]);
  });
});

describe('the microphone', () => {
  const bytesGrowDuring = async (ms: number): Promise<void> => {
    const { elapsedMs, bytes } = rig.lastProgress;
    const later = await rig.untilElapsed(elapsedMs + ms);
    expect(later.bytes).toBeGreaterThan(bytes + 1000);
  };

  test('that never gives a sample does not hold up the file', async () => {
    tone = new TonePump();
    tone.isMuted = true;
    const { painted: format } = await rig.start(pump.recorderPort, tone.input);
    await rig.untilElapsed(1000);
    await bytesGrowDuring(2000);
    expect(rig.lastProgress.sound).toBe('silent');
    await rig.api.stop();
    const facts = await openClip(await readClip(format.fileName));
    expect(Math.abs(facts.videoEndSeconds - facts.audioEndSeconds)).toBeLessThan(0.1);
  });

  test('that comes late is in its place', async () => {
    tone = new TonePump();
    tone.isMuted = true;
    const { painted: format } = await rig.start(pump.recorderPort, tone.input);
    await rig.untilElapsed(1500);
    tone.isMuted = false;
    const heardFrom = rig.lastProgress.elapsedMs / 1000;
    await rig.untilElapsed(3000);
    expect(rig.lastProgress.sound).toBe('live');
    await rig.api.stop();
    const from = await firstSound(await readClip(format.fileName));
    expect(Math.abs(from - heardFrom)).toBeLessThan(0.4);
  });

  test('that vanishes leaves silence and a whole file', async () => {
    tone = new TonePump();
    const { painted: format } = await rig.start(pump.recorderPort, tone.input);
    await rig.untilElapsed(1500);
    tone.end();
    await bytesGrowDuring(2500);
    expect(rig.lastProgress.sound).toBe('silent');
    await rig.api.stop();
    const file = await readClip(format.fileName);
    const facts = await openClip(file);
    expect(await firstSound(file)).toBeLessThan(0.1);
    expect(Math.abs(facts.videoEndSeconds - facts.audioEndSeconds)).toBeLessThan(0.1);
  });

  test('may be changed for one with another rate and other channels', async () => {
    tone = new TonePump();
    const { painted: format } = await rig.start(pump.recorderPort, tone.input);
    await rig.untilElapsed(1000);
    tone.stop();
    tone = new TonePump(44_100, 2);
    await rig.api.attachSound(transfer(tone.input, [tone.input.readable]));
    await rig.untilElapsed(2500);
    expect(rig.lastProgress.sound).toBe('live');
    await rig.api.stop();
    const facts = await openClip(await readClip(format.fileName));
    expectRising(facts.audioStamps);
    expect(Math.abs(facts.videoEndSeconds - facts.audioEndSeconds)).toBeLessThan(0.1);
  });

  test('and the picture show and sound the same moment', async () => {
    // The tone begins together with a white picture; both are found again in the file.
    tone = new TonePump();
    tone.isMuted = true;
    const { painted: format } = await rig.start(pump.recorderPort, tone.input);
    await rig.untilElapsed(1500);
    tone.isMuted = false;
    pump.isWhite = true;
    await rig.untilElapsed(2500);
    await rig.api.stop();
    const file = await readClip(format.fileName);
    const apart = Math.abs((await firstSound(file)) - (await firstWhite(file)));
    expect(apart).toBeLessThan(0.08);
  });
});

describe('a recorder that is killed', () => {
  test.each([1, 2, 3])('leaves a clip that is there up to a second and a half before (%i)', async (run) => {
    tone = new TonePump();
    const { painted: format } = await rig.start(pump.recorderPort, tone.input);
    await rig.untilElapsed(1500 + run * 700);
    const killedAt = rig.lastProgress.elapsedMs;
    rig.kill();
    const other = new RecorderRig();
    const clip = await other.api.repair(format.fileName);
    other.kill();
    const file = await readClip(format.fileName);
    const facts = await openClip(file);
    const played = await playClip(file);
    expect(clip!.durationMs).toBeGreaterThan(killedAt - 1500);
    expect(facts.videoEndSeconds).toBeGreaterThan((killedAt - 1500) / 1000);
    expect(played.soughtTo).toBeCloseTo(played.duration / 2, 1);
    expect(Math.abs(played.duration - facts.durationSeconds)).toBeLessThan(0.1);
  });

  test('before its first fragment leaves nothing, and no file', async () => {
    const { painted: format } = await rig.start(pump.recorderPort, null);
    rig.kill();
    const other = new RecorderRig();
    expect(await other.api.repair(format.fileName)).toBeNull();
    other.kill();
    await expect(readClip(format.fileName)).rejects.toThrow(DOMException);
  });
});
