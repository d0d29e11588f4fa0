import { NAME_HEADER, SHARED_CACHE, SHARED_FIELD } from '../src/shared/shared-files.ts';

/**
 * Takes in what was shared to the installed app: keeps the files for the page and sends it to `?shared=1`. Where they do not
 * fit, or cannot be read, the page finds none there and says so.
 *
 * The form never leaves the device: the browser posts it to this worker, which answers itself, also without a network.
 */
export async function keepShared(request: Request): Promise<Response> {
  try {
    await keepFiles(await request.formData());
  } catch (error) {
    console.warn('What was shared could not be kept', error);
    await caches.delete(SHARED_CACHE).catch(() => false);
  }
  return Response.redirect(new URL('./?shared=1', self.location.href).href, 303);
}

/** Rejects where the storage is full or blocked. */
async function keepFiles(form: FormData): Promise<void> {
  const files = form.getAll(SHARED_FIELD).filter((entry) => entry instanceof File);
  await caches.delete(SHARED_CACHE);
  const cache = await caches.open(SHARED_CACHE);
  for (const [index, file] of files.entries()) {
    const headers = {
      'content-type': file.type || 'application/octet-stream',
      [NAME_HEADER]: encodeURIComponent(file.name),
    };
    await cache.put(new URL(`shared/${index}`, self.location.href).href, new Response(file, { headers }));
  }
}
