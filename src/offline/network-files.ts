import manifestJson from '../../models/manifest.json';
import { AppError } from '../shared/errors.ts';
import { type GraphEntry, type Manifest, parseManifest, type Tier, TIERS } from '../shared/manifest.ts';
import type { Asset } from './asset.ts';

const urls = import.meta.glob<string>('../../models/*.onnx', {
  query: '?url',
  import: 'default',
  eager: true,
});

/** What the app knows about its networks. Throws `manifest-invalid`. */
export function networkManifest(): Manifest {
  return parseManifest(manifestJson);
}

/** The graph that paints frames. Throws `manifest-invalid`. */
export function paintGraphFile(tier: Tier): Asset {
  return graphFile(networkManifest().networks[tier].paint);
}

/** The graph that measures paintings. Throws `manifest-invalid`. */
export function styleGraphFile(tier: Tier): Asset {
  return graphFile(networkManifest().networks[tier].style);
}

/** Every graph of every tier: what must be stored before the app is ready to work offline. */
export function allGraphFiles(): Asset[] {
  return TIERS.flatMap((tier) => [paintGraphFile(tier), styleGraphFile(tier)]);
}

function graphFile(graph: GraphEntry): Asset {
  const url = urls[`../../models/${graph.file}`];
  if (!url)
    throw new AppError('manifest-invalid', `The list of networks names ${graph.file}, which is missing`);
  return { url: new URL(url, document.baseURI).href, bytes: graph.bytes, sha256: graph.sha256 };
}
