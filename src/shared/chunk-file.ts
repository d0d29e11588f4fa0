/** Writes a clip's file as somebody else's chunks come in. Behind Comlink, in a worker: only there files can be flushed. */
export interface ChunkFileApi {
  /** Opens a file of `CLIP_FOLDER`, emptied. Rejects with `recording-unsupported`, `storage-full`, `clip-unreadable`. */
  open(fileName: string): Promise<void>;
  /** Adds to the end, safe on disk when it resolves. Rejects with `storage-full`; what was there before is kept. */
  append(chunk: Blob): Promise<void>;
  /** May be called twice. */
  close(): Promise<void>;
}
