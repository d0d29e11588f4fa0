import { defineConfig } from 'vite';
import { VitePWA } from 'vite-plugin-pwa';
import { aacModule } from './scripts/build/aac-module.ts';
import { writeHeadersFile } from './scripts/build/headers-file.ts';
import { precacheIntegrity } from './scripts/build/precache-integrity.ts';
import { precompress } from './scripts/build/precompress.ts';
import { runtimeDigests } from './scripts/build/runtime-digests.ts';
import { securityHeaders } from './scripts/security-headers.ts';

const integrity = precacheIntegrity();

export default defineConfig({
  // Relative, so that the app can live under any path.
  base: './',
  resolve: {
    // Without it onnxruntime-web embeds its loader, and its threads would run our worker chunk again.
    conditions: ['onnxruntime-web-use-extern-wasm', 'module', 'browser', 'development|production'],
  },
  worker: { format: 'es', plugins: () => [aacModule()] },
  optimizeDeps: { exclude: ['onnxruntime-web'] },
  assetsInclude: ['**/*.onnx'],
  build: {
    target: 'esnext',
    assetsInlineLimit: 0,
    sourcemap: false,
    rolldownOptions: {
      input: { index: 'index.html', bench: 'bench.html' },
      // What both pages need is one file: it compresses better than the three that it would be.
      output: { codeSplitting: { groups: [{ name: 'page', minShareCount: 2 }] } },
    },
  },
  // The dev server injects inline scripts, so only isolation headers there; production has them all.
  server: { headers: { ...securityHeaders.isolation } },
  preview: { headers: { ...securityHeaders.isolation, ...securityHeaders.policy } },
  plugins: [
    aacModule(),
    runtimeDigests(),
    writeHeadersFile(),
    integrity.plugin,
    VitePWA({
      strategies: 'injectManifest',
      srcDir: 'service-worker',
      filename: 'sw.ts',
      registerType: 'prompt',
      injectRegister: false,
      manifest: false,
      injectManifest: {
        // The whole shell. The wasm and the networks are kept by src/offline, screenshots are for shops only.
        globPatterns: ['**/*.{html,js,mjs,css,woff2,svg,png,webp,jpg,json,bin,webmanifest}'],
        globIgnores: ['screenshots/**'],
        manifestTransforms: [integrity.transform],
        // The plugin fails the build when a file is larger: a shell with a hole would work until the network goes.
        maximumFileSizeToCacheInBytes: 3 * 1024 * 1024,
        rollupFormat: 'iife',
      },
    }),
    precompress(),
  ],
});
