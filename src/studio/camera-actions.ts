import { listCameras } from '../camera/list-cameras.ts';
import type { Camera, CameraWish } from '../camera/open-camera.ts';
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
  /** Which way round people want a camera, by its id and side: it stays so when the camera is opened again. */
  const mirrors = new Map<string, boolean>();
  const nameOf = ({ deviceId, facing }: Camera): string => `${deviceId} ${facing}`;

  const mirrorFor = ({ camera, mirrorsByDefault }: OpenSource): void => {
    const mirror = (camera && mirrors.get(nameOf(camera))) ?? mirrorsByDefault;
    studio.update({ mirror });
  };

  const start = async (open: () => Promise<OpenSource>): Promise<void> => {
    await session.start(async () => {
      const source = await open();
      mirrorFor(source);
      return source;
    });
  };

  const startScene = (): Promise<void> => {
    again = startScene;
    return start(async () => openSceneSource());
  };

  const openWished = async (wish: CameraWish): Promise<OpenSource> => {
    try {
      return await openCameraSource(wish);
    } catch (error) {
      if (asAppError(error).code !== 'camera-unsuitable') throw error;
      // A remembered camera that is gone is forgotten: the one for people takes its place.
      studio.remember({ cameraId: null });
      again = () => startCamera({ facing: 'user' });
      return openCameraSource({ facing: 'user' });
    }
  };

  const startCamera = async (wish: CameraWish): Promise<void> => {
    again = () => startCamera(wish);
    studio.dispatch({ type: 'camera-asked' });
    await start(async () => {
      const source = await openWished(wish);
      studio.remember({ cameraId: source.camera?.deviceId || null });
      listCameras().then(
        (cameras) => studio.update({ cameras }),
        (error: unknown) => console.warn('The cameras could not be listed', error),
      );
      return source;
    });
  };

  return {
    startCamera(deviceId) {
      const id = deviceId ?? studio.settings.cameraId;
      return startCamera(id ? { deviceId: id } : { facing: 'user' });
    },
    startScene,
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
      mirrorFor(source);
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
      const camera = session.source?.camera;
      if (camera) mirrors.set(nameOf(camera), mirror);
      studio.update({ mirror });
      session.controls.applyOrientation();
    },
  };
}
