import { readFileSync, readdirSync } from 'node:fs';
import { describe, expect, it } from 'vitest';

const tokens = readFileSync(new URL('../../src/ui/tokens.css', import.meta.url), 'utf8');

type Rgb = [number, number, number];

/** OKLCH to gamma-encoded sRGB, 0..1 (Ottosson 2020). */
function toRgb(lightness: number, chroma: number, hue: number): Rgb {
  const a = chroma * Math.cos((hue * Math.PI) / 180);
  const b = chroma * Math.sin((hue * Math.PI) / 180);
  const l = (lightness + 0.3963377774 * a + 0.2158037573 * b) ** 3;
  const m = (lightness - 0.1055613458 * a - 0.0638541728 * b) ** 3;
  const s = (lightness - 0.0894841775 * a - 1.291485548 * b) ** 3;
  const linear = [
    4.0767416621 * l - 3.3077115913 * m + 0.2309699292 * s,
    -1.2684380046 * l + 2.6097574011 * m - 0.3413193965 * s,
    -0.0041960863 * l - 0.7034186147 * m + 1.707614701 * s,
  ];
  return linear.map((value) => {
    const v = Math.min(1, Math.max(0, value));
    return v <= 0.0031308 ? 12.92 * v : 1.055 * v ** (1 / 2.4) - 0.055;
  }) as Rgb;
}

function luminance(rgb: Rgb): number {
  const [r, g, b] = rgb.map((v) => (v <= 0.04045 ? v / 12.92 : ((v + 0.055) / 1.055) ** 2.4)) as Rgb;
  return 0.2126 * r + 0.7152 * g + 0.0722 * b;
}

function contrast(a: Rgb, b: Rgb): number {
  const [dark, light] = [luminance(a), luminance(b)].sort((x, y) => x - y) as [number, number];
  return (light + 0.05) / (dark + 0.05);
}

/** The first definition of a token: [light theme, dark theme], one colour for both where it has no `light-dark`. */
function token(name: string): [Rgb, Rgb] {
  const value = tokens.match(new RegExp(`--${name}:([^;]+);`))![1]!;
  const colours = [...value.matchAll(/oklch\(([\d.]+) ([\d.]+) ([\d.]+)/g)].map(
    ([, l, c, h]) => toRgb(Number(l), Number(c), Number(h)) as Rgb,
  );
  return [colours[0]!, colours[1] ?? colours[0]!];
}

const mix = (under: Rgb, over: Rgb, alpha: number): Rgb =>
  under.map((value, channel) => value + (over[channel]! - value) * alpha) as Rgb;

describe.each([
  ['light', 0],
  ['dark', 1],
] as const)('contrast in the %s theme', (_name, theme) => {
  it.each([
    ['ink', 'wall'],
    ['ink', 'raised'],
    ['ink', 'sunken'],
    ['quiet-ink', 'wall'],
    ['quiet-ink', 'raised'],
    ['quiet-ink', 'sunken'],
    ['danger', 'raised'],
    ['on-solid', 'solid'],
  ])('of %s on %s is at least 4.5', (text, ground) => {
    expect(contrast(token(text)[theme], token(ground)[theme])).toBeGreaterThanOrEqual(4.5);
  });
});

it('text on the scrim can be read over the brightest picture', () => {
  const [scrim] = token('scrim');
  const ground = mix([1, 1, 1], scrim, 0.78);
  expect(contrast(token('ink')[1], ground)).toBeGreaterThanOrEqual(7);
  expect(contrast(token('quiet-ink')[1], ground)).toBeGreaterThanOrEqual(4.5);
});

it('every accent that a painting may bring can be seen on the wall, and darkened on light sheets', () => {
  for (let hue = 0; hue < 360; hue += 15) {
    expect(contrast(toRgb(0.72, 0.14, hue), token('wall')[1])).toBeGreaterThanOrEqual(4.5);
    expect(contrast(toRgb(0.52, 0.14, hue), token('raised')[0])).toBeGreaterThanOrEqual(4.5);
  }
});

it('no template has a style attribute, which the policy forbids', () => {
  const folder = new URL('../../src/ui/', import.meta.url);
  for (const file of readdirSync(folder)) {
    expect(readFileSync(new URL(file, folder), 'utf8'), file).not.toMatch(/\sstyle="|\sstyle=\$/);
  }
  expect(readFileSync(new URL('../../index.html', import.meta.url), 'utf8')).not.toMatch(
    /style="|<style|onload=/,
  );
});
