/** WebGPU's usage flags by the specification's values: TypeScript's libraries name their types but not the objects. */
export const BufferUsage = {
  mapRead: 0x1,
  copySource: 0x4,
  copyTarget: 0x8,
  uniform: 0x40,
  storage: 0x80,
} as const;

export const TextureUsage = {
  copySource: 0x1,
  copyTarget: 0x2,
  binding: 0x4,
  renderTarget: 0x10,
} as const;

export const ShaderStage = { fragment: 0x2, compute: 0x4 } as const;

export const MAP_READ = 0x1;

/** What onnxruntime asks of buffers that it binds as tensors. */
const TENSOR_USAGE = BufferUsage.storage | BufferUsage.copySource | BufferUsage.copyTarget;

/** A buffer for `count` f32 values that onnxruntime accepts as a tensor: its length is a multiple of 16 bytes. */
export function createTensorBuffer(device: GPUDevice, label: string, count: number): GPUBuffer {
  return device.createBuffer({ label, size: Math.ceil(count / 4) * 16, usage: TENSOR_USAGE });
}
