import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import * as ort from 'onnxruntime-web';
import { describe, expect, test } from 'vitest';
import { AppError } from '../../src/shared/errors.ts';
import { codeLength, parseManifest, TIERS, type Manifest } from '../../src/shared/manifest.ts';

const MODELS = join(import.meta.dirname, '..', '..', 'models');
const readJson = (file: string): unknown => JSON.parse(readFileSync(join(MODELS, file), 'utf8'));

interface Values {
  dims: number[];
  data: number[];
}
/** A small case with the training framework's own results. */
interface Check {
  frame: Values;
  painting: Values;
  beta: number[];
  code: number[];
  painted: Values;
}

const tensor = ({ dims, data }: Values): ort.Tensor =>
  new ort.Tensor('float32', Float32Array.from(data), dims);
const largestDifference = (a: ArrayLike<number>, b: ArrayLike<number>): number => {
  let largest = 0;
  for (let i = 0; i < a.length; i++) largest = Math.max(largest, Math.abs(a[i]! - b[i]!));
  return largest;
};

describe.each(TIERS)('the %s network', (tier) => {
  const network = parseManifest(readJson('manifest.json')).networks[tier];
  const check = readJson(`${tier}-check.json`) as Check;

  test.each(['paint', 'style'] as const)('the %s graph is the one in the manifest', (kind) => {
    const bytes = readFileSync(join(MODELS, network[kind].file));
    expect(bytes.length).toBe(network[kind].bytes);
    expect(createHash('sha256').update(bytes).digest('hex')).toBe(network[kind].sha256);
  });

  test('measures a painting as PyTorch does', async () => {
    const session = await ort.InferenceSession.create(readFileSync(join(MODELS, network.style.file)));
    const code = (await session.run({ painting: tensor(check.painting) }))['code']!.data as Float32Array;
    expect(code).toHaveLength(codeLength(network));
    const scale = check.code.reduce((largest, value) => Math.max(largest, Math.abs(value)), 0);
    expect(largestDifference(code, check.code)).toBeLessThan(0.005 * scale);
  });

  test('paints a frame as PyTorch does', async () => {
    const session = await ort.InferenceSession.create(readFileSync(join(MODELS, network.paint.file)));
    const feeds: Record<string, ort.Tensor> = {
      frame: tensor(check.frame),
      beta: tensor({ dims: [1], data: check.beta }),
    };
    let scaleAt = 0;
    let biasAt = check.code.length / 2;
    network.sites.forEach((channels, site) => {
      const cut = (from: number): Values => ({
        dims: [channels],
        data: check.code.slice(from, from + channels),
      });
      feeds[`scale${site}`] = tensor(cut(scaleAt));
      feeds[`bias${site}`] = tensor(cut(biasAt));
      scaleAt += channels;
      biasAt += channels;
    });
    const painted = (await session.run(feeds))['painted']!;
    expect([...painted.dims]).toEqual(check.painted.dims);
    expect(largestDifference(painted.data as Float32Array, check.painted.data)).toBeLessThan(2e-3);
  });
});

describe('a manifest that cannot be trusted is refused', () => {
  const damaged = (damage: (manifest: Manifest) => void): (() => Manifest) => {
    const manifest = readJson('manifest.json') as Manifest;
    damage(manifest);
    return () => parseManifest(manifest);
  };
  test.each<[string, (manifest: Manifest) => void]>([
    ['another version', (m) => Object.assign(m, { version: 2 })],
    ['a network missing', (m) => Reflect.deleteProperty(m.networks, 'sketch')],
    ['no hash', (m) => (m.networks.studio.paint.sha256 = 'abc')],
    ['other frame channels', (m) => (m.networks.studio.frameChannels = 12)],
    ['other sites', (m) => (m.networks.studio.sites[2] = 7)],
    ['a code of another length', (m) => (m.networks.sketch.style.outputs[0]!.dims[0] = 5)],
  ])('%s', (_name, damage) => {
    expect(damaged(damage)).toThrow(AppError);
    expect(damaged(damage)).toThrow(/list of networks/);
  });
});
