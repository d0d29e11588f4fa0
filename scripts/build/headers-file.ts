import type { Plugin } from 'vite';
import { cacheControl, securityHeaders } from '../security-headers.ts';

/** Text of a `_headers` file as Netlify and Cloudflare Pages read it. */
export function headersFile(): string {
  const everywhere = { ...securityHeaders.isolation, ...securityHeaders.policy };
  const lines = Object.entries(everywhere).map(([name, value]) => `  ${name}: ${value}`);
  return ['/*', ...lines, '/assets/*', `  Cache-Control: ${cacheControl('/assets/')}`, ''].join('\n');
}

/** Puts `_headers` into the build, so that static hosts answer as our own server does. */
export function writeHeadersFile(): Plugin {
  return {
    name: 'headers-file',
    apply: 'build',
    generateBundle() {
      this.emitFile({ type: 'asset', fileName: '_headers', source: headersFile() });
    },
  };
}
