import { afterEach, describe, expect, test, vi } from 'vitest';
import { listCameras, watchCameras } from '../../src/camera/list-cameras.ts';
import { cameraPermission, watchCameraPermission } from '../../src/camera/permission-state.ts';

afterEach(() => {
  vi.unstubAllGlobals();
});

type Device = Pick<MediaDeviceInfo, 'kind' | 'deviceId' | 'label'>;

class FakeDevices extends EventTarget {
  devices: Device[] = [];
  enumerateDevices(): Promise<Device[]> {
    return Promise.resolve([...this.devices]);
  }
}

function stubDevices(...devices: Device[]): FakeDevices {
  const mediaDevices = new FakeDevices();
  mediaDevices.devices = devices;
  vi.stubGlobal('navigator', { mediaDevices });
  return mediaDevices;
}

describe('cameras', () => {
  test('only cameras, with plain names', async () => {
    stubDevices(
      { kind: 'audioinput', deviceId: 'm', label: 'Microphone' },
      { kind: 'videoinput', deviceId: 'a', label: 'FaceTime HD Camera (05ac:8514)' },
      { kind: 'videoinput', deviceId: 'b', label: '' },
    );
    expect(await listCameras()).toEqual([
      { deviceId: 'a', label: 'FaceTime HD Camera' },
      { deviceId: 'b', label: 'Camera 2' },
    ]);
  });

  test('none before the camera is allowed, none without the API', async () => {
    stubDevices({ kind: 'videoinput', deviceId: '', label: '' });
    expect(await listCameras()).toEqual([]);
    vi.stubGlobal('navigator', {});
    expect(await listCameras()).toEqual([]);
    expect(() => watchCameras(() => {})()).not.toThrow();
  });

  test('a burst of changes gives one list, the newest', async () => {
    const media = stubDevices();
    const lists: string[][] = [];
    const answered = new Promise<void>((resolve) => {
      watchCameras((cameras) => {
        lists.push(cameras.map((camera) => camera.deviceId));
        resolve();
      });
    });
    media.dispatchEvent(new Event('devicechange'));
    media.devices = [{ kind: 'videoinput', deviceId: 'a', label: 'A' }];
    media.dispatchEvent(new Event('devicechange'));
    await answered;
    expect(lists).toEqual([['a']]);
  });

  test('nothing is said once the watch has ended', async () => {
    const media = stubDevices({ kind: 'videoinput', deviceId: 'a', label: 'A' });
    const onChange = vi.fn();
    const stop = watchCameras(onChange);
    media.dispatchEvent(new Event('devicechange'));
    stop();
    media.dispatchEvent(new Event('devicechange'));
    await listCameras();
    await Promise.resolve();
    expect(onChange).not.toHaveBeenCalled();
  });
});

describe('permission', () => {
  class FakeStatus extends EventTarget {
    state = 'prompt';
  }

  test.each(['granted', 'denied', 'prompt'])('%s is passed on', async (state) => {
    const status = new FakeStatus();
    status.state = state;
    vi.stubGlobal('navigator', { permissions: { query: async () => status } });
    expect(await cameraPermission()).toBe(state);
  });

  test('unknown where the browser cannot tell', async () => {
    const query = async (): Promise<never> => {
      throw new TypeError('camera is not a permission name');
    };
    vi.stubGlobal('navigator', { permissions: { query } });
    expect(await cameraPermission()).toBe('unknown');
    vi.stubGlobal('navigator', {});
    expect(await cameraPermission()).toBe('unknown');
    expect(() => watchCameraPermission(() => {})()).not.toThrow();
  });

  test('a grant that comes later is noticed until the watch ends', async () => {
    const status = new FakeStatus();
    vi.stubGlobal('navigator', { permissions: { query: async () => status } });
    const onChange = vi.fn();
    const stop = watchCameraPermission(onChange);
    await cameraPermission();
    status.state = 'granted';
    status.dispatchEvent(new Event('change'));
    expect(onChange.mock.calls).toEqual([['granted']]);
    stop();
    status.dispatchEvent(new Event('change'));
    expect(onChange).toHaveBeenCalledTimes(1);
  });
});
