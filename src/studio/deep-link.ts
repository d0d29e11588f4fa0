import { LARGEST_SIDE, SMALLEST_SIDE, type Size } from '../shared/frame-size.ts';
import { FURTHEST_WIPE, NEAREST_WIPE, type EngineChoice } from './studio-view.ts';

/** What a link asks for; null where it does not say. The README lists the parameters. */
export interface DeepLink {
  /** `auto`: start without a click where permission is given. */
  camera: 'auto' | null;
  source: 'camera' | 'scene' | null;
  /** A gallery id; whether there is such a painting is the gallery's to say. */
  style: string | null;
  /** 0..1. */
  alpha: number | null;
  /** 0..1. */
  canvas: number | null;
  engine: EngineChoice | null;
  /** Painted size in pixels; not yet a multiple of anything. */
  size: Size | null;
  stats: boolean;
  /** Before/after, `NEAREST_WIPE`..`FURTHEST_WIPE`. */
  wipe: number | null;
  /** Records once for so many seconds, from the first painted picture. */
  record: number | null;
  /** Files were shared to the app and wait for it. */
  shared: boolean;
  /** A sentence for everything in the link that is ignored. */
  bad: string[];
}

const LONGEST_SHOWN = 40;
const LONGEST_RECORDING_SECONDS = 3600;

/** Reads `location.search`. Pure; never throws: what is unknown or wrong is ignored and named in `bad`. */
export function parseDeepLink(search: string): DeepLink {
  const link: DeepLink = {
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
  const seen = new Set<string>();
  for (const [name, value] of new URLSearchParams(search)) {
    const read = Object.hasOwn(READERS, name) ? READERS[name as keyof typeof READERS] : undefined;
    if (!read) link.bad.push(`The link’s “${shown(name)}” is not known and was ignored.`);
    else if (seen.has(name)) link.bad.push(`The link gives “${name}” twice; the first one was used.`);
    else {
      const wanted = read(link, value);
      if (wanted) {
        link.bad.push(`The link’s “${name}=${shown(value)}” was ignored: ${wanted}.`);
      }
    }
    seen.add(name);
  }
  return link;
}

/** Each writes a good value into the link, or returns what a good value would be. */
const READERS = {
  camera: (link, value) => choose(value, ['auto'], (choice) => (link.camera = choice)),
  source: (link, value) => choose(value, ['camera', 'scene'], (choice) => (link.source = choice)),
  style: (link, value) => {
    if (!/^[\w.-]{1,100}$/.test(value)) return 'it should be the id of a painting in the gallery';
    link.style = value;
    return null;
  },
  alpha: (link, value) => readShare(value, (share) => (link.alpha = share)),
  canvas: (link, value) => readShare(value, (share) => (link.canvas = share)),
  engine: (link, value) =>
    choose(value, ['auto', 'ort-webgpu', 'ort-wasm'], (choice) => (link.engine = choice)),
  size: (link, value) => {
    const sides = /^(\d{1,5})x(\d{1,5})$/i.exec(value)?.slice(1).map(Number);
    const [width = 0, height = 0] = sides ?? [];
    if (Math.min(width, height) < SMALLEST_SIDE || Math.max(width, height) > LARGEST_SIDE) {
      return `it should be like 384x216, each side from ${SMALLEST_SIDE} to ${LARGEST_SIDE}`;
    }
    link.size = { width, height };
    return null;
  },
  stats: (link, value) =>
    choose(value, ['', '1', '0', 'true', 'false'], (choice) => {
      link.stats = choice !== '0' && choice !== 'false';
    }),
  wipe: (link, value) => {
    const at = Number(value);
    if (!/^0?\.\d{1,6}$/.test(value) || at < NEAREST_WIPE || at > FURTHEST_WIPE) {
      return `it should be a number from ${NEAREST_WIPE} to ${FURTHEST_WIPE}`;
    }
    link.wipe = at;
    return null;
  },
  shared: (link, value) => choose(value, ['1'], () => (link.shared = true)),
  record: (link, value) => {
    if (!/^\d{1,4}$/.test(value) || Number(value) < 1 || Number(value) > LONGEST_RECORDING_SECONDS) {
      return `it should be a number of seconds from 1 to ${LONGEST_RECORDING_SECONDS}`;
    }
    link.record = Number(value);
    return null;
  },
} satisfies Record<string, (link: DeepLink, value: string) => string | null>;

function choose<T extends string>(
  value: string,
  choices: readonly T[],
  take: (choice: T) => void,
): string | null {
  const choice = choices.find((candidate) => candidate === value);
  if (choice === undefined) return `it should be ${choices.filter(Boolean).join(' or ')}`;
  take(choice);
  return null;
}

function readShare(value: string, take: (share: number) => void): string | null {
  // Number() alone would take '', '0x1' and '1e-9' too.
  if (!/^(0|1|0?\.\d{1,6}|[01]\.\d{1,6})$/.test(value) || Number(value) > 1) {
    return 'it should be a number from 0 to 1';
  }
  take(Number(value));
  return null;
}

/** Links come from anybody: what is shown of them is short and without control characters or half letters. */
function shown(text: string): string {
  const start = text.slice(0, LONGEST_SHOWN).replace(/[\p{C}\p{Zl}\p{Zp}]/gu, '�');
  return text.length > LONGEST_SHOWN ? `${start}…` : start;
}
