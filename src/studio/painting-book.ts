import type { Catalogue } from '../gallery/catalogue.ts';
import type { OwnPainting, OwnPaintings } from '../gallery/own-paintings.ts';
import type { PackStore } from '../packs/pack-store.ts';
import { AppError } from '../shared/errors.ts';
import type { NetworkEntry, NetworkTier } from '../shared/manifest.ts';
import type { MeasuredPainting } from '../shared/protocol.ts';
import type { StyleCode } from '../shared/style-code.ts';
import type { PaintingView } from './studio-view.ts';

/** Colour of the room for pictures whose colours nobody has measured (look and feel, "Material"). */
const OWN_ACCENT = 'oklch(0.78 0.10 75)';

/** Measures a picture with the style network that is loaded. */
export type Measure = (picture: Blob) => Promise<MeasuredPainting>;

/**
 * Every painting that can be chosen: the user's own, the newest first, then the gallery's. Knows their codes for any
 * network.
 *
 * Owns the blob URLs of own thumbnails and revokes them when a painting goes.
 */
export class PaintingBook {
  readonly #catalogue: Catalogue;
  readonly #store: OwnPaintings;
  readonly #packs: Promise<PackStore>;
  readonly #urls = new Map<string, string>();
  #own: OwnPainting[];
  #list: readonly PaintingView[] = [];

  private constructor(
    catalogue: Catalogue,
    store: OwnPaintings,
    packs: Promise<PackStore>,
    own: OwnPainting[],
  ) {
    this.#catalogue = catalogue;
    this.#store = store;
    this.#packs = packs;
    this.#own = own;
    this.#refresh();
  }

  /** Reads the user's paintings. A store that cannot be read counts as empty: the gallery must open regardless. */
  static async open(
    catalogue: Catalogue,
    store: OwnPaintings,
    packs: Promise<PackStore>,
  ): Promise<PaintingBook> {
    const own = await store.list().catch(() => []);
    return new PaintingBook(catalogue, store, packs, own);
  }

  get list(): readonly PaintingView[] {
    return this.#list;
  }

  /**
   * What a network can paint in. The gallery ships codes for our own networks only; the classic one measures pictures
   * itself, so it paints in those styles whose painting is here.
   */
  listFor(tier: NetworkTier | 'auto'): readonly PaintingView[] {
    return tier === 'classic' ? this.#list.filter(({ kind }) => kind !== 'swatch') : this.#list;
  }

  /** What a network paints in when nothing is chosen: the gallery's first. */
  firstFor(tier: NetworkTier | 'auto'): PaintingView {
    const list = this.listFor(tier);
    return list.find(({ kind }) => kind !== 'own') ?? list[0]!;
  }

  has(id: string): boolean {
    return this.#list.some((painting) => painting.id === id);
  }

  /**
   * A painting's code for a network; own pictures of earlier networks are measured again with `measure` and kept.
   *
   * Rejects with what fetching the gallery's codes or measuring rejects with.
   */
  async code(id: string, network: NetworkEntry, measure: Measure): Promise<StyleCode> {
    const own = this.#own.find((painting) => painting.id === id);
    if (!own && network.tier === 'classic') return this.#measureShown(id, network, measure);
    if (!own) {
      const code = (await this.#catalogue.codesFor(network)).get(id);
      if (!code) throw new AppError('gallery-invalid', `There is no painting "${id}"`);
      return code;
    }
    const known = own.codes[network.style.sha256];
    if (known) return known;
    const { code } = await measure(own.picture);
    own.codes = { ...own.codes, [network.style.sha256]: code };
    await this.#store.put(own).catch(() => undefined);
    return code;
  }

  /** The code of a gallery painting for a network that no codes ship for: measured once on this device, then kept. */
  async #measureShown(id: string, network: NetworkEntry, measure: Measure): Promise<StyleCode> {
    const packs = await this.#packs;
    const known = await packs.code(network.style.sha256, id);
    if (known) return known;
    const style = this.#catalogue.styles.find((entry) => entry.id === id && entry.kind === 'painting');
    if (!style) throw new AppError('gallery-invalid', `There is no picture of "${id}" to measure`);
    const { code } = await measure(await this.#catalogue.picture(style));
    await packs.keepCode(network.style.sha256, id, code);
    return code;
  }

  /** Keeps a measured picture. It is in the list also when it could not be stored: then `isStored` is false. */
  async add(
    measured: MeasuredPainting,
    network: NetworkEntry,
    title: string,
  ): Promise<{ id: string; isStored: boolean }> {
    const painting: OwnPainting = {
      id: `own-${crypto.randomUUID()}`,
      title,
      addedAtMs: Date.now(),
      picture: measured.picture,
      thumbnail: measured.thumbnail,
      codes: { [network.style.sha256]: measured.code },
    };
    const isStored = await this.#keep(painting);
    return { id: painting.id, isStored };
  }

  async rename(id: string, title: string): Promise<void> {
    const own = this.#own.find((painting) => painting.id === id);
    if (!own || title.trim() === '') return;
    own.title = title.trim();
    this.#refresh();
    await this.#store.put(own);
  }

  /** Takes an own painting out; the returned function puts it back. */
  async remove(id: string): Promise<(() => Promise<void>) | undefined> {
    const own = this.#own.find((painting) => painting.id === id);
    if (!own) return undefined;
    this.#own = this.#own.filter((painting) => painting !== own);
    await this.#store.remove(id);
    this.#refresh();
    return async () => void (await this.#keep(own));
  }

  async #keep(painting: OwnPainting): Promise<boolean> {
    this.#own = [...this.#own, painting].sort((a, b) => a.addedAtMs - b.addedAtMs);
    this.#refresh();
    try {
      await this.#store.put(painting);
      return this.#store.isLasting;
    } catch {
      return false;
    }
  }

  #refresh(): void {
    const gallery = this.#catalogue.styles.map((style): PaintingView => ({
      id: style.id,
      title: style.title,
      artist: style.artist,
      year: style.year,
      museum: style.museum,
      licence: style.licence,
      pictureUrl: this.#catalogue.pictureUrl(style),
      kind: style.kind,
      accent: style.accent,
    }));
    const own = this.#own.map((painting): PaintingView => ({
      id: painting.id,
      title: painting.title,
      artist: 'Your picture',
      year: '',
      museum: '',
      licence: 'Kept on this device only',
      pictureUrl: this.#thumbnailUrl(painting),
      kind: 'own',
      accent: OWN_ACCENT,
    }));
    for (const [id, url] of this.#urls) {
      if (this.#own.some((painting) => painting.id === id)) continue;
      URL.revokeObjectURL(url);
      this.#urls.delete(id);
    }
    this.#list = [...own.reverse(), ...gallery];
  }

  #thumbnailUrl(painting: OwnPainting): string {
    let url = this.#urls.get(painting.id);
    if (!url) {
      url = URL.createObjectURL(painting.thumbnail);
      this.#urls.set(painting.id, url);
    }
    return url;
  }
}
