import type { AppError } from '../shared/errors.ts';

/** What is painted. */
export type SourceKind = 'camera' | 'scene' | 'photo' | 'video';

/** What the studio is doing. `<html data-state>` mirrors `name`. */
export type StudioState =
  | { name: 'idle' }
  /** The browser may be asking for the camera right now. */
  | { name: 'asking' }
  /** The source already shows, unpainted, while files arrive and compile. */
  | { name: 'downloading'; loadedBytes: number; totalBytes: number; step: 'loading' | 'preparing' }
  | { name: 'painting' }
  /** The picture is held: by the user, or because nobody can see it. */
  | { name: 'paused'; reason: 'held' | 'hidden' }
  /** Nothing can be painted until somebody acts. The last picture stays where there is one. */
  | { name: 'failed'; error: AppError };

/** What happened; the only way to change the state is `transition`. */
export type StudioEvent =
  | { type: 'camera-asked' }
  | { type: 'source-opened' }
  | { type: 'progressed'; loadedBytes: number; totalBytes: number; step: 'loading' | 'preparing' }
  | { type: 'first-painted' }
  | { type: 'held'; reason: 'held' | 'hidden' }
  | { type: 'resumed' }
  | { type: 'recovering' }
  | { type: 'failed'; error: AppError }
  | { type: 'closed' };

/** The next state. Pure; events that make no sense in a state leave it as it is. */
export function transition(state: StudioState, event: StudioEvent): StudioState {
  switch (event.type) {
    case 'camera-asked':
      return { name: 'asking' };
    case 'source-opened':
    case 'recovering':
      return { name: 'downloading', loadedBytes: 0, totalBytes: 0, step: 'loading' };
    case 'progressed':
      if (state.name !== 'downloading') return state;
      return {
        name: 'downloading',
        loadedBytes: event.loadedBytes,
        totalBytes: event.totalBytes,
        step: event.step,
      };
    case 'first-painted':
      return state.name === 'downloading' ? { name: 'painting' } : state;
    case 'held':
      return state.name === 'painting' || (state.name === 'paused' && event.reason === 'held')
        ? { name: 'paused', reason: event.reason }
        : state;
    case 'resumed':
      return state.name === 'paused' ? { name: 'painting' } : state;
    case 'failed':
      return { name: 'failed', error: event.error };
    case 'closed':
      return { name: 'idle' };
  }
}
