import * as bunny from 'mediabunny';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { evenStamps, makeVideo, type VideoPlan } from '../helpers/make-video.ts';
import { firstSound, openClip, pictureAt, playClip } from '../helpers/open-clip.ts';
import { clearClips, readClip } from '../helpers/recording-rig.ts';
import { RestyleRig, type Painting } from '../helpers/restyle-rig.ts';

const SIZE = { width: 160, height: 96 };
/** Frames that come at any time, as phones and screen recorders write them. */
const UNEVEN = [0, 0.033, 0.1, 0.12, 0.3, 0.35, 0.8, 0.84, 0.9, 1.2];

let rig: RestyleRig;

beforeEach(() => {
  rig = new RestyleRig();
});

afterEach(async () => {
  rig.kill();
  await clearClips();
});

async function video(plan: Partial<VideoPlan> = {}): Promise<File> {
  const bytes = await makeVideo(bunny, { ...SIZE, stamps: UNEVEN, ...plan });
  return new File([bytes], 'video.mp4', { type: 'video/mp4' });
}

/** Opens, starts and paints a file to its end. */
async function paintAll(file: File, does?: (nth: number) => Painting): Promise<File> {
  const { facts, preview } = await rig.api.open(file);
  preview.close();
  const { fileName } = await rig.start({ width: facts.size.width & ~1, height: facts.size.height & ~1 });
  await rig.paint(does);
  const { clip, code, message } = await rig.ended();
  expect({ code, message }).toMatchObject({ code: null });
  expect(clip?.fileName).toBe(fileName);
  return readClip(fileName);
}

function expectStamps(found: number[], wanted: number[]): void {
  expect(found).toHaveLength(wanted.length);
  found.forEach((stamp, at) => expect(stamp).toBeCloseTo(wanted[at]!, 3));
}

/** [red, green, blue] in the middle of the left or right half, near the bottom. */
function colour(picture: ImageData, half: 'left' | 'right'): number[] {
  const x = Math.round(picture.width * (half === 'left' ? 0.25 : 0.75));
  const y = Math.round(picture.height * 0.85);
  return [...picture.data.subarray(4 * (y * picture.width + x), 4 * (y * picture.width + x) + 3)];
}

describe('a painted video', () => {
  test('has every frame of the file once, at its own time, painted, and its sound untouched', async () => {
    const file = await video({ sound: 'opus' });
    const painted = await paintAll(file);
    const [before, after] = [await openClip(file), await openClip(painted)];
    expectStamps(after.videoStamps, UNEVEN);
    expect(after).toMatchObject({
      ...SIZE,
      title: 'Halves',
      comment: 'Painted after Nobody, 1889',
      audioCodec: 'opus',
    });
    expectStamps(
      after.audioStamps,
      before.audioStamps.filter((stamp) => stamp >= 0),
    );
    expect(Math.abs(after.durationSeconds - before.durationSeconds)).toBeLessThan(0.05);
    // The colours of the file, inverted.
    const picture = await pictureAt(painted, 0.85);
    const [left, right] = [colour(picture, 'left'), colour(picture, 'right')];
    expect(Math.min(...left)).toBeGreaterThan(120);
    expect(left[0]!).toBeGreaterThan(200);
    expect(Math.max(right[0]!, right[1]!)).toBeLessThan(70);
    expect((await playClip(painted)).duration).toBeGreaterThan(1);
    expect(await firstSound(painted)).toBeLessThan(0.05);
  });

  test('misses and repeats nothing, whatever the painter lets go of or sends twice', async () => {
    const does = (nth: number): Painting =>
      nth % 3 === 1 ? 'let go' : nth % 3 === 2 ? 'paint twice' : 'paint';
    const { videoStamps } = await openClip(await paintAll(await video(), does));
    expectStamps(videoStamps, UNEVEN);
    expect(rig.lent.length).toBeGreaterThan(UNEVEN.length);
  });

  test('goes on with another painter where the last one was replaced', async () => {
    const file = await video();
    const { preview } = await rig.api.open(file);
    preview.close();
    const { fileName } = await rig.start(SIZE);
    await rig.paint((nth) => (nth < 3 ? 'paint' : 'let go'));
    await rig.until(() => rig.lent.length >= 4);
    await rig.paint();
    expect((await rig.ended()).code).toBeNull();
    expectStamps((await openClip(await readClip(fileName))).videoStamps, UNEVEN);
  });

  test('gets sound that its file cannot hold encoded anew', async () => {
    const painted = await paintAll(await video({ container: 'mov', sound: 'pcm-s16' }));
    const { audioCodec, audioEndSeconds, videoEndSeconds } = await openClip(painted);
    expect(['aac', 'opus']).toContain(audioCodec);
    expect(Math.abs(audioEndSeconds - videoEndSeconds)).toBeLessThan(0.1);
    expect(await firstSound(painted)).toBeLessThan(0.05);
  });

  test('ends with its sound where that outlasts the pictures', async () => {
    (await rig.api.open(await video({ sound: 'opus', soundGoesOn: 2 }))).preview.close();
    await rig.start(SIZE);
    await rig.paint();
    const { clip } = await rig.ended();
    const { durationSeconds, videoEndSeconds } = await openClip(await readClip(clip!.fileName));
    expect(durationSeconds).toBeGreaterThan(videoEndSeconds + 1.5);
    expect(clip!.durationMs / 1000).toBeCloseTo(durationSeconds, 1);
  });

  test('is lent upright facts of a turned file, and an upright frame', async () => {
    const { facts, preview } = await rig.api.open(await video({ rotation: 90 }));
    expect(facts).toMatchObject({
      size: { width: SIZE.height, height: SIZE.width },
      rotation: 90,
      flip: false,
    });
    expect([preview.width, preview.height]).toEqual([SIZE.height, SIZE.width]);
    const context = new OffscreenCanvas(SIZE.height, SIZE.width).getContext('2d')!;
    context.drawImage(preview, 0, 0);
    preview.close();
    // Turned clockwise, what was left is on top.
    const top = context.getImageData(SIZE.height / 2, 20, 1, 1).data;
    const bottom = context.getImageData(SIZE.height / 2, SIZE.width - 20, 1, 1).data;
    expect(top[0]!).toBeLessThan(80);
    expect(bottom[0]!).toBeGreaterThan(180);
  });

  test('lends nothing while it is paused', async () => {
    const file = await video();
    (await rig.api.open(file)).preview.close();
    await rig.start(SIZE);
    await rig.api.pause();
    await rig.paint();
    const heard = rig.messages.length;
    await rig.until(() => rig.messages.length >= heard + 3);
    expect(rig.lent).toEqual([]);
    await rig.api.resume();
    expect((await rig.ended()).clip?.durationMs).toBeGreaterThan(1000);
  });
});

describe('stopped early', () => {
  test('it is a whole clip up to there', async () => {
    (await rig.api.open(await video({ sound: 'opus' }))).preview.close();
    const { fileName } = await rig.start(SIZE);
    await rig.paint((nth) => (nth < 6 ? 'paint' : 'let go'));
    await rig.until(() => rig.lent.length >= 7);
    const clip = await rig.api.finish();
    const facts = await openClip(await readClip(fileName));
    expectStamps(facts.videoStamps, UNEVEN.slice(0, 6));
    expect(clip!.durationMs).toBeGreaterThanOrEqual(800);
    expect(clip!.durationMs / 1000).toBeCloseTo(facts.durationSeconds, 2);
    expect(facts.audioEndSeconds).toBeLessThan(0.9);
  });

  test('it leaves nothing behind before the first frame', async () => {
    (await rig.api.open(await video())).preview.close();
    const { fileName } = await rig.start(SIZE);
    expect(await rig.api.finish()).toBeNull();
    await expect(readClip(fileName)).rejects.toThrow();
  });
});

describe('files that cannot be painted', () => {
  const refused = async (bytes: BlobPart, code: string): Promise<void> => {
    await expect(rig.api.open(new File([bytes], 'x', { type: 'video/mp4' }))).rejects.toMatchObject({ code });
  };
  const bytesOf = async (plan: Partial<VideoPlan>): Promise<Uint8Array<ArrayBuffer>> =>
    new Uint8Array(await (await video(plan)).arrayBuffer());

  test('are named by what is wrong with them', async () => {
    await refused(new Uint8Array(0), 'file-unreadable');
    await refused(crypto.getRandomValues(new Uint8Array(5000)), 'file-unreadable');
    const late = await bytesOf({ faststart: false, stamps: evenStamps(30, 25) });
    await refused(late.subarray(0, late.length / 2), 'file-cut-off');
    await refused(await soundOnly(), 'file-sound-only');
    await refused(renamed(await bytesOf({}), 'avc1', 'zzzz'), 'file-codec');
    await refused(renamed(await bytesOf({}), 'avc1', 'encv'), 'file-protected');
  });

  test('keep every frame before the damage', async () => {
    const stamps = evenStamps(75, 25);
    const bytes = await bytesOf({ stamps });
    await damageFrame(bytes, 60);
    const file = new File([bytes], 'damaged.mp4');
    (await rig.api.open(file)).preview.close();
    const { fileName } = await rig.start(SIZE);
    await rig.paint();
    const { clip, code } = await rig.ended();
    expect(code).toBe('file-unreadable');
    expect(clip!.durationMs).toBe(2400);
    expectStamps((await openClip(await readClip(fileName))).videoStamps, stamps.slice(0, 60));
  });
});

/** The same file with a box by another name; the last one of it, since brands have such names too. */
function renamed(bytes: Uint8Array<ArrayBuffer>, from: string, to: string): Uint8Array<ArrayBuffer> {
  const codes = (text: string): number[] => Array.from(text, (letter) => letter.charCodeAt(0));
  const at = bytes.findLastIndex((_, start) =>
    codes(from).every((code, index) => bytes[start + index] === code),
  );
  expect(at).toBeGreaterThan(0);
  bytes.set(codes(to), at);
  return bytes;
}

/** Makes a frame undecodable: its first unit claims to be longer than any file. */
async function damageFrame(bytes: Uint8Array<ArrayBuffer>, number: number): Promise<void> {
  const input = new bunny.Input({ source: new bunny.BufferSource(bytes.slice()), formats: [bunny.MP4] });
  const packets = new bunny.EncodedPacketSink((await input.getPrimaryVideoTrack())!).packets();
  for (let at = 0; at < number; at++) await packets.next();
  const { data } = (await packets.next()).value!;
  input.dispose();
  const start = bytes.findIndex((_, from) =>
    data.subarray(0, 64).every((byte, at) => bytes[from + at] === byte),
  );
  expect(start).toBeGreaterThan(0);
  bytes.fill(0xff, start, start + 4);
}

async function soundOnly(): Promise<Uint8Array<ArrayBuffer>> {
  const target = new bunny.BufferTarget();
  const output = new bunny.Output({ format: new bunny.WavOutputFormat(), target });
  const audio = new bunny.AudioSampleSource({ codec: 'pcm-s16' });
  output.addAudioTrack(audio);
  await output.start();
  const data = new Float32Array(4800);
  const sample = new bunny.AudioSample({
    data,
    format: 'f32',
    numberOfChannels: 1,
    sampleRate: 48_000,
    timestamp: 0,
  });
  await audio.add(sample);
  sample.close();
  await output.finalize();
  return new Uint8Array(target.buffer!);
}
