/** Whether the camera may be used; 'unknown' where the browser does not tell without asking the user. */
export type CameraPermission = 'granted' | 'denied' | 'prompt' | 'unknown';

/** The present permission. Never asks the user, never rejects. */
export async function cameraPermission(): Promise<CameraPermission> {
  return (await queryCamera())?.state ?? 'unknown';
}

/**
 * Calls back when the permission changes, so that a camera allowed later is picked up without a reload.
 *
 * Returns a function that stops that. Says nothing where the browser does not tell.
 */
export function watchCameraPermission(onChange: (permission: CameraPermission) => void): () => void {
  const stopped = new AbortController();
  void queryCamera().then((status) => {
    if (!status || stopped.signal.aborted) return;
    status.addEventListener('change', () => onChange(status.state), { signal: stopped.signal });
  });
  return () => stopped.abort();
}

async function queryCamera(): Promise<PermissionStatus | null> {
  try {
    return await navigator.permissions.query({ name: 'camera' });
  } catch {
    // No permissions API, or one that does not know the camera (a TypeError in older Firefox).
    return null;
  }
}
