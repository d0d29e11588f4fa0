import type { StudioView } from './studio-view.ts';

/** Why a new version has to wait: what its reload would cut short. Null where it need not. */
export function whyUpdateWaits({
  recording,
  restyle,
  clipJob,
}: Pick<StudioView, 'recording' | 'restyle' | 'clipJob'>): string | null {
  if (recording.state !== 'off') return 'The new version waits until the recording is saved.';
  if (restyle && restyle.state !== 'ready') return 'The new version waits until the video is painted.';
  if (clipJob?.kind === 'trim') return 'The new version waits until the part of the clip is saved.';
  if (clipJob) return 'The new version waits until the copy of the clip is made.';
  return null;
}
