/**
 * Writes the gallery's paintings as the style networks measure them, FOLDER/<id>.png: what `tune` takes.
 * `npx tsx scripts/cut-paintings.ts FOLDER`; the famous ones come from FAMOUS_DIR, as for `npm run gallery`.
 */
import { existsSync, mkdirSync } from 'node:fs';
import { join } from 'node:path';
import sharp from 'sharp';
import { readNetworks } from './gallery/networks.ts';
import { cutOut, scaleForMeasuring } from './gallery/picture.ts';
import { createProgress } from './gallery/progress.ts';
import { famousFolder, readWorks } from './gallery/works.ts';

const folder = process.argv[2];
if (folder === undefined) {
  console.error('Usage: cut-paintings.ts FOLDER');
  process.exit(2);
}
mkdirSync(folder, { recursive: true });
// Both networks measure at the same size.
const { paintingSide, multiple } = readNetworks()[0]!;
const works = readWorks();
const progress = createProgress('paintings', works.length);
let missing = 0;
for (const work of works) {
  if (work.kind === 'painting' || existsSync(work.file)) {
    const { pixels, width, height } = await scaleForMeasuring(await cutOut(work), paintingSide, multiple);
    const raw = { width, height, channels: 4 as const };
    await sharp(Buffer.from(pixels.buffer), { raw })
      .removeAlpha()
      .png()
      .toFile(join(folder, `${work.id}.png`));
  } else missing++;
  progress.step();
}
if (missing > 0) console.log(`${missing} pictures are not in ${famousFolder()}`);
