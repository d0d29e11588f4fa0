import type { StudioActions } from '../studio/studio-actions.ts';
import type { Room } from './room.ts';

/** What elements ask for themselves, answered by whichever studio is there when they ask. */
export function roomAnswers(actions: () => StudioActions | undefined): Room['ask'] {
  return {
    clipFile: async (id) => (await actions()?.clipFile(id)) ?? null,
    clipCuts: async (id) => (await actions()?.clipCuts(id)) ?? null,
    clipFilmstrip: async (...of) => (await actions()?.clipFilmstrip(...of)) ?? null,
    trimClip: async (id, range) => (await actions()?.trimClip(id, range)) ?? null,
    cancelClipJob: () => actions()?.cancelClipJob(),
    soundLevel: () => actions()?.soundLevel() ?? 0,
  };
}
