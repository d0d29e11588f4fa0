import { playwright } from '@vitest/browser-playwright';
import { defineConfig, type TestProjectConfiguration } from 'vitest/config';
import { aacModule } from './scripts/build/aac-module.ts';
import { securityHeaders } from './scripts/security-headers.ts';
import { findChromium } from './scripts/find-chromium.ts';
import { FAKE_CAMERA_FLAGS, QUIET_FLAGS, SWIFTSHADER_FLAGS } from './tests/helpers/chromium-flags.ts';

const executablePath = findChromium();

/** Ends what hangs. No test is about time, and on a busy machine painting on SwiftShader takes a minute and more. */
const BUSY_MACHINE_MS = 180_000;

/** Tests that record in real time, by themselves for the reason below. */
const BROWSER_RECORDING = 'tests/browser/{recorder*,simple-recorder,clip-copy}.browser.test.ts';

/** Tests of the built app that record in real time. */
const RECORDING = 'tests/e2e/{recording,recording-survives,recording-ui,clips-afterwards}.e2e.test.ts';

/** Tests of one part of the app each, in so many pages of one browser. */
function browserProject(
  name: string,
  files: { include: string[]; exclude?: string[] },
  maxWorkers: number,
): TestProjectConfiguration {
  return {
    resolve: {
      conditions: ['onnxruntime-web-use-extern-wasm', 'module', 'browser', 'development|production'],
    },
    worker: { format: 'es' },
    plugins: [aacModule()],
    assetsInclude: ['**/*.onnx'],
    optimizeDeps: {
      include: [
        'axe-core',
        'comlink',
        'idb',
        'lit',
        'lit/decorators.js',
        'lit/directives/repeat.js',
        'lucide',
        'tinykeys',
      ],
      exclude: ['onnxruntime-web'],
    },
    server: { headers: { ...securityHeaders.isolation } },
    test: {
      name,
      ...files,
      testTimeout: BUSY_MACHINE_MS,
      hookTimeout: BUSY_MACHINE_MS,
      fileParallelism: maxWorkers > 1,
      maxWorkers,
      browser: {
        enabled: true,
        headless: true,
        screenshotFailures: false,
        provider: playwright({
          launchOptions: {
            ...(executablePath ? { executablePath } : {}),
            args: [
              ...QUIET_FLAGS,
              ...FAKE_CAMERA_FLAGS,
              ...SWIFTSHADER_FLAGS,
              // Memory is measured when it is asked for, not some ten seconds later.
              '--enable-blink-features=ForceEagerMeasureMemory',
            ],
          },
        }),
        instances: [{ browser: 'chromium' }],
      },
    },
  };
}

export default defineConfig({
  test: {
    projects: [
      {
        test: {
          name: 'unit',
          include: ['tests/unit/**/*.test.ts'],
          environment: 'node',
          testTimeout: BUSY_MACHINE_MS,
        },
      },
      // Two pages: they wait for timers, videos and the GPU a good part of the time.
      browserProject(
        'browser',
        { include: ['tests/browser/**/*.browser.test.ts'], exclude: [BROWSER_RECORDING] },
        2,
      ),
      browserProject('browser-recording', { include: [BROWSER_RECORDING] }, 1),
      {
        test: {
          name: 'e2e',
          include: ['tests/e2e/**/*.e2e.test.ts'],
          exclude: [RECORDING],
          environment: 'node',
          testTimeout: BUSY_MACHINE_MS,
          hookTimeout: BUSY_MACHINE_MS,
          // Two browsers: a good half of the time is waited, for pages that load.
          maxWorkers: 2,
        },
      },
      {
        test: {
          name: 'e2e-recording',
          include: [RECORDING],
          environment: 'node',
          testTimeout: BUSY_MACHINE_MS,
          hookTimeout: BUSY_MACHINE_MS,
          // By themselves: an encoder that gets no processor for seconds is taken for one that hangs, and replaced.
          fileParallelism: false,
          sequence: { groupOrder: 1 },
        },
      },
    ],
  },
});
