import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import * as ort from 'onnxruntime-web';
import { parseCodes, parseGallery, readCodes } from '../../src/gallery/catalogue.ts';
import { hasDetail, parseManifest, type NetworkEntry, type Tier } from '../../src/shared/manifest.ts';
import type { StyleCode } from '../../src/shared/style-code.ts';
import { packPixels, unpackPixels } from '../../workers/pipeline/pack.ts';

const ROOT = join(import.meta.dirname, '..', '..');
const readJson = (path: string): unknown => JSON.parse(readFileSync(join(ROOT, path), 'utf8'));

/** What the network makes of a picture u8[H,W,4] in a painting of the gallery, without grain: computed in Node. */
export async function paintReference(
  pixels: Uint8Array,
  width: number,
  height: number,
  tier: Tier,
  paintingId: string,
): Promise<Uint8Array> {
  const network = parseManifest(readJson('models/manifest.json')).networks[tier];
  const { styles } = parseGallery(readJson('public/gallery/gallery.json'));
  const codes = parseCodes(readJson('public/gallery/codes.json'), styles);
  const bytes = readFileSync(join(ROOT, 'public/gallery', codes.tiers[tier].file));
  const code = readCodes(new Uint8Array(bytes), codes.tiers[tier], codes.ids).get(paintingId)!;
  return paintWith(
    network,
    readFileSync(join(ROOT, 'models', network.paint.file)),
    code,
    pixels,
    width,
    height,
  );
}

/** The same with any network and code. */
export async function paintWith(
  network: NetworkEntry,
  graph: Uint8Array,
  code: StyleCode,
  pixels: Uint8Array,
  width: number,
  height: number,
): Promise<Uint8Array> {
  const h = height / 2;
  const w = width / 2;
  const frame = new Float32Array(network.frameChannels * h * w);
  packPixels(new Uint8ClampedArray(pixels), width, height, frame);
  const feeds: Record<string, ort.Tensor> = {
    frame: new ort.Tensor('float32', frame, [1, network.frameChannels, h, w]),
  };
  if (hasDetail(network)) feeds['beta'] = new ort.Tensor('float32', new Float32Array([1]), [1]);
  let scaleAt = 0;
  let biasAt = code.length / 2;
  network.sites.forEach((channels, site) => {
    feeds[`scale${site}`] = new ort.Tensor('float32', code.slice(scaleAt, scaleAt + channels), [channels]);
    feeds[`bias${site}`] = new ort.Tensor('float32', code.slice(biasAt, biasAt + channels), [channels]);
    scaleAt += channels;
    biasAt += channels;
  });
  const session = await ort.InferenceSession.create(graph);
  const painted = (await session.run(feeds))['painted']!.data as Float32Array;
  await session.release();
  const result = new Uint8ClampedArray(width * height * 4);
  unpackPixels(painted, h, w, result);
  return new Uint8Array(result.buffer);
}
