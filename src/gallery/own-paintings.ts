import { openDB, type DBSchema, type IDBPDatabase } from 'idb';
import type { StyleCode } from '../shared/style-code.ts';

/** A user's own picture, kept on this device only. */
export interface OwnPainting {
  id: string;
  title: string;
  addedAtMs: number;
  /** Upright, at most 1024 px a side: measured again when a network changes. */
  picture: Blob;
  thumbnail: Blob;
  /** Style codes by the SHA-256 of the style network that made them. */
  codes: Record<string, StyleCode>;
}

interface Schema extends DBSchema {
  paintings: { key: string; value: OwnPainting };
}

/** The user's paintings, in the order in which they were added. */
export interface OwnPaintings {
  /** Whether they outlive the tab. */
  readonly isLasting: boolean;
  list(): Promise<OwnPainting[]>;
  get(id: string): Promise<OwnPainting | undefined>;
  /** Adds or replaces. Rejects when the disk is full. */
  put(painting: OwnPainting): Promise<void>;
  remove(id: string): Promise<void>;
}

/**
 * Opens the store. Where IndexedDB is missing or refused (some private windows) paintings live until the tab closes;
 * `isLasting` says which.
 */
export async function openOwnPaintings(): Promise<OwnPaintings> {
  try {
    const database = await openDB<Schema>('plein-air', 1, {
      upgrade: (db) => void db.createObjectStore('paintings', { keyPath: 'id' }),
    });
    return inDatabase(database);
  } catch {
    return inMemory();
  }
}

function byAge(paintings: OwnPainting[]): OwnPainting[] {
  return paintings.sort((a, b) => a.addedAtMs - b.addedAtMs);
}

function inDatabase(database: IDBPDatabase<Schema>): OwnPaintings {
  return {
    isLasting: true,
    list: async () => byAge(await database.getAll('paintings')),
    get: (id) => database.get('paintings', id),
    put: async (painting) => void (await database.put('paintings', painting)),
    remove: (id) => database.delete('paintings', id),
  };
}

function inMemory(): OwnPaintings {
  const paintings = new Map<string, OwnPainting>();
  return {
    isLasting: false,
    list: async () => byAge([...paintings.values()]),
    get: async (id) => paintings.get(id),
    put: async (painting) => void paintings.set(painting.id, painting),
    remove: async (id) => void paintings.delete(id),
  };
}
