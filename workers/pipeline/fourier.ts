/**
 * In-place inverse FFT of a complex signal, radix 2, unnormalised.
 *
 * `re`, `im`: f64[length·stride + offset …]; `length` a power of two. Element i lies at offset + i·stride.
 * `turns`: cosines and sines of k/length of a whole turn, f64[length/2] each.
 */
function inverseLine(
  re: Float64Array,
  im: Float64Array,
  offset: number,
  stride: number,
  length: number,
  turns: { cos: Float64Array; sin: Float64Array },
): void {
  for (let i = 1, j = 0; i < length; i++) {
    let bit = length >> 1;
    for (; j & bit; bit >>= 1) j ^= bit;
    j ^= bit;
    if (i < j) {
      const p = offset + i * stride;
      const q = offset + j * stride;
      const real = re[p]!;
      const imaginary = im[p]!;
      re[p] = re[q]!;
      im[p] = im[q]!;
      re[q] = real;
      im[q] = imaginary;
    }
  }
  for (let size = 2; size <= length; size <<= 1) {
    const half = size >> 1;
    const turn = length / size;
    for (let start = 0; start < length; start += size) {
      for (let k = 0; k < half; k++) {
        const cos = turns.cos[k * turn]!;
        const sin = turns.sin[k * turn]!;
        const p = offset + (start + k) * stride;
        const q = p + half * stride;
        const real = re[q]! * cos - im[q]! * sin;
        const imaginary = re[q]! * sin + im[q]! * cos;
        re[q] = re[p]! - real;
        im[q] = im[p]! - imaginary;
        re[p] = re[p]! + real;
        im[p] = im[p]! + imaginary;
      }
    }
  }
}

/** In-place inverse FFT of a square complex picture f64[size,size], unnormalised; `size` a power of two. */
export function inverseFourier2d(re: Float64Array, im: Float64Array, size: number): void {
  const angles = Float64Array.from({ length: size / 2 }, (_, k) => (2 * Math.PI * k) / size);
  const turns = { cos: angles.map(Math.cos), sin: angles.map(Math.sin) };
  for (let row = 0; row < size; row++) inverseLine(re, im, row * size, 1, size, turns);
  for (let column = 0; column < size; column++) inverseLine(re, im, column, size, size, turns);
}
