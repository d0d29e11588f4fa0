import { openDB, type DBSchema, type IDBPDatabase } from 'idb';
import type { Size } from '../shared/frame-size.ts';

/**
 * What is known of a clip beside its file.
 *
 * `recording`: its file is being written, or its recorder died. `copying`: it is being made of another clip, or that was
 * cut short and it will be deleted. `finished` and `recovered` are on the shelf. `removed` can
 * be brought back until its file is deleted, at the latest on the next visit.
 */
export interface ClipEntry {
  id: string;
  state: 'recording' | 'copying' | 'finished' | 'recovered' | 'removed';
  title: string;
  /** Of the painting at the start: title, artist, year. */
  credit: string;
  createdAtMs: number;
  /** In the folder of clips; '' until the recorder has chosen a container. */
  fileName: string;
  mimeType: string;
  durationMs: number;
  bytes: number;
  size: Size;
  videoCodec: string;
  /** '' for a clip without sound. */
  audioCodec: string;
  /** A small JPEG. */
  poster: Blob | null;
  /** State to go back to when a removal is undone. */
  wasRecovered: boolean;
  /** The camera's own picture of this clip, in a clip of its own, which may be gone by now. Missing as good as null. */
  cameraTakeId?: string | null;
  /** This is such a camera take, whole and unmirrored, of that clip, which may be gone by now. */
  cameraTakeOf?: string;
  /** Of a camera take: the painted clip was mirrored when it began. */
  mirror?: boolean;
}

interface Schema extends DBSchema {
  clips: { key: string; value: ClipEntry };
}

/**
 * The list of clips, kept in IndexedDB so that nothing recorded is ever without an entry. Rejects with whatever the
 * database rejects with.
 */
export class ClipJournal {
  #database: Promise<IDBPDatabase<Schema>> | null = null;

  /** Newest first, every state. */
  async list(): Promise<ClipEntry[]> {
    const entries = await (await this.#open()).getAll('clips');
    return entries.sort((a, b) => b.createdAtMs - a.createdAtMs);
  }

  async get(id: string): Promise<ClipEntry | undefined> {
    return (await this.#open()).get('clips', id);
  }

  async put(entry: ClipEntry): Promise<void> {
    await (await this.#open()).put('clips', entry);
  }

  /** Changes an entry in one transaction; missing ones are left alone. */
  async change(id: string, change: Partial<ClipEntry>): Promise<void> {
    const transaction = (await this.#open()).transaction('clips', 'readwrite');
    const entry = await transaction.store.get(id);
    if (entry) await transaction.store.put({ ...entry, ...change });
    await transaction.done;
  }

  async remove(id: string): Promise<void> {
    await (await this.#open()).delete('clips', id);
  }

  #open(): Promise<IDBPDatabase<Schema>> {
    return (this.#database ??= openDB<Schema>('plein-air-clips', 1, {
      upgrade: (database) => void database.createObjectStore('clips', { keyPath: 'id' }),
    }));
  }
}

/** An entry for a clip that is about to be recorded. */
export function newEntry(id: string, title: string, credit: string, createdAtMs: number): ClipEntry {
  return {
    id,
    state: 'recording',
    title,
    credit,
    createdAtMs,
    fileName: '',
    mimeType: '',
    durationMs: 0,
    bytes: 0,
    size: { width: 0, height: 0 },
    videoCodec: '',
    audioCodec: '',
    poster: null,
    wasRecovered: false,
  };
}
