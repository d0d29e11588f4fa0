import type { ShellReply, ShellRequest } from '../shared/shell-messages.ts';

/** Asks the active service worker whether every file of the shell is stored; it fetches missing ones again. */
export function isShellComplete(registration: ServiceWorkerRegistration): Promise<boolean> {
  const worker = registration.active;
  if (!worker) return Promise.resolve(false);
  return new Promise((done) => {
    const { port1, port2 } = new MessageChannel();
    port1.onmessage = ({ data }: MessageEvent<ShellReply>) => {
      port1.close();
      done(data.complete);
    };
    const request: ShellRequest = { type: 'CHECK_SHELL' };
    worker.postMessage(request, [port2]);
  });
}
