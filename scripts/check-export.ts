/**
 * Runs exported graphs in the app's WebAssembly engine against what PyTorch computed:
 * `npx tsx scripts/check-export.ts FOLDER NAME TOLERANCE`. Exits with 1 where they differ by more.
 */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import * as ort from 'onnxruntime-web';

/** The case that `export` writes beside the graphs. */
interface ParityCase {
  channels: number[];
  frame: { dims: number[]; data: number[] };
  painting: { dims: number[]; data: number[] };
  beta: number[];
  code: number[];
  painted: { dims: number[]; data: number[] };
}

const [folder, name, tolerance] = process.argv.slice(2);
if (folder === undefined || name === undefined || !(Number(tolerance) > 0)) {
  console.error('Usage: check-export.ts FOLDER NAME TOLERANCE');
  process.exit(2);
}

const tensor = (data: number[], dims: number[]): ort.Tensor =>
  new ort.Tensor('float32', Float32Array.from(data), dims);

function largestDifference(found: ort.Tensor | undefined, wanted: number[]): number {
  const values = found?.data as Float32Array;
  if (values.length !== wanted.length)
    throw new Error(`${values.length} values where ${wanted.length} are due`);
  return wanted.reduce((largest, value, k) => {
    const difference = Math.abs(value - values[k]!);
    // Written so that NaN counts as a difference.
    return difference <= largest ? largest : difference;
  }, 0);
}

async function open(graph: string): Promise<ort.InferenceSession> {
  return ort.InferenceSession.create(readFileSync(join(folder!, `${name!}-${graph}.onnx`)), {
    executionProviders: ['wasm'],
  });
}

ort.env.wasm.numThreads = 1;
const wanted = JSON.parse(readFileSync(join(folder, `${name}-check.json`), 'utf8')) as ParityCase;

const style = await open('style');
const { code } = await style.run({ painting: tensor(wanted.painting.data, wanted.painting.dims) });

const feeds: Record<string, ort.Tensor> = {
  frame: tensor(wanted.frame.data, wanted.frame.dims),
  beta: tensor(wanted.beta, [1]),
};
const half = wanted.code.length / 2;
let start = 0;
wanted.channels.forEach((channels, site) => {
  const end = start + channels;
  feeds[`scale${site}`] = tensor(wanted.code.slice(start, end), [channels]);
  feeds[`bias${site}`] = tensor(wanted.code.slice(half + start, half + end), [channels]);
  start = end;
});
const paint = await open('paint');
const { painted } = await paint.run(feeds);

const differences = {
  code: largestDifference(code, wanted.code),
  painted: largestDifference(painted, wanted.painted.data),
};
for (const [output, difference] of Object.entries(differences))
  console.log(`${output}: largest difference ${difference.toExponential(1)} (allowed ${tolerance})`);
if (!Object.values(differences).every((difference) => difference <= Number(tolerance))) process.exit(1);
