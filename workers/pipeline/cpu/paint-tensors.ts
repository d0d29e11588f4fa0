import type { Tensor } from 'onnxruntime-web';
import type { Size } from '../../../src/shared/frame-size.ts';
import { hasDetail, type NetworkEntry } from '../../../src/shared/manifest.ts';
import type { StyleCode } from '../../../src/shared/style-code.ts';
import type { WasmSession } from '../../engines/ort-wasm.ts';
import { createGrain, GRAIN_SEED, writeGrain } from '../grain.ts';

let grain: Float32Array | undefined;

/** The inputs of the paint graph for one size, over buffers that are written in place for every frame. */
export interface PaintTensors extends Size {
  /** f32[1,frameChannels,H/2,W/2]: packed pixels, then grain. */
  frame: Float32Array;
  /** `frame` holds a picture of this source, with which the next may make a mean (steady.ts). */
  hasPicture: boolean;
  /** f32[1]: β. */
  beta: Float32Array;
  feeds: Record<string, Tensor>;
  writeGrain(strength: number): void;
}

/** Makes the tensors of one painted size; scale and bias tensors are views into `code`. */
export function createPaintTensors(
  network: NetworkEntry,
  session: WasmSession,
  painted: Size,
  code: StyleCode,
  betaValue: number,
): PaintTensors {
  const h = painted.height / 2;
  const w = painted.width / 2;
  const frame = new Float32Array(network.frameChannels * h * w);
  const beta = new Float32Array([betaValue]);
  const feeds: Record<string, Tensor> = {
    frame: session.tensor(frame, [1, network.frameChannels, h, w]),
  };
  if (hasDetail(network)) feeds['beta'] = session.tensor(beta, [1]);
  let scaleAt = 0;
  let biasAt = code.length / 2;
  network.sites.forEach((channels, site) => {
    feeds[`scale${site}`] = session.tensor(code.subarray(scaleAt, scaleAt + channels), [channels]);
    feeds[`bias${site}`] = session.tensor(code.subarray(biasAt, biasAt + channels), [channels]);
    scaleAt += channels;
    biasAt += channels;
  });
  return {
    width: painted.width,
    height: painted.height,
    frame,
    hasPicture: false,
    beta,
    feeds,
    writeGrain: (strength) => {
      if (network.grainChannels === 0) return;
      grain ??= createGrain(GRAIN_SEED);
      writeGrain(frame, network.paintedChannels, h, w, grain, strength);
    },
  };
}
