import { describe, expect, it } from 'vitest';
import type { EngineInfo, Telemetry } from '../../src/shared/protocol.ts';
import type { StudioView } from '../../src/studio/studio-view.ts';
import { browserName } from '../../src/ui/browser-name.ts';
import { ALLOW_CAMERA, FAILURES } from '../../src/ui/failure-words.ts';
import { searchPaintings } from '../../src/ui/search-paintings.ts';
import { announcePainting, engineWords, megabytes, rateWords, statusWords } from '../../src/ui/words.ts';
import { FAKE_SCREENS, fakeEngine, fakePaintings, fakeTelemetry, idleView } from '../helpers/fake-studio.ts';

const view = (patch: Partial<StudioView>): StudioView => ({ ...idleView(), ...patch });
const painting = (engine: Partial<EngineInfo>, telemetry: Partial<Telemetry> = {}): StudioView =>
  view({
    ...FAKE_SCREENS['painting'],
    engine: { ...fakeEngine, ...engine },
    telemetry: { ...fakeTelemetry, ...telemetry },
  });

describe('who paints, in plain words', () => {
  it('says which processor and how fast', () => {
    expect(statusWords(painting({}), false)).toEqual([
      'On this computer’s processor',
      '12 pictures a second',
    ]);
    expect(statusWords(painting({ engine: 'ort-webgpu' }, { paintedFps: 29.7 }), false)).toEqual([
      'On your graphics processor',
      '30 pictures a second',
    ]);
  });

  it('never calls software WebGPU a graphics processor', () => {
    for (const brief of [true, false]) {
      const words = engineWords({ ...fakeEngine, engine: 'ort-webgpu', software: true }, brief);
      expect(words).not.toMatch(/graphics|GPU/i);
    }
  });

  it('gives no rate where nothing moves', () => {
    expect(rateWords(0, false)).toBe('');
    expect(statusWords({ ...painting({}), source: 'photo' }, false)).toEqual([
      'On this computer’s processor',
    ]);
  });

  it('says one picture, and slow ones with a decimal', () => {
    expect(rateWords(1, false)).toBe('1 picture a second');
    expect(rateWords(0.4, false)).toBe('0.4 pictures a second');
  });

  it('says when there is no network, and how much has arrived', () => {
    const offline = { status: 'ready', loadedBytes: 1, totalBytes: 1, isOffline: true } as const;
    expect(statusWords(view({ offline }), false)).toEqual(['Offline']);
    expect(statusWords(view(FAKE_SCREENS['downloading']!), false)).toEqual([
      'Fetching the painter, 12 of 31 MB',
    ]);
    expect(megabytes(1_540_000, 0)).toBe('1.5 MB');
  });
});

describe('failures', () => {
  it('have calm sentences without codes', () => {
    for (const [code, words] of Object.entries(FAILURES)) {
      const text = `${words.title} ${words.text} ${words.label}`;
      expect(text, code).not.toMatch(/!|oops|error|\bAI\b/i);
      expect(text, code).not.toContain(code);
      expect(words.title.length, code).toBeGreaterThan(10);
    }
  });

  it('tell every browser where the camera permission is', () => {
    for (const text of Object.values(ALLOW_CAMERA)) expect(text).toMatch(/allow|block/i);
  });
});

describe('browserName', () => {
  const cases: [string, number, ReturnType<typeof browserName>][] = [
    ['Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 Chrome/140.0.0.0 Safari/537.36', 0, 'chrome'],
    ['Mozilla/5.0 (Windows NT 10.0) AppleWebKit/537.36 Chrome/140.0 Safari/537.36 Edg/140.0', 0, 'edge'],
    [
      'Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15_7) AppleWebKit/605.1.15 Version/26.0 Safari/605.1.15',
      0,
      'safari',
    ],
    [
      'Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15_7) AppleWebKit/605.1.15 Version/26.0 Safari/605.1.15',
      5,
      'ios',
    ],
    ['Mozilla/5.0 (iPhone; CPU iPhone OS 18_0 like Mac OS X) CriOS/140.0 Mobile Safari/604.1', 5, 'ios'],
    ['Mozilla/5.0 (Linux; Android 15) AppleWebKit/537.36 Chrome/140.0 Mobile Safari/537.36', 5, 'android'],
    ['Mozilla/5.0 (X11; Linux x86_64; rv:143.0) Gecko/20100101 Firefox/143.0', 0, 'firefox'],
    ['Something else', 0, 'other'],
  ];
  it.each(cases)('%s, %i touch points', (userAgent, touchPoints, name) => {
    expect(browserName(userAgent, touchPoints)).toBe(name);
  });
});

describe('searchPaintings', () => {
  const paintings = fakePaintings(20, 1);

  it('finds words in any order, accents and case aside', () => {
    expect(searchPaintings(paintings, 'gogh CAFE').map(({ id }) => id)).toEqual(['painting-1']);
  });

  it('finds years and own titles, and gives all for nothing', () => {
    expect(searchPaintings(paintings, '1805').map(({ id }) => id)).toEqual(['painting-5']);
    expect(searchPaintings(paintings, 'holiday').map(({ id }) => id)).toEqual(['own-19']);
    expect(searchPaintings(paintings, '  ')).toBe(paintings);
    expect(searchPaintings(paintings, 'cafe monet')).toEqual([]);
  });
});

it('announces a painting as museums name it', () => {
  const [first] = fakePaintings(2, 1);
  expect(announcePainting(first!)).toBe('Landscape 0, Painter 0, 1800');
  expect(announcePainting({ ...first!, artist: '', year: '' })).toBe('Landscape 0');
});
