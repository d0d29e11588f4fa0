import { expect, test } from 'vitest';
import { savedName } from '../../src/clips/clip-files.ts';

const at = new Date(2026, 10, 4, 9, 5).getTime();

test.each([
  ['Sunflowers', 'x.mp4', 'Sunflowers-2026-11-04-0905.mp4'],
  ['Composition VII', 'x.webm', 'Composition-VII-2026-11-04-0905.webm'],
  ['Café Terrace / at "Night"?', 'x.mp4', 'Café-Terrace-at-Night-2026-11-04-0905.mp4'],
  ['../../etc', 'x.mp4', 'etc-2026-11-04-0905.mp4'],
  ['…', 'x.mp4', 'Clip-2026-11-04-0905.mp4'],
])('a clip called %s is saved under a name that every file system takes', (title, fileName, expected) => {
  expect(savedName({ title, fileName, createdAtMs: at })).toBe(expected);
});
