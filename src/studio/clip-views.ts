import type { ShownClip } from '../clips/clip-shelf.ts';
import type { ClipView } from './studio-view.ts';

/** Clips as the UI sees them; owns the URLs of their posters. */
export class ClipViews {
  readonly #posters = new Map<string, string>();

  of(clips: readonly ShownClip[]): ClipView[] {
    for (const [id, url] of this.#posters) {
      if (clips.some((clip) => clip.id === id)) continue;
      URL.revokeObjectURL(url);
      this.#posters.delete(id);
    }
    return clips.map((clip) => ({
      id: clip.id,
      title: clip.title,
      credit: clip.credit,
      createdAtMs: clip.createdAtMs,
      durationMs: clip.durationMs,
      bytes: clip.bytes,
      size: clip.size,
      mimeType: clip.mimeType,
      hasSound: clip.audioCodec !== '',
      videoCodec: clip.videoCodec,
      audioCodec: clip.audioCodec,
      posterUrl: clip.poster && this.#url(clip.id, clip.poster),
      isRecovered: clip.state === 'recovered',
      cameraTakeId: clips.find(({ cameraTakeOf }) => cameraTakeOf === clip.id)?.id ?? null,
      cameraTakeOf: clip.cameraTakeOf ?? null,
    }));
  }

  /** A poster on the shelf does not change any more, so its URL lasts as long as the clip. */
  #url(id: string, poster: Blob): string {
    const known = this.#posters.get(id);
    if (known) return known;
    const url = URL.createObjectURL(poster);
    this.#posters.set(id, url);
    return url;
  }
}
