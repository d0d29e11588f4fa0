/**
 * Runs exported graphs in the app's WebAssembly engine against what PyTorch computed:
 * `npx tsx scripts/check-export.ts FOLDER NAME TOLERANCE`. Exits with 1 where they differ by more; the graph that computes
 * in fp16 must reach 45 dB.
 */
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import * as ort from 'onnxruntime-web';

interface Numbers {
  dims: number[];
  data: number[];
}

/** The case that `export` writes beside the graphs. */
interface ParityCase {
  channels: number[];
  frame: Numbers;
  painting: Numbers;
  beta: number[];
  code: number[];
  painted: Numbers;
  /** The frame painted with the statistics of another one: all stds in site order, then all means. */
  stream?: { statistics: number[]; painted: Numbers; moments: number[] };
}

/** Of fp16 against fp32, dB. */
const LEAST_HALF_PSNR = 45;

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

/** `scale` and `bias` (or `std` and `mean`) of every site, from stds in site order, then means. */
function siteInputs(code: number[], names: readonly [std: string, mean: string], ...sides: number[]) {
  const half = code.length / 2;
  let start = 0;
  return Object.fromEntries(
    wanted.channels.flatMap((channels, site) => {
      const [from, to] = [start, (start += channels)];
      const dims = [channels, ...sides];
      return [
        [`${names[0]}${site}`, tensor(code.slice(from, to), dims)],
        [`${names[1]}${site}`, tensor(code.slice(half + from, half + to), dims)],
      ];
    }),
  );
}

function psnr(found: ort.Tensor, exact: number[]): number {
  const values = found.data as Float32Array;
  const sum = exact.reduce((total, value, k) => total + (value - values[k]!) ** 2, 0);
  return -10 * Math.log10(sum / exact.length);
}

const frame = { frame: tensor(wanted.frame.data, wanted.frame.dims), beta: tensor(wanted.beta, [1]) };
const feeds = { ...frame, ...siteInputs(wanted.code, ['scale', 'bias']) };
const paint = await open('paint');
const { painted } = await paint.run(feeds);

const differences: Record<string, number> = {
  code: largestDifference(code, wanted.code),
  painted: largestDifference(painted, wanted.painted.data),
};

if (wanted.stream) {
  const stream = await open('stream');
  const results = await stream.run({
    ...frame,
    ...siteInputs(wanted.code, ['scale', 'bias'], 1, 1),
    ...siteInputs(wanted.stream.statistics, ['std', 'mean'], 1, 1),
  });
  differences['streamed'] = largestDifference(results['painted'], wanted.stream.painted.data);
  // Of numbers that may be far above 1 where the other frame had hardly any contrast.
  const scale = Math.max(1, ...wanted.stream.moments.map(Math.abs));
  differences['moments'] = largestDifference(results['moments'], wanted.stream.moments) / scale;
}
for (const [output, difference] of Object.entries(differences))
  console.log(`${output}: largest difference ${difference.toExponential(1)} (allowed ${tolerance})`);
if (!Object.values(differences).every((difference) => difference <= Number(tolerance))) process.exit(1);

if (existsSync(join(folder, `${name}-paint-f16.onnx`))) {
  const results = await (await open('paint-f16')).run(feeds);
  const decibels = psnr(results['painted']!, wanted.painted.data);
  console.log(`computed in fp16: ${decibels.toFixed(1)} dB (at least ${LEAST_HALF_PSNR})`);
  if (!(decibels >= LEAST_HALF_PSNR)) process.exit(1);
}
