import type { StudioActions } from '../studio/studio-actions.ts';

/** What the shelf asks for itself, since the answer is no part of the view. */
export type ClipQuestions = Pick<StudioActions, 'clipFile' | 'clipCuts' | 'clipFilmstrip' | 'trimClip'>;
