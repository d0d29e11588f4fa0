/** Writes models/manifest.json from the graphs beside it: lengths, hashes, inputs, outputs, layout of the style code. */
import { createHash } from 'node:crypto';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import * as ort from 'onnxruntime-web';
import {
  parseManifest,
  TIERS,
  type GraphEntry,
  type Manifest,
  type ShippedNetwork,
  type TensorEntry,
} from '../src/shared/manifest.ts';

const FOLDER = join(import.meta.dirname, '..', 'models');
/** GMAC of a 256×256 frame, counted from the layers (design of the networks; `evaluate` prints them). */
const GMAC_AT_256 = { studio: 1.213, sketch: 0.561 };

async function describe(file: string): Promise<GraphEntry> {
  const bytes = readFileSync(join(FOLDER, file));
  const session = await ort.InferenceSession.create(bytes);
  const entries = (metadata: readonly ort.InferenceSession.ValueMetadata[]): TensorEntry[] =>
    metadata.map((value) => {
      if (!value.isTensor) throw new Error(`${file}: ${value.name} is not a tensor`);
      return { name: value.name, dims: [...value.shape] };
    });
  const graph: GraphEntry = {
    file,
    bytes: bytes.length,
    sha256: createHash('sha256').update(bytes).digest('hex'),
    inputs: entries(session.inputMetadata),
    outputs: entries(session.outputMetadata),
  };
  await session.release();
  return graph;
}

function channels(tensors: TensorEntry[], name: string): number {
  const dims = tensors.find((tensor) => tensor.name === name)?.dims ?? [];
  const count = dims.length === 1 ? dims[0] : dims[1];
  if (typeof count !== 'number') throw new Error(`${name} has no fixed number of channels`);
  return count;
}

const networks: Partial<Record<(typeof TIERS)[number], ShippedNetwork>> = {};
for (const tier of TIERS) {
  const paint = await describe(`${tier}-paint.onnx`);
  const style = await describe(`${tier}-style.onnx`);
  const sites = paint.inputs.filter((input) => /^scale\d+$/.test(input.name)).length;
  const frameChannels = channels(paint.inputs, 'frame');
  const paintedChannels = channels(paint.outputs, 'painted');
  networks[tier] = {
    tier,
    gmacAt256: GMAC_AT_256[tier],
    paint,
    style,
    sites: Array.from({ length: sites }, (_, site) => channels(paint.inputs, `scale${site}`)),
    frameChannels,
    paintedChannels,
    grainChannels: frameChannels - paintedChannels,
    multiple: 8,
    paintingSide: 288,
  };
}
const manifest = parseManifest({ version: 1, networks } as Manifest);
writeFileSync(join(FOLDER, 'manifest.json'), `${JSON.stringify(manifest, null, 2)}\n`);
console.log('models/manifest.json written');
