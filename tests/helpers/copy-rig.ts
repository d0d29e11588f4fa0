import { transfer, wrap, type Remote } from 'comlink';
import { COPY_FOLDER, type ClipCopyApi, type CopiedClip, type CopyJob } from '../../src/shared/clip-copy.ts';
import { installErrorTransfer } from '../../src/shared/error-transfer.ts';
import { CLIP_FOLDER } from '../../src/shared/recording.ts';

installErrorTransfer();

/** A real copier in its worker. */
export class CopyRig {
  readonly worker = new Worker(new URL('../../workers/clip-copy.worker.ts', import.meta.url), {
    type: 'module',
  });
  readonly api: Remote<ClipCopyApi> = wrap<ClipCopyApi>(this.worker);
  readonly shares: number[] = [];
  #onShare: () => void = () => undefined;

  copy(job: Partial<CopyJob> & Pick<CopyJob, 'kind' | 'fileName'>): Promise<CopiedClip> {
    const { port1, port2 } = new MessageChannel();
    port1.onmessage = ({ data }: MessageEvent<{ share: number }>) => {
      this.shares.push(data.share);
      this.#onShare();
    };
    const all: CopyJob = {
      id: `copy-${crypto.randomUUID()}`,
      range: null,
      tags: { title: 'Numbers, cut', credit: 'Nobody, 1889', createdAtMs: Date.UTC(2026, 10, 24) },
      ...job,
    };
    return this.api.copy(all, transfer(port2, [port2]));
  }

  /** Resolves when the copier has told of some progress. */
  untilProgress(): Promise<void> {
    return new Promise((resolve) => (this.#onShare = resolve));
  }
}

/** A copy that was made to be saved. */
export async function readCopy(fileName: string): Promise<File> {
  const root = await navigator.storage.getDirectory();
  const folder = await root.getDirectoryHandle(COPY_FOLDER, { create: true });
  return (await folder.getFileHandle(fileName)).getFile();
}

/** Takes every copy away. */
export async function clearCopies(): Promise<void> {
  const root = await navigator.storage.getDirectory();
  await root.removeEntry(COPY_FOLDER, { recursive: true }).catch(() => undefined);
}

/** Names in a folder of the origin's files. */
export async function namesIn(folderName: string): Promise<string[]> {
  const root = await navigator.storage.getDirectory();
  const folder = await root.getDirectoryHandle(folderName, { create: true });
  const names: string[] = [];
  for await (const name of folder.keys()) names.push(name);
  return names;
}

/** Puts a file among the clips. */
export async function putClip(fileName: string, content: Blob): Promise<void> {
  const root = await navigator.storage.getDirectory();
  const folder = await root.getDirectoryHandle(CLIP_FOLDER, { create: true });
  const writable = await (await folder.getFileHandle(fileName, { create: true })).createWritable();
  await writable.write(content);
  await writable.close();
}

/** Kinds of the boxes of an MP4 in the order of the file. */
export async function boxesOf(file: Blob): Promise<string[]> {
  const kinds: string[] = [];
  for (let at = 0; at + 8 <= file.size;) {
    const view = new DataView(await file.slice(at, at + 16).arrayBuffer());
    kinds.push(String.fromCharCode(...new Uint8Array(view.buffer, 4, 4)));
    const short = view.getUint32(0);
    at += short === 1 ? Number(view.getBigUint64(8)) : short;
    if (short === 0) break;
  }
  return kinds;
}
