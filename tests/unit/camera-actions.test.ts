import { beforeEach, describe, expect, test, vi } from 'vitest';
import type { CameraWish } from '../../src/camera/open-camera.ts';
import { AppError } from '../../src/shared/errors.ts';
import { createCameraActions } from '../../src/studio/camera-actions.ts';
import type { OpenSource } from '../../src/studio/source-holder.ts';
import type { Studio } from '../../src/studio/studio.ts';

const cameras = vi.hoisted(() => ({ open: vi.fn<(wish: CameraWish) => Promise<unknown>>() }));
vi.mock('../../src/studio/source-holder.ts', () => ({
  openCameraSource: cameras.open,
  openSceneSource: () => ({ kind: 'scene', camera: null, mirrorsByDefault: false }),
}));
vi.mock('../../src/camera/list-cameras.ts', () => ({
  listCameras: async () => [{ deviceId: 'a', label: 'A' }],
}));

const opened = (deviceId: string) => ({
  kind: 'camera',
  camera: { deviceId, facing: 'user' },
  mirrorsByDefault: true,
});

/** Actions on a studio that opens whatever it is given. */
function makeStudio(cameraId: string | null) {
  const view = { mirror: false, cameras: [] as unknown[] };
  const settings = { cameraId };
  const session = {
    source: null as OpenSource | null,
    failed: null as AppError | null,
    controls: { applyOrientation: () => undefined },
    start: async (open: () => Promise<OpenSource>) => {
      try {
        session.source = await open();
      } catch (error) {
        session.failed = error as AppError;
      }
    },
  };
  const studio = {
    session,
    view,
    settings,
    dispatch: () => undefined,
    update: (change: object) => void Object.assign(view, change),
    remember: (change: object) => void Object.assign(settings, change),
  };
  return { ...studio, actions: createCameraActions(studio as unknown as Studio) };
}

beforeEach(() => {
  cameras.open.mockReset();
  cameras.open.mockImplementation(async ({ deviceId }) => opened(deviceId ?? 'front'));
});

describe('starting the camera', () => {
  test('takes the one of the last time, and remembers which it became', async () => {
    const { actions, settings } = makeStudio('back');
    await actions.startCamera();
    expect(cameras.open).toHaveBeenLastCalledWith({ deviceId: 'back' });
    await actions.startCamera('other');
    expect(settings.cameraId).toBe('other');
  });

  test('takes the one that looks at people where none is remembered', async () => {
    const { actions, settings } = makeStudio(null);
    await actions.startCamera();
    expect(cameras.open).toHaveBeenLastCalledWith({ facing: 'user' });
    expect(settings.cameraId).toBe('front');
  });

  test('takes any where the remembered one is gone', async () => {
    cameras.open.mockRejectedValueOnce(new AppError('camera-unsuitable', 'gone'));
    const { actions, settings, session } = makeStudio('gone');
    await actions.startCamera();
    expect(cameras.open.mock.calls).toEqual([[{ deviceId: 'gone' }], [{ facing: 'user' }]]);
    expect(session.failed).toBeNull();
    expect(settings.cameraId).toBe('front');
  });

  test('once more after a refusal lists the cameras as the first time would have', async () => {
    cameras.open.mockRejectedValueOnce(new AppError('camera-denied', 'no'));
    const { actions, session, view, settings } = makeStudio(null);
    await actions.startCamera();
    expect(session.failed?.code).toBe('camera-denied');
    await actions.retry();
    expect(view.cameras).toHaveLength(1);
    expect(settings.cameraId).toBe('front');
  });
});

test('a camera that is opened again stays the way round that was chosen, another one does not', async () => {
  const { actions, view } = makeStudio(null);
  await actions.startCamera('a');
  expect(view.mirror).toBe(true);
  actions.setMirror(false);
  await actions.startScene();
  await actions.startCamera('b');
  expect(view.mirror).toBe(true);
  await actions.startCamera('a');
  expect(view.mirror).toBe(false);
});
