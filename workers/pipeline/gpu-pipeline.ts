import { AppError } from '../../src/shared/errors.ts';
import { openDevice } from '../engines/gpu-device.ts';
import type { Tuning } from '../engines/ort-webgpu-paint.ts';
import { CanvasSurface } from './gpu/canvas-surface.ts';
import { OrtGpuPipeline } from './gpu/ort-gpu-pipeline.ts';
import type { Pipeline } from './pipeline.ts';

/** What the GPU engine is opened with. */
export interface GpuPipelineOptions {
  /** Called once when the device is lost, but not by `dispose`: this pipeline is of no use any more. */
  onLost: (reason: string) => void;
  /** How thoroughly networks are tried at start; by default fully on hardware and quickly on software. */
  tuning?: Tuning;
}

/** A pipeline whose disposal can be waited for. */
export interface GpuPipeline extends Pipeline {
  /** Mistakes that the GPU found in what it was told; 0 unless there is a bug. */
  readonly gpuErrors: number;
  dispose(): Promise<void>;
}

/**
 * The GPU engine: our shaders and onnxruntime-web's WebGPU provider on one device and one queue.
 *
 * Rejects with `engine-unavailable` where there is no adapter, or where WebAssembly cannot wait for promises (JSPI).
 */
export async function createGpuPipeline(
  canvas: OffscreenCanvas,
  options: GpuPipelineOptions,
): Promise<GpuPipeline> {
  if (!('Suspending' in WebAssembly)) {
    throw new AppError('engine-unavailable', 'This browser cannot run the GPU engine: it has no JSPI');
  }
  const opened = await openDevice(options.onLost);
  try {
    return new OrtGpuPipeline(opened, new CanvasSurface(canvas, opened.device), options.tuning);
  } catch (error) {
    opened.dispose();
    throw error;
  }
}
