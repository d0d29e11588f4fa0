import { securityHeaders } from '../scripts/security-headers.ts';

/**
 * The response with the app's security headers where the host did not send its own.
 *
 * Hosts without control over headers get cross-origin isolation (WebAssembly threads) and the content security
 * policy this way from the second load on. Bodies and statuses pass unchanged.
 */
export function withSecurityHeaders(response: Response): Response {
  const missing = Object.entries({ ...securityHeaders.isolation, ...securityHeaders.policy }).filter(
    ([name]) => !response.headers.has(name),
  );
  if (missing.length === 0) return response;
  const headers = new Headers(response.headers);
  for (const [name, value] of missing) headers.set(name, value);
  return new Response(response.body, { status: response.status, statusText: response.statusText, headers });
}
