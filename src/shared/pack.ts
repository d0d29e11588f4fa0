import { AppError } from './errors.ts';
import { networkFault, type NetworkEntry } from './manifest.ts';

/** Painted pixels come packed, three colours of four pixels (workers/pipeline/pack.ts). */
const PICTURE_CHANNELS = 12;
/** VGG-19 to relu4_1 and its decoder in fp32 are 28 MB; twice that in two graphs, and room for wider ones. */
const LARGEST_GRAPH_BYTES = 200e6;
const LARGEST_SITE = 4096;
const LONGEST_TEXT = 60;

/**
 * `pack.json` in a pack: a network that a user has converted (`models/training/run convert-classic`) and adds to the app
 * as a .zip with this and the graphs that it names.
 */
export interface Pack {
  version: 1;
  kind: 'plein-air-pack';
  /** To show. */
  name: string;
  /** Which public implementation the weights are of. */
  source: string;
  precision: string;
  /** What that implementation does differently from others: padding, std, epsilon, … */
  conventions: Readonly<Record<string, string | number>>;
  network: NetworkEntry & { tier: 'classic' };
}

/**
 * Checks that a parsed JSON describes a pack that this app can paint with.
 *
 * Throws `pack-invalid`, also for a newer version of the format.
 */
export function parsePack(json: unknown): Pack {
  const pack = json as Pack;
  const fail = (why: string): never => {
    throw new AppError('pack-invalid', `This pack cannot be used: ${why}`);
  };
  if (pack?.kind !== 'plein-air-pack') fail('it is not of Plein Air');
  if (pack.version !== 1) fail('it is of another version of Plein Air');
  for (const text of [pack.name, pack.source, pack.precision])
    if (typeof text !== 'string' || text === '' || text.length > LONGEST_TEXT)
      fail('it does not say what it is');
  const { network } = pack;
  if (network?.tier !== 'classic') fail('it holds no classic network');
  if (!Array.isArray(network.sites) || network.sites.length === 0)
    fail('its network has no place for a style');
  for (const size of [...network.sites, network.multiple, network.paintingSide])
    if (!Number.isInteger(size) || size < 1 || size > LARGEST_SITE) fail(`its network has a size of ${size}`);
  if (!(network.gmacAt256 > 0)) fail('it does not say how much work its network is');
  for (const graph of [network.paint, network.style]) {
    if (!Array.isArray(graph?.inputs) || !Array.isArray(graph.outputs))
      fail('it does not describe its graphs');
    if (!(graph.bytes <= LARGEST_GRAPH_BYTES)) fail('its graphs are too large');
  }
  if (network.paintedChannels !== PICTURE_CHANNELS)
    fail('its pictures are not packed as this app packs them');
  const fault = networkFault(network);
  if (fault) fail(fault);
  return pack;
}
