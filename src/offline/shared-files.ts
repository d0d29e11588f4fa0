import { NAME_HEADER, SHARED_CACHE } from '../shared/shared-files.ts';

/** The files that were shared to the app, once: they are forgotten here. None where there is no Cache Storage. */
export async function takeSharedFiles(): Promise<File[]> {
  try {
    const cache = await caches.open(SHARED_CACHE);
    const files: File[] = [];
    for (const request of await cache.keys()) {
      const response = await cache.match(request);
      if (!response) continue;
      const name = decodeURIComponent(response.headers.get(NAME_HEADER) ?? '');
      const type = response.headers.get('content-type') ?? '';
      files.push(new File([await response.blob()], name, { type }));
    }
    await caches.delete(SHARED_CACHE);
    return files;
  } catch {
    return [];
  }
}
