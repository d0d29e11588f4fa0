import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { COPY_FOLDER } from '../../src/shared/clip-copy.ts';
import { mendClip } from '../../src/clips/mend-clip.ts';
import { CLIP_FOLDER, type FinishedClip } from '../../src/shared/recording.ts';
import { expectRising } from '../helpers/expect-rising.ts';
import { boxesOf, clearCopies, CopyRig, namesIn, putClip, readCopy } from '../helpers/copy-rig.ts';
import { numberedClip, numberOf } from '../helpers/numbered-clip.ts';
import { firstPacket, firstSound, openClip, pictureAt, playClip } from '../helpers/open-clip.ts';
import { clearClips, readClip } from '../helpers/recording-rig.ts';

let rig: CopyRig;

const FINISHED: FinishedClip = {
  fileName: '',
  mimeType: 'video/webm',
  durationMs: 1,
  bytes: 1,
  size: { width: 320, height: 180 },
  videoCodec: 'vp9',
  audioCodec: 'opus',
};

/** Takes the duration out of a WebM's head: its element becomes a void one of the same length. */
function forgetDuration(bytes: Uint8Array): void {
  for (let at = 0; at < 2000; at++) {
    // Duration is 44 89, then 88 (eight bytes) and a float. EC is the void element.
    if (bytes[at] === 0x44 && bytes[at + 1] === 0x89 && bytes[at + 2] === 0x88) {
      bytes.set([0xec, 0x89], at);
      return;
    }
  }
  throw new Error('There is no duration');
}

beforeEach(() => {
  rig = new CopyRig();
});

afterEach(async () => {
  rig.worker.terminate();
  await clearCopies();
  await clearClips();
});

describe('a trimmed clip', () => {
  test('begins and ends with the pictures that were chosen, copied, in step with its sound', async () => {
    const original = await numberedClip({ container: 'mp4', seconds: 6, sound: true });
    await putClip('clip.mp4', original);
    const cuts = await rig.api.cuts('clip.mp4');
    expect(cuts.durationSeconds).toBeCloseTo(6, 1);
    expect(cuts.startSeconds.length).toBeGreaterThanOrEqual(6);
    expect(cuts.pictureSeconds).toBeCloseTo(1 / 30, 3);
    const startSeconds = cuts.startSeconds.find((at) => at >= 2)!;
    const { clip, poster } = await rig.copy({
      kind: 'trim',
      fileName: 'clip.mp4',
      range: { startSeconds, endSeconds: startSeconds + 2.5 },
    });
    const file = await readClip(clip.fileName);
    const facts = await openClip(file);
    expect(facts).toMatchObject({
      videoCodec: 'avc',
      audioCodec: 'opus',
      title: 'Numbers, cut',
      comment: 'Painted after Nobody, 1889',
    });
    expect(clip).toMatchObject({ bytes: file.size, videoCodec: 'avc', audioCodec: 'opus' });
    expect(facts.videoStamps).toHaveLength(75);
    expect(facts.videoStamps[0]).toBe(0);
    expectRising(facts.videoStamps);
    expectRising(facts.audioStamps);
    expect(facts.durationSeconds).toBeCloseTo(2.5, 1);
    expect(Math.abs(facts.videoEndSeconds - facts.audioEndSeconds)).toBeLessThan(0.1);
    const first = Math.round(startSeconds * 30);
    expect(numberOf(await pictureAt(file, 0))).toBe(first);
    expect(numberOf(await pictureAt(file, 2.49))).toBe(first + 74);
    // A tone begins with every second of the original.
    expect(await firstSound(file)).toBeLessThan(0.05);
    expect(poster!.type).toBe('image/jpeg');
    const played = await playClip(file);
    expect(played.duration).toBeCloseTo(2.5, 1);
    expect(played.soughtTo).toBeCloseTo(1.25, 1);
    expect(await (await readClip('clip.mp4')).arrayBuffer()).toEqual(await original.arrayBuffer());
  });

  test('holds nothing from before its beginning', async () => {
    await putClip('clip.mp4', await numberedClip({ container: 'mp4', seconds: 3 }));
    const { clip } = await rig.copy({
      kind: 'trim',
      fileName: 'clip.mp4',
      range: { startSeconds: 1.5, endSeconds: 3 },
    });
    const file = await readClip(clip.fileName);
    const { videoStamps } = await openClip(file);
    expect(Math.min(...videoStamps)).toBeGreaterThanOrEqual(0);
    expect(numberOf(await pictureAt(file, videoStamps[0]!))).toBeGreaterThanOrEqual(45);
  });

  test('has its index before its pictures', async () => {
    await putClip('clip.mp4', await numberedClip({ container: 'mp4', seconds: 2, sound: true }));
    const { clip } = await rig.copy({
      kind: 'trim',
      fileName: 'clip.mp4',
      range: { startSeconds: 0, endSeconds: 1 },
    });
    const boxes = await boxesOf(await readClip(clip.fileName));
    expect(boxes.indexOf('moov')).toBeGreaterThan(0);
    expect(boxes.indexOf('moov')).toBeLessThan(boxes.indexOf('mdat'));
    expect(boxes).not.toContain('moof');
  });

  test('of a WebM is a WebM with duration', async () => {
    await putClip('clip.webm', await numberedClip({ container: 'webm', seconds: 3, sound: true }));
    const { startSeconds } = await rig.api.cuts('clip.webm');
    const { clip } = await rig.copy({
      kind: 'trim',
      fileName: 'clip.webm',
      range: { startSeconds: startSeconds.find((at) => at >= 1)!, endSeconds: 3 },
    });
    expect(clip).toMatchObject({ mimeType: 'video/webm', videoCodec: 'vp9', audioCodec: 'opus' });
    const file = await readClip(clip.fileName);
    expect(numberOf(await pictureAt(file, 0))).toBe(30);
    expect((await playClip(file)).duration).toBeCloseTo(2, 1);
  });
});

describe('a compatible copy', () => {
  test('is the whole clip, copied, with its index first', async () => {
    await putClip('clip.mp4', await numberedClip({ container: 'mp4', seconds: 3 }));
    const { clip } = await rig.copy({ kind: 'compatible', fileName: 'clip.mp4' });
    const file = await readCopy(clip.fileName);
    const boxes = await boxesOf(file);
    expect(boxes.indexOf('moov')).toBeLessThan(boxes.indexOf('mdat'));
    expect(boxes).not.toContain('moof');
    const facts = await openClip(file);
    expect(facts).toMatchObject({ videoCodec: 'avc', audioCodec: null, title: 'Numbers, cut' });
    expect(facts.videoStamps).toHaveLength(90);
    expect(numberOf(await pictureAt(file, 2.99))).toBe(89);
    expect(await namesIn(CLIP_FOLDER)).toEqual(['clip.mp4']);
  });

  test('of VP9 and Opus becomes H.264 and AAC, in step', async () => {
    await putClip('clip.webm', await numberedClip({ container: 'webm', seconds: 2, sound: true }));
    const { clip } = await rig.copy({ kind: 'compatible', fileName: 'clip.webm' });
    expect(clip).toMatchObject({ mimeType: 'video/mp4', videoCodec: 'avc', audioCodec: 'aac' });
    const file = await readCopy(clip.fileName);
    const facts = await openClip(file);
    // Encoders may leave a picture out where two differ so much.
    expect(facts.videoStamps.length).toBeGreaterThan(54);
    expectRising(facts.videoStamps);
    expect(Math.abs(facts.videoEndSeconds - facts.audioEndSeconds)).toBeLessThan(0.1);
    expect(numberOf(await pictureAt(file, 1.5))).toBe(45);
    expect(await firstSound(file)).toBeLessThan(0.05);
    expect((await boxesOf(file)).indexOf('moov')).toBeGreaterThan(0);
  });

  test('of H.264 and Opus keeps the picture as it is and encodes the sound alone', async () => {
    const original = await numberedClip({ container: 'mp4', seconds: 3, sound: true });
    await putClip('clip.mp4', original);
    const { clip } = await rig.copy({ kind: 'compatible', fileName: 'clip.mp4' });
    const file = await readCopy(clip.fileName);
    const facts = await openClip(file);
    expect(facts).toMatchObject({ videoCodec: 'avc', audioCodec: 'aac' });
    expect(facts.videoStamps).toHaveLength(90);
    expectRising(facts.audioStamps);
    expect(Math.abs(facts.videoEndSeconds - facts.audioEndSeconds)).toBeLessThan(0.1);
    expect(await firstSound(file)).toBeLessThan(0.05);
    expect(await firstPacket(file)).toEqual(await firstPacket(original));
  });

  test('can be cancelled, and leaves nothing', async () => {
    await putClip(
      'clip.webm',
      await numberedClip({ container: 'webm', seconds: 4, width: 640, height: 360 }),
    );
    const progress = rig.untilProgress();
    const copy = rig.copy({ kind: 'compatible', fileName: 'clip.webm' });
    const failed = expect(copy).rejects.toMatchObject({ code: 'copy-cancelled' });
    await progress;
    await rig.api.cancel();
    await failed;
    expect(rig.shares.every((share) => share >= 0 && share < 1)).toBe(true);
    expect(await namesIn(COPY_FOLDER)).toEqual([]);
    // Another one can be made.
    const { clip } = await rig.copy({ kind: 'compatible', fileName: 'clip.webm' });
    expect(clip.durationMs).toBeCloseTo(4000, -2);
  });
});

describe('a recovered WebM', () => {
  test('gets the duration and the index that only its end would have had', async () => {
    const film = await numberedClip({ container: 'webm', seconds: 5, sound: true });
    // As a recorder that was killed leaves it: the head does not know the length, the end is missing.
    const torn = new Uint8Array(await film.slice(0, Math.round(film.size * 0.7)).arrayBuffer());
    forgetDuration(torn);
    await putClip('torn.webm', new Blob([torn]));
    expect((await playClip(new Blob([torn]), { seeks: false })).duration).toBe(Infinity);
    const measured = { ...FINISHED, fileName: 'torn.webm' };
    const clip = (await mendClip('torn.webm', () => Promise.resolve(measured)))!;
    expect(clip.fileName).toBe('torn.whole.webm');
    expect(clip.durationMs).toBeGreaterThan(2500);
    const file = await readClip(clip.fileName);
    const played = await playClip(file);
    expect(played.duration).toBeCloseTo(clip.durationMs / 1000, 1);
    expect(played.soughtTo).toBeCloseTo(played.duration / 2, 1);
    expect(numberOf(await pictureAt(file, 2))).toBe(60);
  });

  test('stays as it is where it cannot be copied, and so does an MP4, which needs nothing', async () => {
    const webm = { ...FINISHED, fileName: 'gone.webm' };
    expect(await mendClip('gone.webm', () => Promise.resolve(webm))).toBe(webm);
    const mp4 = { ...FINISHED, fileName: 'clip.mp4', mimeType: 'video/mp4' };
    expect(await mendClip('clip.mp4', () => Promise.resolve(mp4))).toBe(mp4);
    expect(await mendClip('nothing.webm', () => Promise.resolve(null))).toBeNull();
    expect(await namesIn(CLIP_FOLDER)).toEqual([]);
  });
});

describe('a filmstrip', () => {
  test('shows the clip from its beginning to its end', async () => {
    await putClip('clip.mp4', await numberedClip({ container: 'mp4', seconds: 5 }));
    const strip = await createImageBitmap((await rig.api.filmstrip('clip.mp4', 5, 90))!);
    expect([strip.width, strip.height]).toEqual([800, 90]);
    const context = new OffscreenCanvas(800, 90).getContext('2d')!;
    context.drawImage(strip, 0, 0);
    const numbers = [0, 1, 2, 3, 4].map((at) => numberOf(context.getImageData(at * 160, 0, 160, 90)));
    expectRising([-1, ...numbers]);
    expect(numbers.at(-1)).toBeGreaterThanOrEqual(120);
  });
});

test('a file that is gone or no clip is told apart from a bug', async () => {
  await expect(rig.api.cuts('gone.mp4')).rejects.toMatchObject({ code: 'clip-unreadable' });
  await putClip('bad.mp4', new Blob(['not a film']));
  await expect(rig.api.cuts('bad.mp4')).rejects.toMatchObject({ code: 'clip-unreadable' });
  await expect(rig.copy({ kind: 'compatible', fileName: 'bad.mp4' })).rejects.toMatchObject({
    code: 'clip-unreadable',
  });
});
