import { afterEach, describe, expect, test, vi } from 'vitest';
import { openCamera } from '../../src/camera/open-camera.ts';
import { AppError } from '../../src/shared/errors.ts';

class FakeTrack extends EventTarget {
  readyState: 'live' | 'ended' = 'live';
  readonly stop = vi.fn(() => {
    this.readyState = 'ended';
  });
  readonly label: string;
  readonly settings: MediaTrackSettings;

  constructor(label = 'Camera', settings: MediaTrackSettings = { deviceId: 'a' }) {
    super();
    this.label = label;
    this.settings = settings;
  }

  getSettings(): MediaTrackSettings {
    return this.settings;
  }

  unplug(): void {
    this.readyState = 'ended';
    this.dispatchEvent(new Event('ended'));
  }
}

/** The browser's OverconstrainedError is no DOMException everywhere. */
class OverconstrainedError extends Error {
  override readonly name = 'OverconstrainedError';
  readonly constraint = 'deviceId';
}

function stubCamera(answer: FakeTrack | Error) {
  const getUserMedia = vi.fn(async (_constraints: MediaStreamConstraints) => {
    if (answer instanceof Error) throw answer;
    return { getVideoTracks: () => [answer], getTracks: () => [answer] };
  });
  vi.stubGlobal('isSecureContext', true);
  vi.stubGlobal('navigator', { mediaDevices: { getUserMedia } });
  return getUserMedia;
}

afterEach(() => {
  vi.unstubAllGlobals();
});

describe('what getUserMedia throws becomes a code, without asking again', () => {
  test.each([
    ['NotAllowedError', 'camera-denied'],
    ['SecurityError', 'camera-denied'],
    ['NotFoundError', 'camera-missing'],
    ['NotReadableError', 'camera-busy'],
    ['AbortError', 'camera-busy'],
    ['InvalidStateError', 'internal'],
  ])('%s → %s', async (name, code) => {
    const cause = new DOMException('in the browser’s words', name);
    const getUserMedia = stubCamera(cause);
    const error = await openCamera({ facing: 'user' }).catch((thrown: unknown) => thrown);
    expect(error).toBeInstanceOf(AppError);
    expect(error).toMatchObject({ code, cause });
    expect((error as AppError).message).toContain('in the browser’s words');
    expect(getUserMedia).toHaveBeenCalledTimes(1);
  });

  test('OverconstrainedError → camera-unsuitable, so that the device can be forgotten', async () => {
    const getUserMedia = stubCamera(new OverconstrainedError());
    await expect(openCamera({ deviceId: 'gone' })).rejects.toMatchObject({ code: 'camera-unsuitable' });
    expect(getUserMedia).toHaveBeenCalledTimes(1);
  });

  test('an insecure page is told so before anything is asked', async () => {
    const getUserMedia = stubCamera(new FakeTrack());
    vi.stubGlobal('isSecureContext', false);
    await expect(openCamera()).rejects.toMatchObject({ code: 'camera-insecure' });
    expect(getUserMedia).not.toHaveBeenCalled();
  });

  test('a browser without cameras', async () => {
    stubCamera(new FakeTrack());
    vi.stubGlobal('navigator', {});
    await expect(openCamera()).rejects.toMatchObject({ code: 'camera-unsupported' });
  });
});

describe('what is asked for', () => {
  const wishes = { width: { ideal: 1280 }, height: { ideal: 720 }, frameRate: { ideal: 30 } };

  test.each([
    ['any camera', {}, wishes],
    ['a facing', { facing: 'environment' } as const, { ...wishes, facingMode: { ideal: 'environment' } }],
    ['a device', { deviceId: 'b' }, { ...wishes, deviceId: { exact: 'b' } }],
    [
      'a device, whatever it faces',
      { deviceId: 'b', facing: 'user' } as const,
      { ...wishes, deviceId: { exact: 'b' } },
    ],
    ['an empty device', { deviceId: '' }, wishes],
  ])('%s', async (_name, wish, video) => {
    const getUserMedia = stubCamera(new FakeTrack());
    await openCamera(wish);
    expect(getUserMedia.mock.calls).toEqual([[{ audio: false, video }]]);
  });
});

test.each([
  ['Camera', { facingMode: 'environment' }, 'environment', false],
  ['Camera', { facingMode: 'user' }, 'user', true],
  ['camera2 0, facing back', {}, 'environment', false],
  ['camera2 1, facing front', {}, 'user', true],
  ['FaceTime HD Camera', {}, 'unknown', true],
  ['HD Pro Webcam C920', {}, 'unknown', true],
  ['Cam Link 4K', {}, 'unknown', false],
  ['OBS Virtual Camera', {}, 'unknown', false],
])('%s %o faces %s', async (label, settings, facing, mirrorsByDefault) => {
  stubCamera(new FakeTrack(label, settings));
  expect(await openCamera()).toMatchObject({ label, facing, mirrorsByDefault });
});

describe('the end of a camera', () => {
  test('unplugging is reported once and releases it', async () => {
    const track = new FakeTrack();
    stubCamera(track);
    const camera = await openCamera();
    const onEnded = vi.fn();
    camera.onEnded(onEnded);
    track.unplug();
    track.unplug();
    expect(onEnded).toHaveBeenCalledTimes(1);
    expect(camera.over.aborted).toBe(true);
    expect(track.stop).toHaveBeenCalled();
  });

  test('stopping is not reported, and may happen twice', async () => {
    const track = new FakeTrack();
    stubCamera(track);
    const camera = await openCamera();
    const onEnded = vi.fn();
    camera.onEnded(onEnded);
    camera.stop();
    camera.stop();
    track.unplug();
    camera.onEnded(onEnded);
    await Promise.resolve();
    expect(onEnded).not.toHaveBeenCalled();
    expect(camera.over.aborted).toBe(true);
    expect(track.readyState).toBe('ended');
  });

  test('a camera lost before anybody listened is reported too', async () => {
    const track = new FakeTrack();
    stubCamera(track);
    const camera = await openCamera();
    track.unplug();
    await new Promise<void>((resolve) => camera.onEnded(resolve));
  });

  test('a forgotten callback is not called', async () => {
    const track = new FakeTrack();
    stubCamera(track);
    const camera = await openCamera();
    const onEnded = vi.fn();
    camera.onEnded(onEnded)();
    track.unplug();
    expect(onEnded).not.toHaveBeenCalled();
  });
});
