import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import * as ort from 'onnxruntime-web';
import {
  codeLength,
  parseManifest,
  type GraphEntry,
  type ShippedNetwork,
} from '../../src/shared/manifest.ts';
import { validateStyleCode, type StyleCode } from '../../src/shared/style-code.ts';
import { createGrain, writeGrain } from '../../workers/pipeline/grain.ts';
import { packPixels, unpackPixels } from '../../workers/pipeline/pack.ts';
import type { Picture } from './picture.ts';
import { ROOT } from './works.ts';

const MODELS = join(ROOT, 'models');
/** The look people meet first: see DEFAULT_LOOK. */
const SWATCH_GRAIN = 0.7;
const GRAIN_SEED = 1;

/** The style network of one tier, ready to measure paintings. */
export interface Measurer {
  /** Sides must be multiples of the network's `multiple`. */
  measure(picture: Picture): Promise<StyleCode>;
  dispose(): Promise<void>;
}

/** The paint network of one tier, ready to paint pictures. */
export interface SwatchPainter {
  /** Sides must be multiples of the network's `multiple`. */
  paint(picture: Picture, code: StyleCode): Promise<Picture>;
  dispose(): Promise<void>;
}

/** The networks of models/manifest.json. */
export function readNetworks(): ShippedNetwork[] {
  const manifest = parseManifest(JSON.parse(readFileSync(join(MODELS, 'manifest.json'), 'utf8')));
  return Object.values(manifest.networks);
}

/** Hex SHA-256 of bytes. */
export function sha256(bytes: Uint8Array): string {
  return createHash('sha256').update(bytes).digest('hex');
}

/** Hash of a graph's file as it lies on disk, whatever the manifest says. */
export function graphSha256(graph: GraphEntry): string {
  return sha256(readFileSync(join(MODELS, graph.file)));
}

/** Loads a tier's style network on the WebAssembly engine. */
export async function openMeasurer(network: ShippedNetwork): Promise<Measurer> {
  const session = await openSession(network.style);
  return {
    async measure(picture) {
      const packed = pack(picture, network.paintedChannels);
      const { code } = await session.run({ painting: packed });
      return validateStyleCode(new Float32Array(code!.data as Float32Array), codeLength(network));
    },
    dispose: () => session.release(),
  };
}

/** Loads a tier's paint network on the WebAssembly engine. */
export async function openSwatchPainter(network: ShippedNetwork): Promise<SwatchPainter> {
  const session = await openSession(network.paint);
  const grain = createGrain(GRAIN_SEED);
  const half = codeLength(network) / 2;
  return {
    async paint(picture, code) {
      const frame = pack(picture, network.frameChannels);
      const [h, w] = [picture.height / 2, picture.width / 2];
      writeGrain(frame.data as Float32Array, network.paintedChannels, h, w, grain, SWATCH_GRAIN);
      const feeds: Record<string, ort.Tensor> = {
        frame,
        beta: new ort.Tensor('float32', new Float32Array([1]), [1]),
      };
      let start = 0;
      network.sites.forEach((channels, site) => {
        const end = start + channels;
        feeds[`scale${site}`] = new ort.Tensor('float32', code.slice(start, end), [channels]);
        feeds[`bias${site}`] = new ort.Tensor('float32', code.slice(half + start, half + end), [channels]);
        start = end;
      });
      const { painted } = await session.run(feeds);
      const pixels = new Uint8ClampedArray(picture.width * picture.height * 4);
      unpackPixels(painted!.data as Float32Array, h, w, pixels);
      return { pixels, width: picture.width, height: picture.height };
    },
    dispose: () => session.release(),
  };
}

function pack(picture: Picture, channels: number): ort.Tensor {
  const [h, w] = [picture.height / 2, picture.width / 2];
  const packed = new Float32Array(channels * h * w);
  packPixels(picture.pixels, picture.width, picture.height, packed);
  return new ort.Tensor('float32', packed, [1, channels, h, w]);
}

async function openSession(graph: GraphEntry): Promise<ort.InferenceSession> {
  const bytes = readFileSync(join(MODELS, graph.file));
  if (sha256(bytes) !== graph.sha256)
    throw new Error(
      `models/${graph.file} is not the file that models/manifest.json describes: write the manifest anew`,
    );
  ort.env.wasm.numThreads = 1;
  return ort.InferenceSession.create(bytes, { executionProviders: ['wasm'] });
}
