/** Cache Storage in memory, with a quota, a way to block it and a way to damage what it holds. */
export class FakeCacheStorage implements CacheStorage {
  quotaBytes = Infinity;
  blocked = false;
  private readonly caches = new Map<string, Map<string, Uint8Array<ArrayBuffer>>>();

  /** URLs in a cache, in the order in which they were put. */
  urls(name: string): string[] {
    return [...(this.caches.get(name)?.keys() ?? [])];
  }

  /** Flips one bit of a stored response. */
  damage(name: string, url: string, byte: number): void {
    const stored = this.caches.get(name)?.get(url);
    if (!stored) throw new Error(`${url} is not stored`);
    stored[byte] = stored[byte]! ^ 1;
  }

  async open(name: string): Promise<Cache> {
    if (this.blocked) throw new DOMException('The operation is insecure', 'SecurityError');
    const entries = this.caches.get(name) ?? new Map<string, Uint8Array<ArrayBuffer>>();
    this.caches.set(name, entries);
    return new FakeCache(entries, () => this.quotaBytes);
  }

  keys(): Promise<string[]> {
    return Promise.resolve([...this.caches.keys()]);
  }

  has(name: string): Promise<boolean> {
    return Promise.resolve(this.caches.has(name));
  }

  delete(name: string): Promise<boolean> {
    return Promise.resolve(this.caches.delete(name));
  }

  match(): Promise<Response | undefined> {
    throw new Error('not used by the app');
  }
}

class FakeCache implements Cache {
  private readonly entries: Map<string, Uint8Array<ArrayBuffer>>;
  private readonly quota: () => number;

  constructor(entries: Map<string, Uint8Array<ArrayBuffer>>, quota: () => number) {
    this.entries = entries;
    this.quota = quota;
  }

  async match(request: RequestInfo | URL): Promise<Response | undefined> {
    const bytes = this.entries.get(urlOf(request));
    return bytes && new Response(bytes.slice());
  }

  async put(request: RequestInfo | URL, response: Response): Promise<void> {
    const bytes = new Uint8Array(await response.arrayBuffer());
    const used = [...this.entries.values()].reduce((sum, entry) => sum + entry.length, 0);
    if (used + bytes.length > this.quota()) throw new DOMException('Quota exceeded', 'QuotaExceededError');
    this.entries.set(urlOf(request), bytes);
  }

  async delete(request: RequestInfo | URL, options?: CacheQueryOptions): Promise<boolean> {
    const strip = (url: string): string => (options?.ignoreSearch ? url.replace(/\?.*/, '') : url);
    const doomed = [...this.entries.keys()].filter((url) => strip(url) === strip(urlOf(request)));
    for (const url of doomed) this.entries.delete(url);
    return doomed.length > 0;
  }

  async keys(): Promise<readonly Request[]> {
    return [...this.entries.keys()].map((url) => new Request(url));
  }

  add(): Promise<void> {
    throw new Error('not used by the app');
  }

  addAll(): Promise<void> {
    throw new Error('not used by the app');
  }

  matchAll(): Promise<readonly Response[]> {
    throw new Error('not used by the app');
  }
}

function urlOf(request: RequestInfo | URL): string {
  return request instanceof Request ? request.url : new URL(request).href;
}
