import { AppError } from './errors.ts';

/** The two qualities that ship. */
export type Tier = 'studio' | 'sketch';

export const TIERS: readonly Tier[] = ['studio', 'sketch'];

/** … and the network of the paper, which some people add as a pack (pack.ts). */
export type NetworkTier = Tier | 'classic';

/** One file that is fetched, checked and stored. */
interface AssetEntry {
  /** File name beside the manifest. */
  file: string;
  bytes: number;
  /** Hex, lower case. */
  sha256: string;
}

/** A tensor of a graph: its name and dims, free dimensions as names (`h`, `w`). */
export interface TensorEntry {
  name: string;
  dims: (number | string)[];
}

/** One exported graph. */
export interface GraphEntry extends AssetEntry {
  inputs: TensorEntry[];
  outputs: TensorEntry[];
}

/** Everything that the app may know about a network's sizes. */
export interface NetworkEntry {
  tier: NetworkTier;
  /** GMAC of a 256×256 frame, for the first guess of a size. */
  gmacAt256: number;
  paint: GraphEntry;
  style: GraphEntry;
  /** Channels of each AdaIN site, in order; the style code is all scales, then all biases. */
  sites: number[];
  frameChannels: number;
  paintedChannels: number;
  /** 0 where the network has no canvas. */
  grainChannels: number;
  /** Painted width and height must be multiples of this. */
  multiple: number;
  /** Short side in pixels at which paintings are measured. */
  paintingSide: number;
}

/** A network of the manifest. */
export interface ShippedNetwork extends NetworkEntry {
  tier: Tier;
}

/** `models/manifest.json`. */
export interface Manifest {
  version: 1;
  networks: Record<Tier, ShippedNetwork>;
}

/** Whether a network keeps fine detail on demand (β); the classic one does not. */
export function hasDetail(network: NetworkEntry): boolean {
  return network.paint.inputs.some((input) => input.name === 'beta');
}

/** Length of a network's style code: a scale and a bias for every channel of every site. */
export function codeLength(network: Pick<NetworkEntry, 'sites'>): number {
  return 2 * network.sites.reduce((sum, channels) => sum + channels, 0);
}

/**
 * Checks that a parsed JSON is a manifest whose parts agree with one another.
 *
 * Throws `manifest-invalid`: a wrong manifest must end in a sentence, never in a garbled picture.
 */
export function parseManifest(json: unknown): Manifest {
  const fail = (why: string): never => {
    throw new AppError('manifest-invalid', `The list of networks is not usable: ${why}`);
  };
  const manifest = json as Manifest;
  if (manifest?.version !== 1 || typeof manifest.networks !== 'object') fail('unknown version');
  for (const tier of TIERS) {
    const network = manifest.networks[tier];
    if (!network) fail(`no network "${tier}"`);
    const fault = networkFault(network);
    if (fault) fail(`${tier}: ${fault}`);
  }
  return manifest;
}

/** What is wrong with a network's entry, as half a sentence; null where its parts agree with one another. */
export function networkFault(network: NetworkEntry): string | null {
  for (const graph of [network.paint, network.style]) {
    if (!/^[0-9a-f]{64}$/.test(graph?.sha256 ?? '')) return 'a graph without a sha256';
    if (!(graph.bytes > 0)) return 'a graph without a length';
  }
  const frame = network.paint.inputs.find((input) => input.name === 'frame');
  const painted = network.paint.outputs.find((output) => output.name === 'painted');
  if (frame?.dims[1] !== network.frameChannels) return 'frame channels disagree';
  if (painted?.dims[1] !== network.paintedChannels) return 'painted channels disagree';
  if (network.frameChannels !== network.paintedChannels + network.grainChannels) return 'grain channels';
  for (const [site, channels] of network.sites.entries()) {
    for (const name of [`scale${site}`, `bias${site}`]) {
      const input = network.paint.inputs.find((entry) => entry.name === name);
      if (input?.dims[0] !== channels) return `${name} disagrees with the sites`;
    }
  }
  const code = network.style.outputs.find((output) => output.name === 'code');
  return code?.dims[0] === codeLength(network) ? null : "the style code's length disagrees";
}
