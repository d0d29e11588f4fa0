/** The pages under the address bar, which nobody sees: 2 s of processor time at every start of a browser. */
const ADDRESS_BAR = ['WebUIOmniboxPopup', 'WebUIOmniboxAimPopup', 'WebUIOmniboxFullPopup'];
/** What Playwright turns off and matters here; of several such flags Chromium takes the last one only. */
const PLAYWRIGHTS = [
  'AimEnabled',
  'AvoidUnnecessaryBeforeUnloadCheckSync',
  'DestroyProfileOnBrowserClose',
  'HttpsUpgrades',
  'LensOverlay',
  'MediaRouter',
  'OptimizationHints',
  'PaintHolding',
  'ThirdPartyStoragePartitioning',
];

/** A headless browser that does nothing by itself. */
export const QUIET_FLAGS = [
  '--no-sandbox',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
  '--mute-audio',
  `--disable-features=${[...ADDRESS_BAR, ...PLAYWRIGHTS].join(',')}`,
];

/** A camera without hardware, allowed without a question. */
export const FAKE_CAMERA_FLAGS = [
  '--use-fake-device-for-media-stream=fps=30',
  '--use-fake-ui-for-media-stream',
];

/**
 * WebGPU on the processor, camera frames included. It needs them all: with fewer, compute works but the first VideoFrame
 * or canvas copy kills the GPU process.
 */
export const SWIFTSHADER_FLAGS = [
  '--enable-unsafe-webgpu',
  '--use-webgpu-adapter=swiftshader',
  '--use-angle=swiftshader',
  '--enable-features=Vulkan',
  '--use-vulkan=swiftshader',
  '--disable-gpu-watchdog',
];
