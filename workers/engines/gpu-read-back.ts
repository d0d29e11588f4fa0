import { BufferUsage, MAP_READ } from './gpu-usage.ts';

/**
 * The first `count` f32 values of a buffer, once everything submitted so far is done.
 *
 * Waits for the GPU, so it is for start-up checks and the rare measuring of the source, never for a frame.
 */
export async function readBack(device: GPUDevice, buffer: GPUBuffer, count: number): Promise<Float32Array> {
  const staging = device.createBuffer({
    label: 'read-back/staging',
    size: count * 4,
    usage: BufferUsage.mapRead | BufferUsage.copyTarget,
  });
  try {
    const encoder = device.createCommandEncoder({ label: 'read-back' });
    encoder.copyBufferToBuffer(buffer, 0, staging, 0, count * 4);
    device.queue.submit([encoder.finish()]);
    await staging.mapAsync(MAP_READ);
    return new Float32Array(staging.getMappedRange()).slice();
  } finally {
    staging.destroy();
  }
}
