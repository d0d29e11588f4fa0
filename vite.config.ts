import { defineConfig } from 'vite';
import { VitePWA } from 'vite-plugin-pwa';
import { securityHeaders } from './scripts/security-headers.ts';

export default defineConfig({
  base: './',
  resolve: {
    // Without it onnxruntime-web embeds its loader, and its threads would run our worker chunk again.
    conditions: ['onnxruntime-web-use-extern-wasm', 'module', 'browser', 'development|production'],
  },
  worker: { format: 'es' },
  optimizeDeps: { exclude: ['onnxruntime-web'] },
  assetsInclude: ['**/*.onnx'],
  build: { target: 'esnext', assetsInlineLimit: 0, sourcemap: false },
  // The dev server injects inline scripts, so only isolation headers there; production has them all.
  server: { headers: { ...securityHeaders.isolation } },
  preview: { headers: { ...securityHeaders.isolation, ...securityHeaders.policy } },
  plugins: [
    VitePWA({
      strategies: 'injectManifest',
      srcDir: 'service-worker',
      filename: 'sw.ts',
      registerType: 'prompt',
      injectRegister: false,
      manifest: false,
      injectManifest: {
        globPatterns: ['**/*.{html,js,css,woff2,svg,png}'],
        rollupFormat: 'iife',
      },
    }),
  ],
});
