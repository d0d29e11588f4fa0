/** Writes small ONNX files, so that tests need no other program: just enough of the format's protocol buffers. */

type Bytes = number[];

function varint(value: number | bigint): Bytes {
  const bytes: Bytes = [];
  let rest = BigInt.asUintN(64, BigInt(value));
  do {
    const low = Number(rest & 0x7fn);
    rest >>= 7n;
    bytes.push(rest > 0n ? low | 0x80 : low);
  } while (rest > 0n);
  return bytes;
}

const integer = (field: number, value: number): Bytes => [...varint(field << 3), ...varint(value)];
const block = (field: number, bytes: ArrayLike<number>): Bytes => [
  ...varint((field << 3) | 2),
  ...varint(bytes.length),
  ...Array.from(bytes),
];
const text = (field: number, value: string): Bytes => block(field, new TextEncoder().encode(value));

const FLOAT = 1;
const INT64 = 7;

type AttributeValue = number | string | readonly number[] | { float: number };

function attribute(name: string, value: AttributeValue): Bytes {
  if (typeof value === 'string') return [...text(1, name), ...text(4, value), ...integer(20, 3)];
  if (typeof value === 'number') return [...text(1, name), ...integer(3, value), ...integer(20, 2)];
  if ('float' in value) {
    const bytes = new Uint8Array(new Float32Array([value.float]).buffer);
    return [...text(1, name), ...varint((2 << 3) | 5), ...bytes, ...integer(20, 1)];
  }
  return [...text(1, name), ...value.flatMap((entry) => integer(8, entry)), ...integer(20, 7)];
}

/** A free dimension is a name. */
export type Dims = readonly (number | string)[];

function valueInfo(name: string, dims: Dims): Bytes {
  const shape = dims.flatMap((dim) => block(1, typeof dim === 'number' ? integer(1, dim) : text(2, dim)));
  return [...text(1, name), ...block(2, block(1, [...integer(1, FLOAT), ...block(2, shape)]))];
}

/** A graph in the making; nodes have one output, whose name they return. */
export class OnnxFile {
  readonly #nodes: Bytes[] = [];
  readonly #constants: Bytes[] = [];
  #count = 0;

  constant(values: Float32Array | readonly number[], dims: readonly number[]): string {
    const name = `w${this.#count++}`;
    const isFloat = values instanceof Float32Array;
    const raw = isFloat ? values.buffer : new BigInt64Array(values.map(BigInt)).buffer;
    this.#constants.push([
      ...dims.flatMap((dim) => integer(1, dim)),
      ...integer(2, isFloat ? FLOAT : INT64),
      ...text(8, name),
      ...block(9, new Uint8Array(raw as ArrayBuffer)),
    ]);
    return name;
  }

  node(
    operator: string,
    inputs: readonly string[],
    attributes: Record<string, AttributeValue> = {},
    output = `n${this.#count++}`,
  ): string {
    this.#nodes.push([
      ...inputs.flatMap((input) => text(1, input)),
      ...text(2, output),
      ...text(4, operator),
      ...Object.entries(attributes).flatMap(([name, value]) => block(5, attribute(name, value))),
    ]);
    return output;
  }

  /** The file's bytes. */
  finish(inputs: Record<string, Dims>, outputs: Record<string, Dims>): Uint8Array<ArrayBuffer> {
    const values = (field: number, of: Record<string, Dims>): Bytes =>
      Object.entries(of).flatMap(([name, dims]) => block(field, valueInfo(name, dims)));
    const graph = [
      ...this.#nodes.flatMap((node) => block(1, node)),
      ...text(2, 'test'),
      ...this.#constants.flatMap((constant) => block(5, constant)),
      ...values(11, inputs),
      ...values(12, outputs),
    ];
    return new Uint8Array([
      ...integer(1, 8),
      ...block(7, graph),
      ...block(8, [...text(1, ''), ...integer(2, 17)]),
    ]);
  }
}
