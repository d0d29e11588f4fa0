/** What page and service worker say to each other, besides Workbox's own `{ type: 'SKIP_WAITING' }`. */
export interface ShellRequest {
  type: 'CHECK_SHELL';
}

/** Posted on the port that came with the request. */
export interface ShellReply {
  complete: boolean;
}
