import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { userEvent } from 'vitest/browser';
import { mendClip } from '../../src/clips/mend-clip.ts';
import { chooseSimpleFormat } from '../../src/clips/simple-formats.ts';
import { SimpleRecorder } from '../../src/clips/simple-recorder.ts';
import type {
  PictureInputs,
  RecorderMessage,
  RecordingOptions,
  TakeFormat,
} from '../../src/shared/recording.ts';
import { CLIP_FOLDER } from '../../src/shared/recording.ts';
import { namesIn, putClip } from '../helpers/copy-rig.ts';
import { openClip, pictureAt, playClip } from '../helpers/open-clip.ts';
import { clearClips, readClip } from '../helpers/recording-rig.ts';

let messages: RecorderMessage[];
let listeners: (() => void)[];
let picture: HTMLCanvasElement;
let drawing: ReturnType<typeof setInterval>;
let context: AudioContext;
let sound: MediaStream | null;
let recorder: SimpleRecorder;

beforeEach(async () => {
  // Without a press the page may make no sound.
  await userEvent.click(document.body);
  messages = [];
  listeners = [];
  picture = document.createElement('canvas');
  picture.width = 320;
  picture.height = 180;
  let count = 0;
  drawing = setInterval(() => {
    const canvas = picture.getContext('2d')!;
    canvas.fillStyle = `rgb(${(count++ * 5) % 256} 40 160)`;
    canvas.fillRect(0, 0, picture.width, picture.height);
  }, 40);
  context = new AudioContext();
  const tone = context.createOscillator();
  const destination = context.createMediaStreamDestination();
  tone.connect(destination);
  tone.start();
  sound = destination.stream;
  recorder = new SimpleRecorder({ picture: () => picture, sound: () => sound }, (message) => {
    messages.push(message);
    for (const listener of listeners.splice(0)) listener();
  });
});

afterEach(async () => {
  clearInterval(drawing);
  await context.close();
  await clearClips();
});

function start(withSound = true): Promise<TakeFormat> {
  const options: RecordingOptions = {
    id: crypto.randomUUID(),
    quality: 'good',
    title: 'Colours',
    credit: 'Nobody, 1889',
    createdAtMs: Date.now(),
    sound: withSound ? { sampleRate: 48_000, channels: 1 } : null,
    cameraTakeId: null,
  };
  const pictures: PictureInputs = { painted: new MessageChannel().port1, camera: null };
  return recorder.start(options, pictures, null);
}

/** Resolves with the first message that is as wanted. */
async function until<T extends RecorderMessage>(
  wanted: (message: RecorderMessage) => message is T,
): Promise<T> {
  for (let at = 0; ; at++) {
    while (at >= messages.length) await new Promise<void>((resolve) => listeners.push(resolve));
    const message = messages[at]!;
    if (wanted(message)) return message;
  }
}

const untilElapsed = (ms: number) =>
  until((message): message is RecorderMessage & { type: 'progress' } => {
    return message.type === 'progress' && message.elapsedMs >= ms;
  });

const untilBytes = () =>
  until((message): message is RecorderMessage & { type: 'progress' } => {
    return message.type === 'progress' && message.bytes > 0;
  });

describe('without a video encoder', () => {
  test('a clip has length, index, sound and credit, and nothing else is left', async () => {
    const { painted } = await start();
    await untilElapsed(2500);
    const { painted: clip } = await recorder.stop();
    const file = await readClip(clip.fileName);
    expect(await namesIn(CLIP_FOLDER)).toEqual([clip.fileName]);
    const facts = await openClip(file);
    expect(facts).toMatchObject({
      width: 320,
      height: 180,
      videoCodec: painted.videoCodec,
      audioCodec: painted.audioCodec,
      title: 'Colours',
      comment: 'Painted after Nobody, 1889',
    });
    expect(clip.bytes).toBe(file.size);
    expect(facts.videoStamps.length).toBeGreaterThan(10);
    expect(facts.durationSeconds).toBeGreaterThan(2);
    expect(Math.abs(facts.videoEndSeconds - facts.audioEndSeconds)).toBeLessThan(0.3);
    const played = await playClip(file);
    expect(played.duration).toBeCloseTo(facts.durationSeconds, 1);
    expect(played.soughtTo).toBeCloseTo(played.duration / 2, 1);
    expect((await pictureAt(file, 1)).data[2]).toBeGreaterThan(100);
    const poster = await until(
      (message): message is RecorderMessage & { type: 'poster' } => message.type === 'poster',
    );
    expect(poster.poster.type).toBe('image/jpeg');
  });

  test('a pause leaves no gap, and the stage may show another canvas of another shape', async () => {
    await start(false);
    await untilElapsed(1000);
    await recorder.pause();
    const { elapsedMs } = messages.findLast((message) => message.type === 'progress')!;
    const count = messages.length;
    while (messages.length < count + 6) await new Promise<void>((resolve) => listeners.push(resolve));
    expect(messages.findLast((message) => message.type === 'progress')!.elapsedMs).toBeLessThan(
      elapsedMs + 300,
    );
    picture = document.createElement('canvas');
    picture.width = 180;
    picture.height = 320;
    const resumedAtMs = performance.now();
    await recorder.resume();
    await untilElapsed(elapsedMs + 1200);
    const { painted: clip } = await recorder.stop();
    const recordedMs = elapsedMs + performance.now() - resumedAtMs;
    expect(clip).toMatchObject({ size: { width: 320, height: 180 }, audioCodec: '' });
    // The encoder may begin before the first progress is told.
    expect(clip.durationMs).toBeLessThan(recordedMs + 1000);
    const { data } = await pictureAt(await readClip(clip.fileName), clip.durationMs / 1000 - 0.2);
    // Beside the picture that stands upright.
    expect(Math.max(...data.subarray(0, 3))).toBeLessThan(40);
  });

  test('what is on disk when the tab dies can be made whole', async () => {
    const { painted } = await start();
    await untilBytes();
    await untilElapsed(3500);
    const torn = await readClip(painted.fileName);
    const bytes = await torn.arrayBuffer();
    await recorder.stop();
    await clearClips();
    await putClip(painted.fileName, new Blob([bytes]));
    const clip = await mendClip(painted.fileName, (name) => recorder.repair(name));
    const played = await playClip(await readClip(clip!.fileName));
    expect(played.duration).toBeGreaterThan(0.8);
    expect(Number.isFinite(played.duration)).toBe(true);
    expect(played.soughtTo).toBeCloseTo(played.duration / 2, 1);
  });
});

test('the best format that there is, or none', () => {
  expect(chooseSimpleFormat(() => true)?.audioCodec).toBe('aac');
  expect(chooseSimpleFormat((type) => type.includes('webm'))?.videoCodec).toBe('vp9');
  expect(chooseSimpleFormat(() => false)).toBeNull();
});
