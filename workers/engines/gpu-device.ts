import { AppError } from '../../src/shared/errors.ts';

/** What onnxruntime's WebGPU provider would ask for if it made the device, where the adapter has it. */
const WANTED_FEATURES: readonly GPUFeatureName[] = ['shader-f16', 'subgroups', 'timestamp-query'];

const WANTED_LIMITS = [
  'maxBindGroups',
  'maxComputeWorkgroupStorageSize',
  'maxComputeWorkgroupsPerDimension',
  'maxStorageBuffersPerShaderStage',
  'maxStorageBufferBindingSize',
  'maxBufferSize',
  'maxComputeInvocationsPerWorkgroup',
  'maxComputeWorkgroupSizeX',
  'maxComputeWorkgroupSizeY',
  'maxComputeWorkgroupSizeZ',
] as const;

/** The GPUDevice that our shaders and onnxruntime share. */
export interface OpenedDevice {
  readonly device: GPUDevice;
  /** The adapter in words, '' where the browser does not tell. */
  readonly adapter: string;
  /** WebGPU on the processor. */
  readonly software: boolean;
  /** The device is gone, for whatever reason. */
  readonly isLost: boolean;
  /** Mistakes that no error scope caught; always 0 unless there is a bug or a broken driver. */
  readonly errorCount: number;
  /** Destroys the device on purpose: `onLost` is not called. May be called twice. */
  dispose(): void;
}

/**
 * Opens the fastest GPU. `onLost` is called once when the device goes without `dispose` having been called.
 *
 * Rejects with `engine-unavailable` where there is no adapter or no device.
 */
export async function openDevice(onLost: (reason: string) => void): Promise<OpenedDevice> {
  const adapter = await navigator.gpu?.requestAdapter({ powerPreference: 'high-performance' });
  if (!adapter) throw new AppError('engine-unavailable', 'This browser offers no graphics processor');
  const device = await requestDevice(adapter);
  // Safari 26.0 has no device.adapterInfo, which onnxruntime reads (onnxruntime#26480).
  if (!device.adapterInfo) Object.defineProperty(device, 'adapterInfo', { value: adapter.info });

  let isLost = false;
  let isDisposed = false;
  let errorCount = 0;
  device.addEventListener('uncapturederror', (event) => {
    // A broken frame breaks like all the others, so one line says it.
    if (errorCount++ === 0) console.error(`WebGPU: ${(event as GPUUncapturedErrorEvent).error.message}`);
  });
  void device.lost.then((info) => {
    isLost = true;
    if (!isDisposed) onLost(info.message || info.reason);
  });
  return {
    device,
    adapter: describe(adapter.info),
    software: isSoftware(adapter.info),
    get isLost() {
      return isLost;
    },
    get errorCount() {
      return errorCount;
    },
    dispose: () => {
      isDisposed = true;
      device.destroy();
    },
  };
}

async function requestDevice(adapter: GPUAdapter): Promise<GPUDevice> {
  const requiredLimits: Record<string, number> = {};
  for (const name of WANTED_LIMITS) requiredLimits[name] = adapter.limits[name];
  try {
    return await adapter.requestDevice({
      label: 'plein-air',
      // shader-f16 is for graphs that compute in half floats. The present ones store fp16 and compute fp32; an fp16
      // graph would be one more file of a tier in the manifest, chosen where the device has this feature.
      requiredFeatures: WANTED_FEATURES.filter((feature) => adapter.features.has(feature)),
      requiredLimits,
    });
  } catch (error) {
    throw new AppError('engine-unavailable', `The graphics processor did not open: ${String(error)}`, {
      cause: error,
    });
  }
}

/** SwiftShader says so in two ways, Mesa's llvmpipe and Windows' WARP only in their descriptions. */
function isSoftware(info: GPUAdapterInfo): boolean {
  return (
    info.isFallbackAdapter ||
    /swiftshader|llvmpipe|lavapipe|basic render/i.test(
      `${info.architecture} ${info.device} ${info.description}`,
    )
  );
}

function describe(info: GPUAdapterInfo): string {
  const words = [info.vendor, info.architecture, info.description || info.device];
  return words.filter((word) => word !== '').join(' ');
}
