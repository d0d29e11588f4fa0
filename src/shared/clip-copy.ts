/** Everything that crosses the threads while a clip that is on the shelf already is cut or copied: page ↔ copier. */
import type { FinishedClip } from './recording.ts';

/** Folder of copies that are made to be saved, in the origin private file system. Emptied on the next visit. */
export const COPY_FOLDER = 'clip-copies';

/** Where a clip can be cut without painting it anew. */
export interface ClipCuts {
  durationSeconds: number;
  /** Where it can begin: its key pictures, rising. The first is its own beginning. */
  startSeconds: readonly number[];
  /** Length of a picture: the steps in which its end moves. */
  pictureSeconds: number;
}

/** A part of a clip. */
export interface ClipRange {
  /** One of `ClipCuts.startSeconds`. */
  startSeconds: number;
  endSeconds: number;
}

/** What is written into a file about the clip, as a recording does it. */
export interface ClipTags {
  title: string;
  /** '' for an own picture. */
  credit: string;
  createdAtMs: number;
}

/**
 * What is to be made of a clip.
 *
 * - `trim`: from a key picture to anywhere, nothing encoded anew.
 * - `whole`: what a recorder that died or knew no end has left, with duration and index, so that players can seek in it.
 * - `compatible`: an MP4 that begins with its index, in the codecs that play everywhere as far as this device has them.
 */
export interface CopyJob {
  kind: 'trim' | 'whole' | 'compatible';
  /** Of the source, in `CLIP_FOLDER`. */
  fileName: string;
  /** Of the copy. A `compatible` copy is written to `COPY_FOLDER`, the others to `CLIP_FOLDER`: see `copyName`. */
  id: string;
  /** Null: all of it. */
  range: ClipRange | null;
  /** Null: as in the source. */
  tags: ClipTags | null;
}

/** The name of a copy's file. That of a `whole` one differs from the source's, which stays until the copy is listed. */
export function copyName(job: Pick<CopyJob, 'kind' | 'id'>, container: 'mp4' | 'webm'): string {
  return `${job.id}${job.kind === 'whole' ? WHOLE : ''}.${container}`;
}

/** In the names of clips that were made whole, before the extension. */
export const WHOLE = '.whole';

/** A copy that is complete on disk. */
export interface CopiedClip {
  clip: FinishedClip;
  /** A small JPEG of its beginning; null where this browser cannot decode it. */
  poster: Blob | null;
}

/** Copier → page, a few times a second: the share that is done, 0..1. */
export interface CopyProgress {
  share: number;
}

/** The copier behind Comlink, in a worker of its own: one copy at a time. Rejections are `AppError`s. */
export interface ClipCopyApi {
  /** Rejects with `clip-unreadable`. */
  cuts(fileName: string): Promise<ClipCuts>;
  /**
   * A row of small pictures, evenly spread over the clip, each `height` high and as wide as the clip's shape makes it.
   * Null where this browser cannot decode the clip. Rejects with `clip-unreadable`.
   */
  filmstrip(fileName: string, pictures: number, height: number): Promise<Blob | null>;
  /** Nothing is left on disk where it rejects: with `clip-unreadable`, `storage-full`, `copy-cancelled`, `copy-failed`. */
  copy(job: CopyJob, progress: MessagePort): Promise<CopiedClip>;
  /** The copy under way rejects with `copy-cancelled`. Without effect if there is none. */
  cancel(): Promise<void>;
}
