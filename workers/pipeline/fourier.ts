/**
 * In-place inverse FFT of a complex signal, radix 2, unnormalised.
 *
 * `re`, `im`: f64[length·stride + offset …]; `length` a power of two. Element i lies at offset + i·stride.
 */
function inverseLine(
  re: Float64Array,
  im: Float64Array,
  offset: number,
  stride: number,
  length: number,
): void {
  for (let i = 1, j = 0; i < length; i++) {
    let bit = length >> 1;
    for (; j & bit; bit >>= 1) j ^= bit;
    j ^= bit;
    if (i < j) {
      const p = offset + i * stride;
      const q = offset + j * stride;
      [re[p], re[q]] = [re[q]!, re[p]!];
      [im[p], im[q]] = [im[q]!, im[p]!];
    }
  }
  for (let size = 2; size <= length; size <<= 1) {
    const angle = (2 * Math.PI) / size;
    for (let k = 0; k < size / 2; k++) {
      const cos = Math.cos(angle * k);
      const sin = Math.sin(angle * k);
      for (let start = k; start < length; start += size) {
        const p = offset + start * stride;
        const q = p + (size / 2) * stride;
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
  for (let row = 0; row < size; row++) inverseLine(re, im, row * size, 1, size);
  for (let column = 0; column < size; column++) inverseLine(re, im, column, size, size);
}
