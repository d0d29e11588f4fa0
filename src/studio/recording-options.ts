import type { RecordingOptions, SoundFormat } from '../shared/recording.ts';
import type { StudioView } from './studio-view.ts';

/** What a take that begins now is recorded as. A photo has no camera take: it is its own. */
export function optionsOfTake(view: StudioView, sound: SoundFormat | null): RecordingOptions {
  const { paintings, paintingId, recording, source } = view;
  const painting = paintings.find((entry) => entry.id === paintingId);
  const isOwn = painting?.kind === 'own';
  return {
    id: crypto.randomUUID(),
    quality: recording.quality,
    title: painting?.title ?? 'Clip',
    credit:
      !painting || isOwn ? '' : [painting.title, painting.artist, painting.year].filter(Boolean).join(', '),
    createdAtMs: Date.now(),
    sound,
    cameraTakeId: recording.keepsCamera && source !== 'photo' ? crypto.randomUUID() : null,
  };
}
