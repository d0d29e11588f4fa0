import type { StudioActions } from '../studio/studio-actions.ts';

/**
 * What the shelf asks for itself, since the answer is no part of the view; and what it must be able to say when it has
 * left the page, where no event of it is heard any more.
 */
export type ClipQuestions = Pick<
  StudioActions,
  'clipFile' | 'clipCuts' | 'clipFilmstrip' | 'trimClip' | 'cancelClipJob'
>;
