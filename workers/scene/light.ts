import { HORIZON } from './composition.ts';
import { smoothstep } from './noise.ts';

/** Red, green, blue in 0..255. */
export type Rgb = readonly [number, number, number];

/** The colours of one time of day. */
export interface Mood {
  name: 'dawn' | 'day' | 'evening' | 'dusk';
  /** From the zenith to the horizon. */
  sky: readonly [Rgb, Rgb, Rgb, Rgb];
  /** Colour of the sun's light on things, its strength included. */
  sun: Rgb;
  /** Light from the rest of the sky. */
  ambient: Rgb;
  /** What distance fades to. */
  haze: Rgb;
  /** Colour of the sun's halo. */
  glow: Rgb;
  /** Deep water, seen from above. */
  water: Rgb;
  cloudLit: Rgb;
  cloudShade: Rgb;
  /** Where the light comes from: -1 left, 1 right. */
  side: number;
  /** How much comes from above, 0..1. */
  height: number;
  /** Density of the mist between the hills, 0..1. */
  mist: number;
  /** Light in the windows, 0..1; stars come with it. */
  lamps: number;
}

/** One day of the scene in seconds: dawn at 0, then day, evening, dusk at each quarter. */
export const DAY_SECONDS = 120;

/** The four times of day, in order; the day turns through them and begins again. */
export const MOODS: readonly [Mood, Mood, Mood, Mood] = [
  {
    name: 'dawn',
    sky: [
      [92, 128, 178],
      [150, 168, 190],
      [236, 204, 162],
      [255, 222, 160],
    ],
    sun: [236, 178, 104],
    ambient: [104, 112, 136],
    haze: [234, 204, 172],
    glow: [255, 196, 110],
    water: [44, 70, 88],
    cloudLit: [255, 226, 178],
    cloudShade: [152, 146, 168],
    side: -0.85,
    height: 0.35,
    mist: 0.85,
    lamps: 0,
  },
  {
    name: 'day',
    sky: [
      [52, 112, 188],
      [98, 156, 214],
      [162, 202, 230],
      [216, 230, 234],
    ],
    sun: [196, 188, 160],
    ambient: [104, 118, 138],
    haze: [184, 206, 224],
    glow: [255, 250, 226],
    water: [28, 78, 100],
    cloudLit: [255, 253, 246],
    cloudShade: [158, 176, 202],
    side: -0.2,
    height: 0.85,
    mist: 0.3,
    lamps: 0,
  },
  {
    name: 'evening',
    sky: [
      [78, 90, 150],
      [150, 116, 160],
      [240, 150, 130],
      [255, 190, 128],
    ],
    sun: [240, 138, 84],
    ambient: [108, 94, 126],
    haze: [222, 156, 150],
    glow: [255, 150, 84],
    water: [52, 52, 88],
    cloudLit: [255, 186, 146],
    cloudShade: [136, 104, 146],
    side: 0.85,
    height: 0.3,
    mist: 0.5,
    lamps: 0.35,
  },
  {
    name: 'dusk',
    sky: [
      [30, 44, 98],
      [62, 78, 140],
      [134, 116, 162],
      [226, 164, 142],
    ],
    sun: [96, 82, 104],
    ambient: [76, 84, 126],
    haze: [124, 118, 162],
    glow: [236, 140, 116],
    water: [22, 32, 68],
    cloudLit: [206, 142, 158],
    cloudShade: [66, 72, 122],
    side: 0.3,
    height: 0.3,
    mist: 0.7,
    lamps: 1,
  },
];

/** Which mood is being left at a time, 0..3. */
export function moodIndexAt(timeSeconds: number): number {
  return Math.floor(turns(timeSeconds) * MOODS.length) % MOODS.length;
}

/** How far the next mood has come in, 0..1; continuous over the whole day. */
export function moodMixAt(timeSeconds: number): number {
  const quarter = turns(timeSeconds) * MOODS.length;
  return smoothstep(0, 1, quarter - Math.floor(quarter));
}

/** Column of the sun: it rises left of the middle and sets right of it. */
export function sunXAt(timeSeconds: number): number {
  return 646 - 118 * Math.cos(turns(timeSeconds) * 2 * Math.PI);
}

/** Row of the sun's middle. At dusk it stands at the horizon, behind the hills. */
export function sunYAt(timeSeconds: number): number {
  return HORIZON - 182 - 150 * Math.sin(turns(timeSeconds) * 2 * Math.PI);
}

/** How much sun reaches the water, 0..1: none while it is behind the hills, strongest while it is low. */
export function glitterAt(timeSeconds: number): number {
  const y = sunYAt(timeSeconds);
  return smoothstep(300, 238, y) * (0.5 + 0.5 * smoothstep(80, 190, y));
}

/** A colour under a mood's light; `exposure` is the share of direct sun, 0..1 or a little more. */
export function lit(albedo: Rgb, mood: Mood, exposure: number): Rgb {
  return [
    (albedo[0] * (mood.ambient[0] + mood.sun[0] * exposure)) / 255,
    (albedo[1] * (mood.ambient[1] + mood.sun[1] * exposure)) / 255,
    (albedo[2] * (mood.ambient[2] + mood.sun[2] * exposure)) / 255,
  ];
}

/** A CSS colour. */
export function css(colour: Rgb, alpha = 1): string {
  return `rgb(${colour[0]} ${colour[1]} ${colour[2]} / ${alpha})`;
}

/** Between two colours. */
export function mix(from: Rgb, to: Rgb, share: number): Rgb {
  return [
    from[0] + (to[0] - from[0]) * share,
    from[1] + (to[1] - from[1]) * share,
    from[2] + (to[2] - from[2]) * share,
  ];
}

/** Share of the day that has passed, 0..1, for any time, negative ones too. */
function turns(timeSeconds: number): number {
  const days = timeSeconds / DAY_SECONDS;
  return days - Math.floor(days);
}
