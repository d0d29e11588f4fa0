/** A camera that can be chosen. */
export interface CameraDevice {
  deviceId: string;
  label: string;
}

/**
 * The cameras of this device, in the browser's order.
 *
 * Empty until the camera has been allowed once: before that browsers give neither ids nor labels.
 */
export async function listCameras(): Promise<CameraDevice[]> {
  const devices = (await navigator.mediaDevices?.enumerateDevices()) ?? [];
  return devices
    .filter((device) => device.kind === 'videoinput' && device.deviceId !== '')
    .map((device, index) => ({
      deviceId: device.deviceId,
      // Chromium adds the USB vendor and product: 'FaceTime HD Camera (05ac:8514)'.
      label: device.label.replace(/\s*\([0-9a-f]{4}:[0-9a-f]{4}\)$/i, '') || `Camera ${index + 1}`,
    }));
}

/** Calls back with the new list when a camera comes or goes. Returns a function that stops that. */
export function watchCameras(onChange: (cameras: CameraDevice[]) => void): () => void {
  const stopped = new AbortController();
  let newest = 0;
  const refresh = async (): Promise<void> => {
    const turn = ++newest;
    const cameras = await listCameras();
    // Plugging in fires a burst of events: only the last answer counts.
    if (turn === newest && !stopped.signal.aborted) onChange(cameras);
  };
  navigator.mediaDevices?.addEventListener('devicechange', () => void refresh(), { signal: stopped.signal });
  return () => stopped.abort();
}
