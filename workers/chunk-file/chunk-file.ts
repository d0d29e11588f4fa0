import type { ChunkFileApi } from '../../src/shared/chunk-file.ts';
import { AppError } from '../../src/shared/errors.ts';
import { openClipFolder, openLocked } from '../recorder/clip-folder.ts';
import { ClipSink } from '../recorder/clip-sink.ts';

/** Implements the file of a recording that the browser encodes and hands out in chunks. */
export class ChunkFile implements ChunkFileApi {
  #sink: ClipSink | null = null;
  #writer: ReturnType<ClipSink['writable']['getWriter']> | null = null;

  async open(fileName: string): Promise<void> {
    const folder = await openClipFolder();
    const file = await openLocked(await folder.getFileHandle(fileName, { create: true }));
    file.truncate(0);
    this.#sink = new ClipSink(file);
    this.#writer = this.#sink.writable.getWriter();
  }

  async append(chunk: Blob): Promise<void> {
    if (!this.#sink || !this.#writer)
      throw new AppError('recording-failed', 'The file of the clip is not open');
    const data = new Uint8Array(await chunk.arrayBuffer());
    await this.#writer.write({ type: 'write', data, position: this.#sink.bytes });
  }

  async close(): Promise<void> {
    this.#sink?.close();
    this.#sink = null;
  }
}
