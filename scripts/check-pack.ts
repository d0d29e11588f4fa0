/**
 * Opens a pack as the app does and runs its graphs in the app's WebAssembly engine against what PyTorch computed:
 * `npx tsx scripts/check-pack.ts PACK CASES`. Exits with 1 where they differ by more than a case allows.
 *
 * CASES is JSON, a list of { name, graph, inputs: { name: { dims, data } }, wanted: number[], tolerance }, `data` being
 * the base64 of little-endian f32. `regions`, a graph that the app does not use, is taken from the same pack.
 */
import { readFileSync } from 'node:fs';
import { unzipSync } from 'fflate';
import * as ort from 'onnxruntime-web';
import { readPack } from '../src/packs/read-pack.ts';

interface Values {
  dims: number[];
  data: string;
}
interface Case {
  name: string;
  graph: 'paint' | 'style' | 'regions';
  inputs: Record<string, Values>;
  wanted: Values;
  tolerance: number;
}

const [packFile, casesFile] = process.argv.slice(2);
if (packFile === undefined || casesFile === undefined) {
  console.error('Usage: check-pack.ts PACK CASES');
  process.exit(2);
}

function floats({ data }: Values): Float32Array {
  return new Float32Array(Uint8Array.from(Buffer.from(data, 'base64')).buffer);
}

/** Written so that NaN counts as a difference. */
function largestDifference(found: Float32Array, wanted: Float32Array): number {
  if (found.length !== wanted.length) return Infinity;
  let largest = 0;
  wanted.forEach((value, k) => {
    const difference = Math.abs(value - found[k]!);
    if (!(difference <= largest)) largest = Number.isNaN(difference) ? Infinity : difference;
  });
  return largest;
}

ort.env.wasm.numThreads = 1;
const bytes = readFileSync(packFile);
const read = await readPack(new Blob([bytes]), () => undefined);
const others = unzipSync(bytes);
const graphs = { paint: read.paint, style: read.style, regions: others['regions.onnx'] };
const sessions = new Map<string, ort.InferenceSession>();

let isGood = true;
for (const { name, graph, inputs, wanted, tolerance } of JSON.parse(
  readFileSync(casesFile, 'utf8'),
) as Case[]) {
  const session = sessions.get(graph) ?? (await ort.InferenceSession.create(graphs[graph]!));
  sessions.set(graph, session);
  const feeds = Object.entries(inputs).map(([input, values]) => [
    input,
    new ort.Tensor('float32', floats(values), values.dims),
  ]);
  const start = performance.now();
  const results = await session.run(Object.fromEntries(feeds) as Record<string, ort.Tensor>);
  const ms = performance.now() - start;
  const difference = largestDifference(
    results[session.outputNames[0]!]!.data as Float32Array,
    floats(wanted),
  );
  console.log(
    `${name}: largest difference ${difference.toExponential(1)} (allowed ${tolerance}), ${ms.toFixed(0)} ms`,
  );
  if (!(difference <= tolerance)) isGood = false;
}
if (!isGood) process.exit(1);
