import { codeLength, hasDetail, type NetworkEntry } from '../../src/shared/manifest.ts';
import type { StyleCode } from '../../src/shared/style-code.ts';
import { createTensorBuffer } from './gpu-usage.ts';

/** A GPU buffer and the shape that a graph reads it in. */
export interface GpuInput {
  buffer: GPUBuffer;
  dims: readonly number[];
}

/**
 * The paint graph's small inputs on the GPU: scale and bias of every AdaIN site, and beta where the graph has it.
 *
 * Values may be set at any time, but reach the GPU only in `flush`, so that one frame never sees half of a code.
 */
export class StyleInputs {
  /** By the names that the graph gives them. */
  readonly inputs: Readonly<Record<string, GpuInput>>;
  readonly #queue: GPUQueue;
  readonly #values: Float32Array;
  readonly #beta = new Float32Array([1]);
  /** Buffers in the order of the code. */
  readonly #parts: GpuInput[] = [];
  readonly #betaInput: GpuInput;
  #isStale = true;

  constructor(device: GPUDevice, network: NetworkEntry) {
    this.#queue = device.queue;
    this.#values = new Float32Array(codeLength(network));
    this.#values.fill(1, 0, this.#values.length / 2);
    this.#betaInput = { buffer: createTensorBuffer(device, 'paint/beta', 1), dims: [1] };
    const inputs: Record<string, GpuInput> = hasDetail(network) ? { beta: this.#betaInput } : {};
    for (const part of ['scale', 'bias']) {
      network.sites.forEach((channels, site) => {
        const name = `${part}${site}`;
        const input = { buffer: createTensorBuffer(device, `paint/${name}`, channels), dims: [channels] };
        inputs[name] = input;
        this.#parts.push(input);
      });
    }
    this.inputs = inputs;
  }

  /** Copies f32[2·C]. */
  setCode(code: StyleCode): void {
    this.#values.set(code);
    this.#isStale = true;
  }

  setBeta(beta: number): void {
    this.#beta[0] = beta;
    this.#isStale = true;
  }

  /** Hands what changed to the GPU's queue. */
  flush(): void {
    if (!this.#isStale) return;
    this.#isStale = false;
    this.#queue.writeBuffer(this.#betaInput.buffer, 0, this.#beta);
    let at = 0;
    for (const { buffer, dims } of this.#parts) {
      const channels = dims[0]!;
      this.#queue.writeBuffer(buffer, 0, this.#values, at, channels);
      at += channels;
    }
  }

  dispose(): void {
    for (const { buffer } of this.#parts) buffer.destroy();
    this.#betaInput.buffer.destroy();
  }
}
