import { afterEach, expect, test, vi } from 'vitest';
import { openMicrophone, type Microphone } from '../../src/clips/microphone.ts';
import { openSoundPort } from '../../src/clips/sound-port.ts';
import type { SoundBlock, SoundInput } from '../../src/shared/recording.ts';
import { openClip } from '../helpers/open-clip.ts';
import { clearClips, PicturePump, readClip, RecorderRig } from '../helpers/recording-rig.ts';

let microphone: Microphone | null = null;
let context: AudioContext | null = null;

afterEach(async () => {
  microphone?.stop();
  microphone = null;
  vi.unstubAllGlobals();
  await context?.close();
  context = null;
  await clearClips();
});

async function openPort(): Promise<MessagePort> {
  const stream = await navigator.mediaDevices.getUserMedia({ audio: true });
  context = new AudioContext();
  return (await openSoundPort(context, stream)).port;
}

async function record(input: SoundInput): Promise<ReturnType<typeof openClip>> {
  const rig = new RecorderRig();
  const pump = new PicturePump({ width: 320, height: 180 });
  const { painted: format } = await rig.start(pump.recorderPort, input);
  await rig.untilElapsed(2000);
  expect(rig.lastProgress.sound).toBe('live');
  await rig.api.stop();
  pump.stop();
  rig.kill();
  return openClip(await readClip(format.fileName));
}

test('the microphone is heard, measured and recorded', async () => {
  microphone = await openMicrophone();
  expect(microphone.format.sampleRate).toBeGreaterThan(8000);
  const facts = await record(await microphone.createInput());
  expect(Math.abs(facts.videoEndSeconds - facts.audioEndSeconds)).toBeLessThan(0.1);
  expect(microphone.level()).toBeGreaterThanOrEqual(0);
  expect(microphone.level()).toBeLessThanOrEqual(1);
});

test('where there is no processor for sound a worklet hands it over, stamped to the sample', async () => {
  const port = await openPort();
  const blocks: SoundBlock[] = [];
  await new Promise<void>((resolve) => {
    port.onmessage = ({ data }: MessageEvent<SoundBlock>) => {
      blocks.push(data);
      if (blocks.length === 20) resolve();
    };
  });
  port.close();
  const { sampleRate } = context!;
  for (const [at, block] of blocks.entries()) {
    expect(block.sampleRate).toBe(sampleRate);
    const next = blocks[at + 1];
    if (!next) continue;
    const lengthUs = (block.planes[0]!.length / sampleRate) * 1e6;
    const gapUs = next.timestampUs - block.timestampUs - lengthUs;
    expect(gapUs).toBeGreaterThan(-1);
    // A microphone that has just been opened may pause; after that one stretch follows the other.
    if (at > 10) expect(gapUs).toBeLessThan(1);
  }
});

test('and the recorder takes that just as well', async () => {
  const facts = await record({ kind: 'port', port: await openPort() });
  expect(facts.audioCodec).not.toBeNull();
  expect(Math.abs(facts.videoEndSeconds - facts.audioEndSeconds)).toBeLessThan(0.1);
});

test('a worklet ends when the next recording begins', async () => {
  vi.stubGlobal('MediaStreamTrackProcessor', undefined);
  microphone = await openMicrophone();
  const first = hearing(await microphone.createInput());
  await first.hearsMore();
  const second = hearing(await microphone.createInput());
  await second.hearsMore();
  const heard = first.blocks;
  await second.hearsMore();
  expect(first.blocks).toBe(heard);
});

/** Counts the stretches of sound that arrive. */
function hearing(input: SoundInput) {
  if (input.kind !== 'port') throw new Error('This comes from no worklet');
  const ear = {
    blocks: 0,
    hearsMore: () => {
      const before = ear.blocks;
      return vi.waitFor(() => expect(ear.blocks).toBeGreaterThan(before + 5), { timeout: 10_000 });
    },
  };
  input.port.onmessage = () => ear.blocks++;
  return ear;
}
