/** What people read about the classic network. */
import type { PackProgress, PackView } from '../studio/studio-view.ts';

export const PACK_WORDS = {
  about:
    'This is the network of the paper that began it all (AdaIN, Huang and Belongie, 2017). It asks for some thirty times the work of our own, so it wants a strong graphics processor; elsewhere a picture takes a second or more.',
  none: 'It is not part of the app and is never fetched by itself. Whoever has its weights makes a pack of them (models/training in the source code tells how) and adds it here. It stays on this device.',
  choose: 'Choose a pack',
  another: 'Choose another pack',
  address: 'Or its address on this server',
  fetch: 'Fetch',
  use: 'Paint with it',
  remove: 'Remove',
  styles:
    'It measures paintings itself, once each, on this device. Paintings whose pictures may not be shown here are left out while it paints; your own are all there.',
  noControls: 'The classic network has no detail and no canvas to set.',
} as const;

const SOURCES: Record<string, string> = {
  naoto0804: 'naoto0804’s checkpoint',
  aadhithya: 'aadhithya’s checkpoint',
  'aadhithya-onnx': 'aadhithya’s ONNX file',
  npz: 'one file of weights',
  paper: 'a training of your own',
};

/** 'From naoto0804’s checkpoint, 21 MB, kept on this device'. */
export function packWords({ source, bytes, isStored }: PackView): string {
  const from = Object.hasOwn(SOURCES, source) ? SOURCES[source]! : source;
  const megabytes = (bytes / 1e6).toFixed(bytes < 9.95e6 ? 1 : 0);
  const where = isStored ? 'kept on this device' : 'here until the page closes';
  return `From ${from}, ${megabytes} MB, ${where}`;
}

/** What is happening to a pack. */
export const PACK_STEPS: Record<PackProgress['step'], string> = {
  fetching: 'Fetching the pack',
  reading: 'Reading and checking it',
  trying: 'Painting with it once',
  storing: 'Keeping it',
};
