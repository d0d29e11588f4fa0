import type { Size } from '../../../src/shared/frame-size.ts';
import { createTensorBuffer } from '../../engines/gpu-usage.ts';
import type { PaintGraph, PaintTensors } from '../../engines/ort-webgpu-paint.ts';
import type { GpuRunner } from '../../engines/ort-webgpu.ts';
import type { GrainStage, GrainTarget } from './grain-stage.ts';
import type { PrepareStage, PrepareTarget } from './prepare-stage.ts';
import type { PaintedPicture } from './present-stage.ts';

/** Everything that belongs to one painted size: the tensors, where the stages write, and a warm network. */
export interface PaintedSize {
  size: Size;
  runner: GpuRunner;
  prepare: PrepareTarget;
  /** Null where the network has no canvas. */
  grain: GrainTarget | null;
  /** The newest result, where the runner left it. */
  result: PaintedPicture;
  /** The strength that the grain channels hold; NaN before they were written. */
  grainStrength: number;
  release(): Promise<void>;
}

/**
 * Makes the tensors of a size (multiples of the network's `multiple`). For `live` use the network is tuned to them and
 * warm; for use `once` it is neither.
 */
export async function openPaintedSize(
  device: GPUDevice,
  graph: PaintGraph,
  size: Size,
  prepareStage: PrepareStage,
  grainStage: GrainStage,
  use: 'live' | 'once',
): Promise<PaintedSize> {
  const { frameChannels, paintedChannels } = graph.network;
  const h = size.height / 2;
  const w = size.width / 2;
  const frame = createTensorBuffer(device, 'prepare/frame', frameChannels * h * w);
  const painted = createTensorBuffer(device, 'paint/painted', paintedChannels * h * w);
  const prepare = prepareStage.createTarget(size, frame);
  const hasGrain = graph.network.grainChannels > 0;
  const grain = hasGrain ? grainStage.createTarget(size, frame, paintedChannels) : null;
  const destroy = (): void => {
    prepare.dispose();
    grain?.dispose();
    frame.destroy();
    painted.destroy();
  };
  try {
    const tensors: PaintTensors = {
      frame: { buffer: frame, dims: [1, frameChannels, h, w] },
      painted: { buffer: painted, dims: [1, paintedChannels, h, w] },
    };
    const runner = use === 'live' ? await graph.open(tensors) : await graph.openOnce(tensors);
    return {
      size,
      runner,
      prepare,
      grain,
      result: { size, buffer: painted, prepared: frame },
      grainStrength: NaN,
      release: async () => {
        await runner.release();
        destroy();
      },
    };
  } catch (error) {
    destroy();
    throw error;
  }
}
