import type { InferenceSession } from 'onnxruntime-web';

/** One input of a graph with all its sides known. */
interface Input {
  name: string;
  dims: number[];
}

const PICTURE_CHANNELS = 3;

/**
 * The inputs of a graph for a square picture. `frame` is the picture itself, f32[1,3,H,W], or packed 2×2,
 * f32[1,12…16,H/2,W/2]; its sides are free in the graph.
 */
export function graphInputs(session: InferenceSession, side: number): Input[] {
  return session.inputMetadata.map((input) => {
    if (!input.isTensor) throw new Error(`${input.name} is no tensor`);
    const [, channels] = input.shape;
    if (input.name !== 'frame') return { name: input.name, dims: input.shape.map(Number) };
    const isPacked = channels !== PICTURE_CHANNELS;
    const length = isPacked ? side / 2 : side;
    return { name: input.name, dims: [1, Number(channels), length, length] };
  });
}

/** A smooth picture for `frame`, 1 for stds (`scale…`, `beta`) and 0 for means (`bias…`): no network stops early. */
export function fillInput(name: string, dims: readonly number[]): Float32Array {
  const values = new Float32Array(dims.reduce((product, side) => product * side, 1));
  if (name !== 'frame') return values.fill(name.startsWith('bias') ? 0 : 1);
  return values.map((_, k) => 0.5 + 0.4 * Math.sin(k * 0.013) * Math.cos(k * 0.00071));
}
