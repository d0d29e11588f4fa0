import * as ort from 'onnxruntime-web';
import { beforeAll, describe, expect, test } from 'vitest';
import { packUrl } from '../../src/packs/fetch-pack.ts';
import { PackStore } from '../../src/packs/pack-store.ts';
import { readPack } from '../../src/packs/read-pack.ts';
import { parsePack, type Pack } from '../../src/shared/pack.ts';
import { createTinyPack, type TinyPack } from '../helpers/tiny-pack.ts';
import { zipPack } from '../helpers/zip-pack.ts';

let tiny: TinyPack;
beforeAll(async () => {
  tiny = await createTinyPack();
});

const read = (bytes: Uint8Array<ArrayBuffer>) => readPack(new Blob([bytes]), () => undefined);

describe('reading a pack', () => {
  test('gives the graphs that it names, and says how far it is', async () => {
    const shares: number[] = [];
    const pack = await readPack(new Blob([zipPack(tiny)]), (share) => shares.push(share));
    expect(pack.pack).toEqual(tiny.pack);
    expect([pack.paint, pack.style]).toEqual([tiny.paint, tiny.style]);
    expect(shares).toEqual(shares.toSorted((a, b) => a - b));
    expect(shares.at(-1)).toBe(1);
  });

  test('gives graphs that measure and paint', async () => {
    const { paint, style } = await read(zipPack(tiny));
    const picture = new ort.Tensor('float32', new Float32Array(12 * 16 * 24).fill(0.1), [1, 12, 16, 24]);
    const styling = await ort.InferenceSession.create(style);
    const code = (await styling.run({ painting: picture }))['code']!.data as Float32Array;
    expect(code).toHaveLength(16);
    const painting = await ort.InferenceSession.create(paint);
    const feeds = {
      frame: picture,
      scale0: new ort.Tensor('float32', code.slice(0, 8), [8]),
      bias0: new ort.Tensor('float32', code.slice(8), [8]),
    };
    const painted = (await painting.run(feeds))['painted']!;
    expect([...painted.dims]).toEqual([1, 12, 16, 24]);
    expect((painted.data as Float32Array).every(Number.isFinite)).toBe(true);
  });

  test.each<[string, RegExp, () => Uint8Array<ArrayBuffer>]>([
    ['is no zip', /not a whole \.zip/, () => new TextEncoder().encode('no network at all')],
    ['is cut off', /not a whole \.zip/, () => zipPack(tiny).slice(0, 4000)],
    ['is some other zip', /no pack\.json/, () => zipPack(tiny, (files) => delete files['pack.json'])],
    ['lacks a graph', /style\.onnx is missing/, () => zipPack(tiny, (files) => delete files['style.onnx'])],
    [
      'has a damaged graph',
      /paint\.onnx is damaged/,
      () =>
        zipPack(
          tiny,
          (files) => (files['paint.onnx'] = tiny.paint.map((byte, k) => (k === 900 ? byte ^ 1 : byte))),
        ),
    ],
    [
      'has a longer graph than it says',
      /paint\.onnx is missing or has another length/,
      () => zipPack(tiny, (files) => (files['paint.onnx'] = new Uint8Array(2 * tiny.paint.length))),
    ],
    [
      'is no JSON inside',
      /not JSON/,
      () => zipPack(tiny, (files) => (files['pack.json'] = new TextEncoder().encode('{'))),
    ],
  ])('refuses a file that %s', async (_, sentence, make) => {
    await expect(read(make())).rejects.toMatchObject({
      code: 'pack-invalid',
      message: expect.stringMatching(sentence) as string,
    });
  });
});

describe('what a pack says of itself', () => {
  const changed = (change: (pack: Pack) => void): unknown => {
    const pack = structuredClone(tiny.pack);
    change(pack);
    return pack;
  };

  test.each<[string, (pack: Pack) => void]>([
    ['another version', (pack) => Object.assign(pack, { version: 2 })],
    ['another kind', (pack) => Object.assign(pack, { kind: 'something' })],
    ['no name', (pack) => (pack.name = '')],
    ['a tier that ships', (pack) => Object.assign(pack.network, { tier: 'studio' })],
    ['no sites', (pack) => (pack.network.sites = [])],
    ['sites that the graph has not', (pack) => (pack.network.sites = [16])],
    ['a painting side of nothing', (pack) => (pack.network.paintingSide = 0)],
    ['canvas channels that the frame has not', (pack) => (pack.network.grainChannels = 4)],
    ['graphs of a gigabyte', (pack) => (pack.network.paint.bytes = 1e9)],
    ['no work', (pack) => (pack.network.gmacAt256 = Number.NaN)],
    ['no style graph', (pack) => Reflect.deleteProperty(pack.network, 'style')],
  ])('is refused with %s', (_, change) => {
    expect(() => parsePack(changed(change))).toThrow(expect.objectContaining({ code: 'pack-invalid' }));
  });

  test.each([null, [], 'pack', { kind: 'plein-air-pack', version: 1 }])('is refused as %j', (json) => {
    expect(() => parsePack(json)).toThrow(expect.objectContaining({ code: 'pack-invalid' }));
  });
});

describe('the store', () => {
  test('without IndexedDB keeps a pack until the page closes, checks it, removes it and puts it back', async () => {
    const store = await PackStore.open();
    await expect(store.graph('paint')).rejects.toMatchObject({ code: 'pack-invalid' });
    await store.put(await read(zipPack(tiny)));
    expect([store.pack?.name, store.isStored]).toEqual(['Tiny classic', false]);
    expect(new Uint8Array(await store.graph('style'))).toEqual(tiny.style);
    const putBack = await store.remove();
    expect([store.pack, store.bytes]).toEqual([null, 0]);
    await putBack();
    expect(store.bytes).toBe(tiny.paint.length + tiny.style.length);
    await store.put({ pack: tiny.pack, paint: tiny.paint.slice().fill(1), style: tiny.style });
    await expect(store.graph('paint')).rejects.toMatchObject({ code: 'pack-invalid' });
  });

  test('remembers codes by the network that measured them', async () => {
    const store = await PackStore.open();
    await store.keepCode('a'.repeat(64), 'irises', new Float32Array([1, 2]));
    expect(await store.code('a'.repeat(64), 'irises')).toEqual(new Float32Array([1, 2]));
    expect(await store.code('b'.repeat(64), 'irises')).toBeUndefined();
  });
});

describe('the address of a pack', () => {
  const page = 'https://paint.example.org/app/index.html';

  test('may be any on the page’s own server', () => {
    expect(packUrl('classic.zip', page).href).toBe('https://paint.example.org/app/classic.zip');
    expect(packUrl('/packs/classic.zip', page).href).toBe('https://paint.example.org/packs/classic.zip');
  });

  test.each([
    'https://elsewhere.example.org/classic.zip',
    '//elsewhere.example.org/x',
    'data:,x',
    'http://[',
    'blob:x',
  ])('may not be %s', (address) => {
    expect(() => packUrl(address, page)).toThrow(expect.objectContaining({ code: 'pack-invalid' }));
  });
});
