import type { Workbox } from 'workbox-window';
import { AppError } from '../shared/errors.ts';

/** The new service worker normally takes over at once; a page that hangs on the old one is worse than a reload. */
const TAKE_OVER_MS = 5000;

export interface Updates {
  /** A newer version has been stored and waits. */
  readonly updateReady: boolean;
  /**
   * Registers the service worker (once) and resolves when one is active: then the whole shell is stored.
   *
   * Resolves null where there are none: in development, in insecure pages, in some private windows.
   * Rejects with `asset-unreachable` when the shell could not be stored.
   */
  register(): Promise<ServiceWorkerRegistration | null>;
  /** Lets the waiting version take over and reloads into it. */
  applyUpdate(): void;
}

/**
 * The service worker's life as the page sees it. Nothing is registered on a first visit until `register`, so that
 * storing the shell does not compete with the first painted picture; on later visits it happens at once.
 */
export function createUpdates({ onChange }: { onChange: () => void }): Updates {
  const supported = import.meta.env.PROD && 'serviceWorker' in navigator;
  let workbox: Workbox | null = null;
  let registering: Promise<ServiceWorkerRegistration | null> | null = null;
  let updateReady = false;
  let applying = false;

  const register = async (): Promise<ServiceWorkerRegistration | null> => {
    if (!supported) return null;
    // Nothing that the first picture waits for.
    workbox = new (await import('workbox-window')).Workbox('./sw.js');
    workbox.addEventListener('waiting', () => {
      updateReady = true;
      onChange();
    });
    let registration: ServiceWorkerRegistration | undefined;
    try {
      registration = await workbox.register();
    } catch (error) {
      // Offline the script cannot be compared with the server's; the worker that is there goes on.
      registration = await navigator.serviceWorker.getRegistration();
      if (!registration) {
        throw new AppError('asset-unreachable', 'The service worker could not be registered', {
          cause: error,
        });
      }
    }
    if (!registration) return null;
    if (!registration.active) await activation(registration);
    return registration;
  };

  const updates: Updates = {
    get updateReady() {
      return updateReady;
    },
    register() {
      registering ??= register().catch((error: unknown) => {
        registering = null;
        throw error;
      });
      return registering;
    },
    applyUpdate() {
      if (!workbox || applying) return;
      applying = true;
      const reload = (): void => location.reload();
      navigator.serviceWorker.addEventListener('controllerchange', reload, { once: true });
      setTimeout(reload, TAKE_OVER_MS);
      workbox.messageSkipWaiting();
    },
  };
  if (supported && navigator.serviceWorker.controller) {
    // A failure is told to whoever awaits `register` next.
    updates.register().catch(() => undefined);
  }
  return updates;
}

/** Resolves when the worker being installed is active; rejects when its files could not be stored. */
function activation(registration: ServiceWorkerRegistration): Promise<void> {
  return new Promise((done, fail) => {
    const worker = registration.installing ?? registration.waiting;
    const look = (): void => {
      if (registration.active) done();
      else if (!worker || worker.state === 'redundant') {
        fail(new AppError('asset-unreachable', 'The app itself could not be stored for offline use'));
      }
    };
    worker?.addEventListener('statechange', look);
    look();
  });
}
