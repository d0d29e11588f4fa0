import { describe, expect, test } from 'vitest';
import { parseDeepLink } from '../../src/studio/deep-link.ts';

const NOTHING = {
  camera: null,
  source: null,
  style: null,
  alpha: null,
  canvas: null,
  engine: null,
  size: null,
  stats: false,
  wipe: null,
  record: null,
  shared: false,
  bad: [],
};

test('a link without parameters asks for nothing', () => {
  expect(parseDeepLink('')).toEqual(NOTHING);
  expect(parseDeepLink('?')).toEqual(NOTHING);
});

test('every parameter is read', () => {
  const link = parseDeepLink(
    '?camera=auto&source=scene&style=the-great-wave_2.b&alpha=0.35&canvas=1&engine=ort-wasm&size=384x216&stats&wipe=0.4&record=3',
  );
  expect(link).toEqual({
    camera: 'auto',
    source: 'scene',
    style: 'the-great-wave_2.b',
    alpha: 0.35,
    canvas: 1,
    engine: 'ort-wasm',
    size: { width: 384, height: 216 },
    stats: true,
    wipe: 0.4,
    record: 3,
    shared: false,
    bad: [],
  });
});

test.each([
  ['alpha=0', { alpha: 0 }],
  ['alpha=.5', { alpha: 0.5 }],
  ['alpha=1.0', { alpha: 1 }],
  ['source=camera', { source: 'camera' }],
  ['engine=auto', { engine: 'auto' }],
  ['engine=ort-webgpu', { engine: 'ort-webgpu' }],
  ['size=16x2048', { size: { width: 16, height: 2048 } }],
  ['stats=', { stats: true }],
  ['stats=1', { stats: true }],
  ['stats=false', { stats: false }],
  ['wipe=0.5', { wipe: 0.5 }],
  ['wipe=.02', { wipe: 0.02 }],
  ['record=1', { record: 1 }],
  ['record=3600', { record: 3600 }],
])('%s is good', (search, expected) => {
  expect(parseDeepLink(search)).toEqual({ ...NOTHING, ...expected });
});

test.each([
  'camera=manual',
  'camera=',
  'source=photo',
  'style=',
  'style=../../etc',
  'style=%3Cscript%3E',
  `style=${'a'.repeat(101)}`,
  'alpha=',
  'alpha=-0.1',
  'alpha=1.01',
  'alpha=NaN',
  'alpha=Infinity',
  'alpha=0x1',
  'alpha=1e-9',
  'alpha=0,5',
  'alpha= 0.5',
  'canvas=2',
  'engine=cuda',
  'engine=ORT-WASM',
  'size=384',
  'size=384x',
  'size=384×216',
  'size=0x0',
  'size=15x400',
  'size=400x2049',
  'size=99999x99999',
  'size=1e3x16',
  'size=-384x216',
  'stats=maybe',
  'wipe=',
  'wipe=0',
  'wipe=0.99',
  'wipe=1',
  'wipe=left',
  'record=',
  'record=0',
  'record=3601',
  'record=1.5',
  'record=-3',
  'fullscreen=1',
  '__proto__=1',
  'constructor=1',
  'toString',
  'CAMERA=auto',
])('%s is ignored with a sentence', (search) => {
  const link = parseDeepLink(`?${search}`);
  expect({ ...link, bad: [] }).toEqual(NOTHING);
  expect(link.bad).toHaveLength(1);
  expect(link.bad[0]).toMatch(/^The link.*ignored.*\.$/);
  expect(link.bad[0]).toContain(search.split('=')[0]!);
});

test('a bad value says what a good one is, and the rest still counts', () => {
  const link = parseDeepLink('?engine=cuda&alpha=0.2');
  expect(link.alpha).toBe(0.2);
  expect(link.bad).toEqual([
    'The link’s “engine=cuda” was ignored: it should be auto or ort-webgpu or ort-wasm.',
  ]);
});

test('the first of two values counts', () => {
  const link = parseDeepLink('?alpha=0.2&alpha=0.9');
  expect(link.alpha).toBe(0.2);
  expect(link.bad).toEqual(['The link gives “alpha” twice; the first one was used.']);
});

describe('whatever a link holds', () => {
  // xorshift32: the same links in every run.
  let seed = 0x9e3779b9;
  const random = (below: number): number => {
    seed ^= seed << 13;
    seed ^= seed >>> 17;
    seed ^= seed << 5;
    return (seed >>> 0) % below;
  };
  const names = ['camera', 'source', 'style', 'alpha', 'canvas', 'engine', 'size', 'stats', 'other'];
  const pieces = [
    'auto',
    '0.5',
    '1',
    '-',
    'x',
    '640',
    '%',
    '%00',
    '%E2%80%AE',
    '&',
    '=',
    '😀',
    '\u2028',
    '1e9',
  ];
  const links = Array.from({ length: 2000 }, () => {
    const value = Array.from({ length: random(6) }, () => pieces[random(pieces.length)]).join('');
    return `?${names[random(names.length)]}=${value}`;
  });

  test('values stay in bounds and sentences short and printable', () => {
    for (const search of links) {
      const link = parseDeepLink(search);
      for (const share of [link.alpha, link.canvas]) {
        if (share !== null) expect(share >= 0 && share <= 1, search).toBe(true);
      }
      for (const side of [link.size?.width, link.size?.height]) {
        if (side !== undefined) expect(side >= 16 && side <= 2048, search).toBe(true);
      }
      for (const sentence of link.bad) {
        expect(sentence.length, search).toBeLessThan(200);
        expect(sentence, search).not.toMatch(/[\p{C}\p{Zl}\p{Zp}]/u);
      }
    }
  });
});
