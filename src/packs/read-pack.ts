import { unzipSync, type UnzipFileInfo } from 'fflate';
import { AppError } from '../shared/errors.ts';
import type { GraphEntry } from '../shared/manifest.ts';
import { parsePack, type Pack } from '../shared/pack.ts';

/** Two graphs in fp32, with room to spare: anything larger is some other file. */
const LARGEST_PACK_BYTES = 500e6;
const LARGEST_LIST_BYTES = 1e6;
const LIST = 'pack.json';

/** A pack that was read and whose graphs are what it says they are. */
export interface ReadPack {
  pack: Pack;
  paint: Uint8Array<ArrayBuffer>;
  style: Uint8Array<ArrayBuffer>;
}

/**
 * Reads a pack, a .zip, and checks every graph in it by its hash. `onProgress` gets 0..1.
 *
 * Rejects with `pack-invalid` whatever else the file may be.
 */
export async function readPack(file: Blob, onProgress: (share: number) => void): Promise<ReadPack> {
  if (file.size > LARGEST_PACK_BYTES) throw invalid(`it has ${Math.round(file.size / 1e6)} MB`);
  let bytes: Uint8Array<ArrayBuffer>;
  try {
    bytes = new Uint8Array(await file.arrayBuffer());
  } catch (cause) {
    throw new AppError('pack-invalid', 'This file could not be read', { cause });
  }
  onProgress(0.3);
  const lists = unpack(bytes, (entry) => entry.name === LIST && entry.originalSize < LARGEST_LIST_BYTES);
  const list = lists[LIST];
  if (!list) throw invalid(`it has no ${LIST}`);
  const pack = parsePack(parseJson(list));
  const { paint, style } = pack.network;
  // What is not in the list is not unpacked, and what is in it only at the length that is due.
  const graphs = unpack(bytes, (entry) =>
    [paint, style].some((graph) => graph.file === entry.name && graph.bytes === entry.originalSize),
  );
  onProgress(0.6);
  const read = { pack, paint: await checked(graphs, paint), style: await checked(graphs, style) };
  onProgress(1);
  return read;
}

type Files = Record<string, Uint8Array<ArrayBuffer>>;

/** In this thread: the library's own workers come from blob: URLs, which our policy forbids. Packs are not compressed. */
function unpack(bytes: Uint8Array<ArrayBuffer>, filter: (entry: UnzipFileInfo) => boolean): Files {
  try {
    return unzipSync(bytes, { filter }) as Files;
  } catch (error) {
    throw invalid('it is not a whole .zip', error);
  }
}

function parseJson(bytes: Uint8Array): unknown {
  try {
    return JSON.parse(new TextDecoder().decode(bytes));
  } catch (error) {
    throw invalid(`its ${LIST} is not JSON`, error);
  }
}

async function checked(files: Files, graph: GraphEntry): Promise<Uint8Array<ArrayBuffer>> {
  const bytes = files[graph.file];
  if (!bytes) throw invalid(`${graph.file} is missing or has another length`);
  if ((await sha256(bytes)) !== graph.sha256) throw invalid(`${graph.file} is damaged`);
  return bytes;
}

async function sha256(bytes: Uint8Array<ArrayBuffer>): Promise<string> {
  const digest = new Uint8Array(await crypto.subtle.digest('SHA-256', bytes));
  return Array.from(digest, (byte) => byte.toString(16).padStart(2, '0')).join('');
}

function invalid(why: string, cause?: unknown): AppError {
  return new AppError('pack-invalid', `This pack cannot be used: ${why}`, { cause });
}
