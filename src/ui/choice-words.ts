/** What the choices of the look are called: networks, shapes, engines; rules as in words.ts. */
import type { Aspect } from '../shared/frame-size.ts';
import type { NetworkTier } from '../shared/manifest.ts';
import type { EngineName } from '../shared/protocol.ts';
import type { EngineChoice, QualityChoice } from '../studio/studio-view.ts';

/** The networks, in the order in which they are offered. */
export const QUALITIES: { value: QualityChoice; label: string }[] = [
  { value: 'auto', label: 'Automatic' },
  { value: 'studio', label: 'Studio' },
  { value: 'sketch', label: 'Sketch' },
];

/** … and where the user has added the classic network: four must fit a phone. */
export const QUALITIES_WITH_PACK: { value: QualityChoice; label: string }[] = [
  { value: 'auto', label: 'Auto' },
  ...QUALITIES.slice(1),
  { value: 'classic', label: 'Classic' },
];

/** How a network is called where it is named, not chosen. */
export const TIER_NAMES: Record<NetworkTier, string> = {
  studio: 'Studio',
  sketch: 'Sketch',
  classic: 'Classic',
};

/** Shapes of the painted picture. */
export const SHAPES: { value: Aspect; label: string }[] = [
  { value: 'as-seen', label: 'As seen' },
  { value: '16:9', label: '16:9' },
  { value: '4:3', label: '4:3' },
  { value: '1:1', label: '1:1' },
  { value: '9:16', label: '9:16' },
];

/** Where it may be painted, in the words of people … */
export const ENGINES: { value: EngineChoice; label: string }[] = [
  { value: 'auto', label: 'Automatic' },
  { value: 'ort-webgpu', label: 'Graphics' },
  { value: 'ort-wasm', label: 'Processor' },
];

/** … and in those of the numbers. */
export const ENGINE_NAMES: Record<EngineName, string> = {
  'ort-webgpu': 'WebGPU',
  'ort-wasm': 'WebAssembly',
};
