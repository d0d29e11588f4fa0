/**
 * Flags for headless Chromium without a GPU. WebGPU on SwiftShader needs the whole last group: with fewer, compute
 * works but the first VideoFrame or canvas copy kills the GPU process.
 */
export const QUIET_FLAGS = [
  '--no-sandbox',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
  '--mute-audio',
];

/** A camera without hardware, allowed without a question. */
export const FAKE_CAMERA_FLAGS = [
  '--use-fake-device-for-media-stream=fps=30',
  '--use-fake-ui-for-media-stream',
];

/** WebGPU on the processor, camera frames included. */
export const SWIFTSHADER_FLAGS = [
  '--enable-unsafe-webgpu',
  '--use-webgpu-adapter=swiftshader',
  '--use-angle=swiftshader',
  '--enable-features=Vulkan',
  '--use-vulkan=swiftshader',
  '--disable-gpu-watchdog',
];
