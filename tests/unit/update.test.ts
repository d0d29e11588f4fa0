import { expect, test, vi } from 'vitest';
import { createActions } from '../../src/studio/actions.ts';
import type { Studio } from '../../src/studio/studio.ts';
import { NOT_RECORDING } from '../../src/studio/studio-view.ts';

/** Asks for the new version while that is going on; what is said, and whether it comes. */
function askWhile(going: object): { said: string[]; comes: boolean } {
  const said: string[] = [];
  const applyUpdate = vi.fn<() => void>();
  const studio = {
    view: { recording: NOT_RECORDING, restyle: null, clipJob: null, ...going },
    notices: { show: ({ text }: { text: string }) => said.push(text) },
    updates: { applyUpdate },
    session: {},
  };
  createActions(studio as unknown as Studio).applyUpdate();
  return { said, comes: applyUpdate.mock.calls.length > 0 };
}

test.each([
  ['a recording', { recording: { ...NOT_RECORDING, state: 'paused' } }, 'the recording is saved'],
  ['a video being painted', { restyle: { state: 'paused' } }, 'the video is painted'],
  ['a part being saved', { clipJob: { kind: 'trim' } }, 'the part of the clip is saved'],
  ['a copy being made', { clipJob: { kind: 'compatible' } }, 'the copy of the clip is made'],
])('a new version waits for %s', (_what, going, until) => {
  expect(askWhile(going)).toEqual({ said: [`The new version waits until ${until}.`], comes: false });
});

test.each([{}, { restyle: { state: 'ready' } }])('else it comes at once', (going) => {
  expect(askWhile(going)).toEqual({ said: [], comes: true });
});
