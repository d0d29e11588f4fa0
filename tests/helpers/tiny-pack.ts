import type { GraphEntry, TensorEntry } from '../../src/shared/manifest.ts';
import type { Pack } from '../../src/shared/pack.ts';
import { OnnxFile, type Dims } from './onnx-file.ts';

/** Channels at relu1_1, 2_1, 3_1 and 4_1. */
const WIDTHS = [4, 4, 8, 8] as const;
/** [width after, is one after a pooling]: VGG-19 to relu4_1. */
const ENCODER: [number, boolean][] = [
  [0, false],
  [0, false],
  [1, true],
  [1, false],
  [2, true],
  [2, false],
  [2, false],
  [2, false],
  [3, true],
];
/** [width after, is one before an up-sampling]: the decoder but its last layer. */
const DECODER: [number, boolean][] = [
  [2, true],
  [2, false],
  [2, false],
  [2, false],
  [1, true],
  [1, false],
  [0, true],
  [0, false],
];
const CHANNELS = WIDTHS[3];
const PICTURE: Dims = [1, 12, 'h', 'w'];

/** The same numbers in every run. */
function randomWeights(count: number, scale: number, seed: number): Float32Array {
  let state = seed;
  return Float32Array.from({ length: count }, () => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    return (state / 2 ** 31 - 1) * scale;
  });
}

/** Builds either graph of a tiny classic network: the topology and the names of the real one. */
class TinyGraph {
  readonly file = new OnnxFile();
  #seed = 1;

  encode(input: string): string {
    let x = this.file.node('DepthToSpace', [input], { blocksize: 2, mode: 'CRD' });
    let inputs = 3;
    for (const [width, pooled] of ENCODER) {
      if (pooled) x = this.file.node('MaxPool', [x], { kernel_shape: [2, 2], strides: [2, 2] });
      x = this.#convolve(x, inputs, WIDTHS[width]!);
      inputs = WIDTHS[width]!;
    }
    return x;
  }

  decode(features: string): string {
    let x = features;
    let inputs: number = CHANNELS;
    for (const [width, raised] of DECODER) {
      x = this.#convolve(x, inputs, WIDTHS[width]!);
      inputs = WIDTHS[width]!;
      if (raised) x = this.#enlarge(x);
    }
    const weight = this.file.constant(randomWeights(12 * inputs * 16, 0.1, this.#seed++), [12, inputs, 4, 4]);
    const bias = this.file.constant(new Float32Array(12), [12]);
    const strided = { kernel_shape: [4, 4], strides: [2, 2], pads: [0, 0, 0, 0] };
    return this.file.node('Conv', [this.#pad(x), weight, bias], strided, 'painted');
  }

  /** A std over N - 1 positions: what `convert-classic` writes for sources that divide by that. */
  unbiased(scale: string, features: string): string {
    const { file } = this;
    const one = (value: number): string => file.constant(new Float32Array([value]), [1]);
    const shape = file.node('Cast', [file.node('Shape', [features])], { to: 1 });
    const count = file.node('ReduceProd', [shape], { axes: [0], keepdims: 1 });
    const share = file.node('Sub', [one(1), file.node('Div', [one(CHANNELS), count])]);
    return file.node('Mul', [scale, file.node('Sqrt', [share])]);
  }

  /** Stds, then means. */
  measure(features: string): string {
    const { file } = this;
    const over = { axes: [2, 3], keepdims: 1 };
    const mean = file.node('ReduceMean', [features], over);
    const centred = file.node('Sub', [features, mean]);
    const variance = file.node('ReduceMean', [file.node('Mul', [centred, centred])], over);
    const epsilon = file.constant(new Float32Array([1e-5]), [1]);
    const std = file.node('Sqrt', [file.node('Add', [variance, epsilon])]);
    const code = file.node('Concat', [std, mean], { axis: 1 });
    return file.node('Reshape', [code, file.constant([-1], [1])], {}, 'code');
  }

  #convolve(x: string, inputs: number, outputs: number): string {
    const scale = Math.sqrt(6 / (9 * inputs));
    const weight = randomWeights(outputs * inputs * 9, scale, this.#seed++);
    const parts = [
      this.file.constant(weight, [outputs, inputs, 3, 3]),
      this.file.constant(randomWeights(outputs, 0.1, this.#seed++), [outputs]),
    ];
    const conv = this.file.node('Conv', [this.#pad(x), ...parts], {
      kernel_shape: [3, 3],
      pads: [0, 0, 0, 0],
    });
    return this.file.node('Relu', [conv]);
  }

  #enlarge(x: string): string {
    const twice = this.file.constant(new Float32Array([1, 1, 2, 2]), [4]);
    const how = { mode: 'nearest', coordinate_transformation_mode: 'asymmetric', nearest_mode: 'floor' };
    return this.file.node('Resize', [x, '', twice], how);
  }

  #pad(x: string): string {
    return this.file.node('Pad', [x, this.file.constant([0, 0, 1, 1, 0, 0, 1, 1], [8])], { mode: 'reflect' });
  }
}

function paintGraph(): Uint8Array<ArrayBuffer> {
  const graph = new TinyGraph();
  const features = graph.encode('frame');
  const adapted = graph.file.node(
    'InstanceNormalization',
    [features, graph.unbiased('scale0', features), 'bias0'],
    {
      epsilon: { float: 1e-5 },
    },
  );
  graph.decode(adapted);
  return graph.file.finish({ frame: PICTURE, scale0: [CHANNELS], bias0: [CHANNELS] }, { painted: PICTURE });
}

function styleGraph(): Uint8Array<ArrayBuffer> {
  const graph = new TinyGraph();
  graph.measure(graph.encode('painting'));
  return graph.file.finish({ painting: PICTURE }, { code: [2 * CHANNELS] });
}

const tensors = (of: Record<string, Dims>): TensorEntry[] =>
  Object.entries(of).map(([name, dims]) => ({ name, dims: [...dims] }));

async function entry(
  file: string,
  bytes: Uint8Array<ArrayBuffer>,
  inputs: Record<string, Dims>,
  outputs: Record<string, Dims>,
): Promise<GraphEntry> {
  const digest = new Uint8Array(await crypto.subtle.digest('SHA-256', bytes));
  const sha256 = Array.from(digest, (byte) => byte.toString(16).padStart(2, '0')).join('');
  return { file, bytes: bytes.length, sha256, inputs: tensors(inputs), outputs: tensors(outputs) };
}

export interface TinyPack {
  pack: Pack;
  paint: Uint8Array<ArrayBuffer>;
  style: Uint8Array<ArrayBuffer>;
}

/** A classic network small enough for any test, with what its pack says of it. */
export async function createTinyPack(): Promise<TinyPack> {
  const paint = paintGraph();
  const style = styleGraph();
  const codes = { scale0: [CHANNELS], bias0: [CHANNELS] };
  const pack: Pack = {
    version: 1,
    kind: 'plein-air-pack',
    name: 'Tiny classic',
    source: 'npz',
    precision: 'fp32',
    conventions: { padding: 'reflect', std: 'biased' },
    network: {
      tier: 'classic',
      gmacAt256: 0.05,
      paint: await entry('paint.onnx', paint, { frame: PICTURE, ...codes }, { painted: PICTURE }),
      style: await entry('style.onnx', style, { painting: PICTURE }, { code: [2 * CHANNELS] }),
      sites: [CHANNELS],
      frameChannels: 12,
      paintedChannels: 12,
      grainChannels: 0,
      multiple: 8,
      // As large as the gallery's pictures: nothing is resized, so Node measures the very same pixels.
      paintingSide: 320,
    },
  };
  return { pack, paint, style };
}
