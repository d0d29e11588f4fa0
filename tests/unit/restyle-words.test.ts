import { describe, expect, test } from 'vitest';
import { AppError, type FileErrorCode } from '../../src/shared/errors.ts';
import { endedSentence, notStartedSentence, refusedSentence } from '../../src/studio/restyle-sentences.ts';
import type { RestyleView } from '../../src/studio/restyle-view.ts';
import {
  announceRestyle,
  planWords,
  progressWords,
  spanWords,
  videoWords,
} from '../../src/ui/restyle-words.ts';

const FILE_CODES: FileErrorCode[] = [
  'file-unreadable',
  'file-cut-off',
  'file-protected',
  'file-sound-only',
  'file-empty',
  'file-codec',
  'file-too-large',
];

const VIEW: RestyleView = {
  state: 'running',
  name: 'Beach',
  facts: {
    durationMs: 42_400,
    size: { width: 1280, height: 720 },
    rotation: 0,
    flip: false,
    frames: 1272,
    framesPerSecond: 29.97,
    isHdr: false,
    videoCodec: 'avc',
    audioCodec: 'aac',
  },
  sizes: [],
  sizeId: '',
  tier: 'studio',
  estimateMs: 190_000,
  frames: 360,
  doneMs: 12_000,
  bytes: 3_140_000,
  leftMs: 130_000,
  sound: 'copied',
};

describe('a file that cannot be painted', () => {
  test('gets a sentence of its own for everything that can be wrong, without codes', () => {
    const sentences = FILE_CODES.map((code) => refusedSentence('Beach', new AppError(code, 'x')));
    expect(new Set(sentences).size).toBe(FILE_CODES.length);
    for (const sentence of sentences) {
      expect(sentence).toMatch(/^“Beach” .*\.$/);
      expect(sentence).not.toMatch(/file-|!|could not be opened/);
    }
  });

  test('or that ended early says how much is kept', () => {
    expect(endedSentence('file-unreadable', 12_300)).toContain('ends at 0:12');
    expect(endedSentence('storage-full', 12_300)).toContain('storage is full');
    expect(endedSentence('file-cut-off', 0)).toContain('Nothing could be painted');
    expect(notStartedSentence(new AppError('storage-full', 'x'))).toContain('no room');
    expect(notStartedSentence(new AppError('internal', 'x'))).toContain('Nothing of it is left behind');
  });
});

test('spans of time are as exact as they can be trusted', () => {
  const seconds = (count: number): string => spanWords(count * 1000);
  expect(seconds(20)).toBe('less than a minute');
  expect(seconds(50)).toBe('about 1 minute');
  expect(seconds(190)).toBe('about 3 minutes');
  expect(seconds(3600)).toBe('about 1 hour');
  expect(seconds(3600 * 2 + 60 * 22)).toBe('about 2 hours 20 minutes');
  expect(seconds(3600 * 2 + 60 * 58)).toBe('about 3 hours');
  expect(seconds(3600 * 14.2)).toBe('about 14 hours');
});

test('the card says what the file is, how long it will take, and how far it is', () => {
  expect(videoWords(VIEW)).toBe('0:42 · 1280\u00a0×\u00a0720 · 30\u00a0a\u00a0second');
  expect(planWords(VIEW)).toBe('Takes about 3 minutes.');
  expect(planWords({ ...VIEW, estimateMs: null })).toContain('Seeing how long');
  const facts = { ...VIEW.facts, audioCodec: '', isHdr: true };
  expect(planWords({ ...VIEW, facts })).toMatch(/no sound.*bright colours/);
  expect(progressWords(VIEW)).toBe('0:12 of 0:42 · 3.1\u00a0MB · about 2 minutes left');
  expect(progressWords({ ...VIEW, state: 'paused', leftMs: null })).toContain('paused');
  expect(progressWords({ ...VIEW, sound: 'lost', bytes: 28 })).toBe(
    '0:12 of 0:42 · about 2 minutes left · no sound',
  );
  expect(progressWords({ ...VIEW, state: 'saving' })).toBe('Completing the clip…');
});

test('a screen reader hears that it is done, but not twice that it was stopped', () => {
  expect(announceRestyle({ ...VIEW, state: 'ready', doneMs: 42_300 })).toBe('The video is painted');
  expect(announceRestyle({ ...VIEW, state: 'ready', doneMs: 12_000 })).toBe('');
  expect(announceRestyle({ ...VIEW, state: 'ready', doneMs: 0 })).toBe('');
});
