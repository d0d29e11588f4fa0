import { afterEach, describe, expect, test, vi } from 'vitest';
import { attachPreview } from '../../src/camera/attach-preview.ts';
import { listCameras, watchCameras } from '../../src/camera/list-cameras.ts';
import { openCamera, type Camera } from '../../src/camera/open-camera.ts';
import { cameraPermission } from '../../src/camera/permission-state.ts';

const opened: Camera[] = [];

async function open(...wish: Parameters<typeof openCamera>): Promise<Camera> {
  const camera = await openCamera(...wish);
  opened.push(camera);
  return camera;
}

afterEach(() => {
  vi.restoreAllMocks();
  for (const camera of opened.splice(0)) camera.stop();
});

describe('opening', () => {
  test('asks exactly once and yields a live camera', async () => {
    const asked = vi.spyOn(navigator.mediaDevices, 'getUserMedia');
    const camera = await open({ facing: 'user' });
    expect(asked).toHaveBeenCalledTimes(1);
    expect(camera.track.readyState).toBe('live');
    expect(camera.stream.getAudioTracks()).toEqual([]);
    expect(camera.label).not.toBe('');
    // It does not say that it looks at anybody, and its name is no webcam's.
    expect(camera.mirrorsByDefault).toBe(false);
    expect(await cameraPermission()).toBe('granted');
  });

  test('the same camera opens again by its id, which the list knows', async () => {
    const { deviceId, label } = await open();
    expect(await listCameras()).toContainEqual({ deviceId, label });
    const again = await open({ deviceId });
    expect(again.deviceId).toBe(deviceId);
  });

  test('a device that is gone is told apart, and not asked for again', async () => {
    const asked = vi.spyOn(navigator.mediaDevices, 'getUserMedia');
    await expect(openCamera({ deviceId: 'gone' })).rejects.toMatchObject({
      code: 'camera-unsuitable',
      cause: { name: 'OverconstrainedError', constraint: 'deviceId' },
    });
    expect(asked).toHaveBeenCalledTimes(1);
  });
});

describe('size', () => {
  test('is that of the first frame', async () => {
    const camera = await open();
    const size = await camera.measureSize();
    expect(size).toEqual({ width: 1280, height: 720 });
  });

  test('is refused once the camera is over, and by one that ends before its first frame', async () => {
    const camera = await open();
    camera.stop();
    await expect(camera.measureSize()).rejects.toMatchObject({ code: 'camera-ended' });

    const other = await open();
    const measured = other.measureSize();
    other.stop();
    await expect(measured).rejects.toMatchObject({ code: 'camera-ended' });
  });
});

describe('the end', () => {
  test('stop releases the track and says nothing', async () => {
    const camera = await open();
    const onEnded = vi.fn();
    camera.onEnded(onEnded);
    camera.stop();
    camera.stop();
    expect(camera.track.readyState).toBe('ended');
    expect(camera.over.aborted).toBe(true);
    expect(onEnded).not.toHaveBeenCalled();
  });

  test('unplugging is reported', async () => {
    const camera = await open();
    const onEnded = vi.fn();
    camera.onEnded(onEnded);
    camera.track.dispatchEvent(new Event('ended'));
    expect(onEnded).toHaveBeenCalledTimes(1);
    expect(camera.over.aborted).toBe(true);
    expect(camera.track.readyState).toBe('ended');
  });

  test('a camera that comes or goes gives a new list', async () => {
    await open();
    const cameras = new Promise<number>((resolve) => {
      const stop = watchCameras((list) => {
        stop();
        resolve(list.length);
      });
    });
    navigator.mediaDevices.dispatchEvent(new Event('devicechange'));
    expect(await cameras).toBeGreaterThan(0);
  });
});

describe('preview', () => {
  test('plays muted and inline, and lets go without stopping the camera', async () => {
    const camera = await open();
    const video = document.createElement('video');
    const detach = attachPreview(video, camera.stream);
    await vi.waitFor(() => expect(video.readyState).toBeGreaterThanOrEqual(video.HAVE_CURRENT_DATA));
    expect(video).toMatchObject({ muted: true, playsInline: true, autoplay: true, paused: false });
    detach();
    detach();
    expect(video.srcObject).toBeNull();
    expect(camera.track.readyState).toBe('live');
  });

  test('is tried again at a gesture where playing was refused', async () => {
    const camera = await open();
    const video = document.createElement('video');
    Object.defineProperty(video, 'paused', { value: true });
    const play = vi.spyOn(video, 'play').mockRejectedValue(new DOMException('gesture', 'NotAllowedError'));
    const detach = attachPreview(video, camera.stream);
    await vi.waitFor(() => expect(video.readyState).toBeGreaterThanOrEqual(video.HAVE_METADATA));
    const refused = play.mock.calls.length;
    expect(refused).toBeGreaterThan(0);
    await Promise.allSettled(play.mock.results.map((result) => result.value as Promise<void>));
    window.dispatchEvent(new Event('pointerdown'));
    expect(play.mock.calls.length).toBeGreaterThan(refused);
    detach();
    const calls = play.mock.calls.length;
    window.dispatchEvent(new Event('pointerdown'));
    expect(play.mock.calls.length).toBe(calls);
  });
});
