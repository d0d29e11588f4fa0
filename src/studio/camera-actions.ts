import { listCameras } from '../camera/list-cameras.ts';
import type { CameraWish } from '../camera/open-camera.ts';
import { asAppError } from '../shared/errors.ts';
import { openCameraSource, openPhotoSource, openSceneSource, type OpenSource } from './source-holder.ts';
import type { StudioActions } from './studio-actions.ts';
import type { Studio } from './studio.ts';

type CameraActions = Pick<
  StudioActions,
  'startCamera' | 'startScene' | 'startPhoto' | 'stop' | 'retry' | 'switchCamera' | 'setMirror'
>;

/** What starts, changes and ends a source. */
export function createCameraActions(studio: Studio): CameraActions {
  const { session } = studio;
  /** Repeats the last start. */
  let again: (() => Promise<void>) | null = null;

  const start = async (open: () => Promise<OpenSource>): Promise<void> => {
    again = () => start(open);
    await session.start(async () => {
      const source = await open();
      studio.update({ mirror: source.mirrorsByDefault });
      return source;
    });
  };

  const startCamera = async (wish: CameraWish): Promise<void> => {
    studio.dispatch({ type: 'camera-asked' });
    await start(async () => {
      try {
        return await openCameraSource(wish);
      } catch (error) {
        // A remembered camera that is gone is forgotten; the next try takes the browser's default.
        if (asAppError(error).code === 'camera-unsuitable') {
          studio.remember({ cameraId: null });
          again = () => startCamera({});
        }
        throw error;
      }
    });
    const source = session.source;
    if (source?.camera) {
      studio.remember({ cameraId: source.camera.deviceId || null });
      studio.update({ cameras: await listCameras() });
    }
  };

  return {
    startCamera: (deviceId) => startCamera(deviceId ? { deviceId } : { facing: 'user' }),
    startScene: () => start(async () => openSceneSource()),
    async startPhoto(file) {
      let source: OpenSource;
      try {
        source = await openPhotoSource(file);
      } catch (error) {
        const reason = asAppError(error, 'picture-unreadable');
        studio.notices.show({
          tone: 'error',
          text: `${reason.message}.`,
          details: reason.code,
          lastsMs: 10_000,
        });
        return;
      }
      again = () => studio.actions.startPhoto(file);
      studio.update({ mirror: false });
      await session.startWith(source);
    },
    async stop() {
      session.stop();
    },
    async retry() {
      // A video goes on with the frame that it has come to.
      if (session.source?.kind === 'video') return session.remake();
      await (again ?? (() => startCamera({})))();
    },
    async switchCamera(deviceId) {
      if (deviceId) return startCamera({ deviceId });
      const cameras = await listCameras();
      if (cameras.length < 2) {
        // Phones may list one camera and still have two sides.
        const facing = session.source?.camera?.facing === 'user' ? 'environment' : 'user';
        return startCamera({ facing });
      }
      const at = cameras.findIndex((camera) => camera.deviceId === studio.view.cameraId);
      return startCamera({ deviceId: cameras[(at + 1) % cameras.length]!.deviceId });
    },
    setMirror(mirror) {
      studio.update({ mirror });
      session.controls.applyOrientation();
    },
  };
}
