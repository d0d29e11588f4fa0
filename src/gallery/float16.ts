/**
 * Numbers as IEEE half floats, little-endian, because style codes need no more than three digits and half the bytes.
 * Not every browser has `Float16Array` yet.
 */

/** Largest finite half float. */
const LARGEST = 65504;

/** Rounds to the nearest half float (ties to even). Throws a RangeError beyond ±65504 and on NaN. */
export function encodeFloat16(values: Float32Array): Uint8Array<ArrayBuffer> {
  const bytes = new Uint8Array(values.length * 2);
  const view = new DataView(bytes.buffer);
  for (let i = 0; i < values.length; i++) view.setUint16(i * 2, halfBits(values[i]!), true);
  return bytes;
}

/** Exact; the length in bytes must be even. */
export function decodeFloat16(bytes: Uint8Array): Float32Array {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const values = new Float32Array(bytes.byteLength / 2);
  for (let i = 0; i < values.length; i++) values[i] = halfValue(view.getUint16(i * 2, true));
  return values;
}

function halfBits(value: number): number {
  const size = Math.abs(value);
  if (!(size <= LARGEST)) throw new RangeError(`${value} does not fit into a half float`);
  const sign = value < 0 ? 0x8000 : 0;
  // Below 2^-14 halves are spaced 2^-24 apart (subnormals); above, 2^(exponent - 10).
  const exponent = Math.max(-14, Math.floor(Math.log2(size)));
  const steps = roundToEven(size / 2 ** (exponent - 10));
  // Carries of the mantissa run into the exponent by themselves; subnormals have no hidden 1024.
  return sign + (exponent + 14) * 1024 + steps;
}

function halfValue(bits: number): number {
  const sign = bits & 0x8000 ? -1 : 1;
  const exponent = (bits >> 10) & 31;
  const mantissa = bits & 1023;
  if (exponent === 31) return mantissa ? NaN : sign * Infinity;
  return exponent === 0 ? sign * mantissa * 2 ** -24 : sign * (1024 + mantissa) * 2 ** (exponent - 25);
}

function roundToEven(value: number): number {
  const below = Math.floor(value);
  const rest = value - below;
  return rest > 0.5 || (rest === 0.5 && below % 2 === 1) ? below + 1 : below;
}
