import { describe, expect, it } from 'vitest';
import { securityHeaders } from '../../scripts/security-headers.ts';
import { withSecurityHeaders } from '../../service-worker/response-headers.ts';

describe('a response from the service worker', () => {
  it('gets isolation and policy where the host sent none, and is the same otherwise', async () => {
    const plain = new Response('text', { status: 203, headers: { 'Content-Type': 'text/html' } });
    const dressed = withSecurityHeaders(plain);
    for (const [name, value] of Object.entries({ ...securityHeaders.isolation, ...securityHeaders.policy })) {
      expect(dressed.headers.get(name), name).toBe(value);
    }
    expect(dressed.status).toBe(203);
    expect(dressed.headers.get('Content-Type')).toBe('text/html');
    expect(await dressed.text()).toBe('text');
  });

  it('keeps what the host sent', () => {
    const own = new Response('', { headers: { 'Content-Security-Policy': "default-src 'self'" } });
    const dressed = withSecurityHeaders(own);
    expect(dressed.headers.get('Content-Security-Policy')).toBe("default-src 'self'");
    expect(dressed.headers.get('Cross-Origin-Opener-Policy')).toBe('same-origin');
  });
});
