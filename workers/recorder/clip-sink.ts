import type { StreamTargetChunk } from 'mediabunny';
import { AppError } from '../../src/shared/errors.ts';

/** What the sink needs of a `FileSystemSyncAccessHandle`; tests give it a full disk. */
export interface ClipFile {
  write(data: Uint8Array<ArrayBuffer>, options: { at: number }): number;
  flush(): void;
  truncate(bytes: number): void;
  getSize(): number;
  close(): void;
}

/**
 * Writes a clip to disk so that a crash costs the last fragment only: every chunk is checked and flushed.
 *
 * mediabunny hands over whole fragments. A full disk throws in some browser contexts and writes too little without
 * throwing in others (private windows return −8 as an unsigned number), so the written length is compared.
 */
export class ClipSink {
  readonly writable: WritableStream<StreamTargetChunk>;
  readonly #file: ClipFile;
  readonly #flushesEachWrite: boolean;
  #wholeBytes = 0;
  #isClosed = false;

  /** `flushes`: after each write, or at the end only, for copies that are made again after a crash. */
  constructor(file: ClipFile, flushes: 'each-write' | 'at-close' = 'each-write') {
    this.#file = file;
    this.#flushesEachWrite = flushes === 'each-write';
    this.writable = new WritableStream({ write: (chunk) => this.#write(chunk) });
  }

  /** Bytes on disk that are whole. */
  get bytes(): number {
    return this.#wholeBytes;
  }

  /** Cuts off what a failed write has left, and gives the file back. May be called twice. */
  close(): void {
    if (this.#isClosed) return;
    this.#isClosed = true;
    try {
      if (this.#file.getSize() > this.#wholeBytes) this.#file.truncate(this.#wholeBytes);
      this.#file.flush();
    } finally {
      this.#file.close();
    }
  }

  #write({ data, position }: StreamTargetChunk): void {
    // Whatever a muxer that was given up still has to say.
    if (this.#isClosed) return;
    let written: number;
    try {
      written = this.#file.write(data, { at: position });
      if (this.#flushesEachWrite && written === data.byteLength) this.#file.flush();
    } catch (error) {
      throw new AppError('storage-full', 'The disk takes no more of this clip', { cause: error });
    }
    if (written !== data.byteLength) {
      throw new AppError('storage-full', `The disk took ${written} of ${data.byteLength} bytes`);
    }
    this.#wholeBytes = Math.max(this.#wholeBytes, position + data.byteLength);
  }
}
