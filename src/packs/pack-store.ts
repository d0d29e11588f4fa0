import { openDB, type DBSchema, type IDBPDatabase } from 'idb';
import { AppError } from '../shared/errors.ts';
import type { Pack } from '../shared/pack.ts';
import type { StyleCode } from '../shared/style-code.ts';
import type { ReadPack } from './read-pack.ts';

/** Which graph of a pack. */
export type GraphRole = 'paint' | 'style';

interface StoredPack {
  pack: Pack;
  paint: Blob;
  style: Blob;
}

interface Schema extends DBSchema {
  packs: { key: string; value: StoredPack };
  codes: { key: string; value: StyleCode };
}

/** One place, so far: another pack takes the first one's. */
const PLACE = 'classic';

/**
 * The network that a user has added, and the codes of the gallery's paintings that it has measured on this device.
 *
 * Kept in IndexedDB until the user removes it. Where that is missing or refused it lasts as long as the page.
 */
export class PackStore {
  readonly #database: IDBPDatabase<Schema> | null;
  #current: StoredPack | null;
  #isStored: boolean;
  readonly #codes = new Map<string, StyleCode>();

  private constructor(database: IDBPDatabase<Schema> | null, current: StoredPack | null) {
    this.#database = database;
    this.#current = current;
    this.#isStored = current !== null;
  }

  /** Never rejects: a store that cannot be opened is empty. */
  static async open(): Promise<PackStore> {
    try {
      const database = await openDB<Schema>('plein-air-packs', 1, {
        upgrade: (db) => {
          db.createObjectStore('packs');
          db.createObjectStore('codes');
        },
      });
      return new PackStore(database, (await database.get('packs', PLACE)) ?? null);
    } catch {
      return new PackStore(null, null);
    }
  }

  get pack(): Pack | null {
    return this.#current?.pack ?? null;
  }

  /** Whether the pack outlives the page. */
  get isStored(): boolean {
    return this.#isStored;
  }

  /** Bytes of both graphs. */
  get bytes(): number {
    return this.#current ? this.#current.paint.size + this.#current.style.size : 0;
  }

  /** A graph's bytes, checked by hash; the caller's own. Rejects with `pack-invalid` where they are gone or damaged. */
  async graph(role: GraphRole): Promise<ArrayBuffer> {
    const stored = this.#current;
    if (!stored) throw new AppError('pack-invalid', 'The classic network is not on this device any more');
    let bytes: ArrayBuffer;
    try {
      bytes = await stored[role].arrayBuffer();
    } catch (cause) {
      throw new AppError('pack-invalid', 'The classic network could not be read', { cause });
    }
    const digest = new Uint8Array(await crypto.subtle.digest('SHA-256', bytes));
    const hex = Array.from(digest, (byte) => byte.toString(16).padStart(2, '0')).join('');
    if (hex !== stored.pack.network[role].sha256)
      throw new AppError('pack-invalid', 'The classic network was damaged on this device');
    return bytes;
  }

  /** Takes the place of whatever pack there is. It is in use also where it could not be stored (`isStored`). */
  async put({ pack, paint, style }: ReadPack): Promise<void> {
    await this.#replace({ pack, paint: new Blob([paint]), style: new Blob([style]) });
  }

  /** Takes the pack out; the returned function puts it back. Codes that it measured stay, they are small. */
  async remove(): Promise<() => Promise<void>> {
    const removed = this.#current;
    this.#current = null;
    this.#isStored = false;
    await this.#database?.delete('packs', PLACE);
    return async () => {
      if (removed) await this.#replace(removed);
    };
  }

  /** The code of a gallery painting that a style graph (by its hash) has measured earlier. */
  async code(styleSha256: string, id: string): Promise<StyleCode | undefined> {
    const key = codeKey(styleSha256, id);
    return this.#codes.get(key) ?? (await this.#database?.get('codes', key).catch(() => undefined));
  }

  /** Remembers a code; a full disk is no reason to fail. */
  async keepCode(styleSha256: string, id: string, code: StyleCode): Promise<void> {
    const key = codeKey(styleSha256, id);
    this.#codes.set(key, code);
    await this.#database?.put('codes', code, key).catch(() => undefined);
  }

  async #replace(stored: StoredPack): Promise<void> {
    try {
      await this.#database?.put('packs', stored, PLACE);
      this.#isStored = this.#database !== null;
    } catch {
      this.#isStored = false;
      // What lies there is not what is in use any more.
      await this.#database?.delete('packs', PLACE).catch(() => undefined);
    }
    this.#current = stored;
  }
}

function codeKey(styleSha256: string, id: string): string {
  return `${styleSha256.slice(0, 16)} ${id}`;
}
