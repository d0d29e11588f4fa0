/**
 * Keeps the app's shell for use without a network: page, scripts, workers, loader scripts, styles, fonts, gallery.
 *
 * The WebAssembly runtime and the networks are not here: the page keeps them itself, by hash (src/offline).
 */
import { clientsClaim } from 'workbox-core';
import {
  addPlugins,
  cleanupOutdatedCaches,
  createHandlerBoundToURL,
  matchPrecache,
  precacheAndRoute,
  type PrecacheEntry,
} from 'workbox-precaching';
import type { ShellReply, ShellRequest } from '../src/shared/shell-messages.ts';
import { SHARE_IN_PATH } from '../src/shared/shared-files.ts';
import { withSecurityHeaders } from './response-headers.ts';
import { keepShared } from './share-in.ts';

declare const self: ServiceWorkerGlobalScope;

const shell = self.__WB_MANIFEST as PrecacheEntry[];

addPlugins([{ handlerWillRespond: async ({ response }) => withSecurityHeaders(response) }]);
// Deep links are the same page with another query, so queries never decide which file is meant.
precacheAndRoute(shell, { ignoreURLParametersMatching: [/.*/] });
cleanupOutdatedCaches();
// So that the first visit is already served from here. Later versions wait until the page asks (prompt flow).
clientsClaim();

/** Looks for every file of the shell, and fetches and stores again what the browser has lost. */
async function isShellComplete(event: ExtendableEvent): Promise<boolean> {
  const present = await Promise.all(
    shell.map(async ({ url, integrity }) => {
      if (await matchPrecache(url)) return true;
      // Workbox stores a late response only when it can compare it with the hash.
      const fetchAgain = createHandlerBoundToURL(url);
      const request = new Request(url);
      await fetchAgain({ event, request, url: new URL(request.url), params: { integrity } }).catch(
        () => null,
      );
      return (await matchPrecache(url)) !== undefined;
    }),
  );
  return present.every(Boolean);
}

self.addEventListener('fetch', (event) => {
  const { method, url } = event.request;
  if (method !== 'POST' || url !== new URL(SHARE_IN_PATH, self.location.href).href) return;
  event.respondWith(keepShared(event.request));
});

self.addEventListener('message', (event) => {
  const message = event.data as ShellRequest | { type: 'SKIP_WAITING' } | undefined;
  if (message?.type === 'SKIP_WAITING') {
    event.waitUntil(self.skipWaiting());
  } else if (message?.type === 'CHECK_SHELL') {
    const port = event.ports[0];
    event.waitUntil(
      isShellComplete(event).then((complete) => {
        const reply: ShellReply = { complete };
        port?.postMessage(reply);
      }),
    );
  }
});
