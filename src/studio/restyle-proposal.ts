import type { EnginePossibilities } from '../painter-client/choose-engine.ts';
import { estimateMs, paintedFor, proposedSize, sizesFor } from '../restyle/restyle-plan.ts';
import type { Size } from '../shared/frame-size.ts';
import type { VideoFacts } from '../shared/restyle.ts';
import { UNSTARTED, type RestyleView } from './restyle-view.ts';
import type { StudioView } from './studio-view.ts';

/** The network's picture may be this much off the plan, since its sides are multiples of something. */
const ROUNDING = 16;

/** How a file that was just opened is to be painted, unless people choose otherwise. */
export function proposal(
  facts: VideoFacts,
  name: string,
  { engine, engineChoice, quality }: StudioView,
  possible: EnginePossibilities,
): RestyleView {
  const isGpu = engine
    ? engine.engine === 'ort-webgpu' && !engine.software
    : possible.webgpu && engineChoice !== 'ort-wasm';
  const sizes = sizesFor(facts.size);
  return {
    ...UNSTARTED,
    state: 'ready',
    name,
    facts,
    sizes,
    sizeId: proposedSize(sizes, isGpu).id,
    // Nobody waits for single pictures here, so the better network is worth its time.
    tier: quality === 'auto' ? 'studio' : quality,
    estimateMs: null,
  };
}

/** The size of the clip, as chosen. */
export function clipSize(view: RestyleView): Size {
  return (view.sizes.find(({ id }) => id === view.sizeId) ?? view.sizes[0]!).size;
}

/** How long it will take, ms: from what the frame on show took. Null until that was painted as it is chosen now. */
export function estimateFor({ telemetry, restyle }: StudioView): number | null {
  if (restyle?.state !== 'ready' || !telemetry?.size || telemetry.tier !== restyle.tier) return null;
  if (Math.abs(telemetry.size.width - paintedFor(clipSize(restyle)).width) > ROUNDING) return null;
  const frameMs = telemetry.prepareMs + telemetry.networkMs + telemetry.presentMs;
  return estimateMs(restyle.facts.frames, frameMs);
}
