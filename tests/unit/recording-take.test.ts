import { afterEach, expect, test, vi } from 'vitest';
import type { ClipRecorder } from '../../src/clips/clip-recorder.ts';
import type { Microphone } from '../../src/clips/microphone.ts';
import type { PainterClient } from '../../src/painter-client/painter-client.ts';
import { AppError } from '../../src/shared/errors.ts';
import type { PictureInputs, RecordingFormat, SoundInput, TakeFormat } from '../../src/shared/recording.ts';
import type { RecordingEntries } from '../../src/studio/recording-entries.ts';
import type { RecordingShelf } from '../../src/studio/recording-shelf.ts';
import { RecordingTake } from '../../src/studio/recording-take.ts';
import type { SoundDesk } from '../../src/studio/sound-desk.ts';
import type { Studio } from '../../src/studio/studio.ts';
import { NOT_RECORDING } from '../../src/studio/studio-view.ts';

const removed = vi.hoisted(() => [] as string[]);
vi.mock('../../src/clips/clip-files.ts', () => ({
  removeClipFile: async (fileName: string) => void removed.push(fileName),
}));

const ports: MessagePort[] = [];

afterEach(() => {
  for (const port of ports.splice(0)) port.close();
  removed.length = 0;
  vi.unstubAllGlobals();
});

const clip = (fileName: string): RecordingFormat => ({
  fileName,
  mimeType: 'video/mp4',
  size: { width: 640, height: 360 },
  videoCodec: 'avc',
  audioCodec: 'aac',
});

function fakeMicrophone(): Microphone & { input: SoundInput } {
  const { port1, port2 } = new MessageChannel();
  ports.push(port1, port2);
  const input: SoundInput = { kind: 'port', port: port1 };
  const format = { sampleRate: 48_000, channels: 1 };
  return { format, input, createInput: async () => input } as unknown as Microphone & { input: SoundInput };
}

function fakePainter(tapPictures: () => Promise<void> = async () => undefined): PainterClient {
  return { api: { tapPictures } } as unknown as PainterClient;
}

/** A take whose recorder waits for `begun` with its first picture. */
function makeTake(microphone: Microphone | null = null) {
  vi.stubGlobal('navigator', {});
  let begun!: (format: TakeFormat) => void;
  const calls: string[] = [];
  const heard: (SoundInput | null)[] = [];
  const attached: PictureInputs[] = [];
  const format: TakeFormat = { painted: clip('a.mp4'), camera: clip('b.mp4') };
  const note = async (name: string): Promise<void> => void calls.push(name);
  const recorder = {
    start: (_options: unknown, _pictures: unknown, sound: SoundInput | null) => {
      calls.push('start');
      heard.push(sound);
      return new Promise<TakeFormat>((resolve) => (begun = resolve));
    },
    attachSound: async (sound: SoundInput | null) => void heard.push(sound),
    attachPictures: async (pictures: PictureInputs) => void attached.push(pictures),
    stop: async () => {
      calls.push('stop');
      return { painted: clip('a.mp4'), camera: clip('b.mp4') };
    },
  };
  const entries = { open: () => note('open'), describe: () => note('describe') };
  const recording = { ...NOT_RECORDING, state: 'starting', keepsCamera: true };
  const studio = {
    view: { paintings: [], paintingId: null, recording, source: 'camera', mirror: false },
    host: { client: fakePainter() },
    notices: { show: () => undefined },
  };
  const sound = { microphone };
  const take = new RecordingTake(
    studio as unknown as Studio,
    sound as unknown as SoundDesk,
    {} as RecordingShelf,
    entries as unknown as RecordingEntries,
    () => recorder as unknown as ClipRecorder,
  );
  const started = () => vi.waitFor(() => expect(calls).toContain('start'));
  return { take, studio, sound, entries, calls, heard, attached, started, begin: () => begun(format) };
}

test('a microphone that is chosen while the recorder starts is heard from then on', async () => {
  const [first, second] = [fakeMicrophone(), fakeMicrophone()];
  const { take, sound, heard, started, begin } = makeTake(first);
  const ready = take.begin();
  await started();
  sound.microphone = second;
  begin();
  await ready;
  await vi.waitFor(() => expect(heard).toEqual([first.input, second.input]));
});

test('a microphone that stays is not asked for its sound again', async () => {
  const first = fakeMicrophone();
  const { take, heard, started, begin } = makeTake(first);
  const ready = take.begin();
  await started();
  begin();
  await ready;
  await Promise.resolve();
  expect(heard).toEqual([first.input]);
});

test('a painter that takes over while the recorder starts sends the camera’s pictures too', async () => {
  const { take, attached, started, begin } = makeTake();
  const ready = take.begin();
  await started();
  take.paintedBy(fakePainter());
  await vi.waitFor(() => expect(attached).toHaveLength(1));
  expect(attached[0]!.camera).not.toBeNull();
  begin();
  await ready;
});

test('a painter that is closed while the recorder starts does not end that', async () => {
  const { take, studio, calls, started, begin } = makeTake();
  studio.host.client = fakePainter(() => Promise.reject(new AppError('painter-closed', 'closed')));
  const ready = take.begin();
  await started();
  take.paintedBy(fakePainter());
  begin();
  await ready;
  expect(calls).toEqual(['open', 'start', 'describe']);
});

test('a recording that cannot be listed is stopped, and its files go', async () => {
  const { take, entries, calls, started, begin } = makeTake();
  entries.describe = () => Promise.reject(new DOMException('', 'QuotaExceededError'));
  const ready = take.begin();
  await started();
  begin();
  await expect(ready).rejects.toThrow(DOMException);
  expect(calls).toEqual(['open', 'start', 'stop']);
  expect(removed).toEqual(expect.arrayContaining(['a.mp4', 'b.mp4']));
});
