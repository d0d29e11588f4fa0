/**
 * Seeded uniform numbers in 0..1 (mulberry32): the same seed gives the same picture on every device, which
 * `Math.random` cannot.
 */
export function createRandom(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let t = state;
    t = Math.imul(t ^ (t >>> 15), t | 1);
    t ^= t + Math.imul(t ^ (t >>> 7), t | 61);
    return ((t ^ (t >>> 14)) >>> 0) / 4294967296;
  };
}

/** Pairs of independent standard normal numbers from uniform ones (Box–Muller); the same array every time. */
export function createNormalPair(random: () => number): () => readonly [number, number] {
  const pair: [number, number] = [0, 0];
  return () => {
    const radius = Math.sqrt(-2 * Math.log(1 - random()));
    const angle = 2 * Math.PI * random();
    pair[0] = radius * Math.cos(angle);
    pair[1] = radius * Math.sin(angle);
    return pair;
  };
}
