import { expect, test, vi } from 'vitest';
import { SoundDesk } from '../../src/studio/sound-desk.ts';
import type { Studio } from '../../src/studio/studio.ts';
import { NOT_RECORDING } from '../../src/studio/studio-view.ts';

const unplug = vi.hoisted(() => ({ now: (): void => undefined }));
vi.mock('../../src/clips/microphone.ts', () => ({
  listMicrophones: async () => [],
  openMicrophone: async () => ({
    deviceId: 'a',
    onEnded: (callback: () => void) => (unplug.now = callback),
    stop: () => undefined,
  }),
}));

test.each([
  ['on', 'The microphone went away. Recording goes on without sound.'],
  ['off', 'The microphone went away. Clips are recorded without sound.'],
] as const)('a microphone that goes while recording is %s is told so', async (state, sentence) => {
  const view = { recording: { ...NOT_RECORDING, state } };
  const said: string[] = [];
  const studio = {
    view,
    update: (change: object) => void Object.assign(view, change),
    notices: { show: ({ text }: { text: string }) => said.push(text) },
  };
  const heard = vi.fn<() => void>();
  const desk = new SoundDesk(studio as unknown as Studio, { soundChanged: heard });
  await desk.switch(true);
  unplug.now();
  expect(said).toEqual([sentence]);
  expect(desk.microphone).toBeNull();
  expect(heard).toHaveBeenLastCalledWith(null);
});
