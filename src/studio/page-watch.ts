import { watchCameras } from '../camera/list-cameras.ts';
import { cameraPermission, watchCameraPermission } from '../camera/permission-state.ts';
import { ScreenWakeLock } from './wake-lock.ts';
import type { Studio } from './studio.ts';

/** A short look at another tab does not stop the painting. */
const PAUSE_AFTER_HIDDEN_MS = 10_000;
/** After this long out of sight the camera's light goes off. */
const RELEASE_AFTER_HIDDEN_MS = 60_000;
/** What ends out of sight may go on at once, as a recording does in a second clip. */
const GOES_ON_WITHIN_MS = 1000;
/** How often a copy of the picture is kept against a GPU reset. */
const KEEP_PICTURE_EVERY_MS = 2000;

/** Watches what happens around the page: visibility, cameras that come and go, permission given later. */
export function watchPage(studio: Studio): void {
  watchVisibility(studio);
  const wakeLock = new ScreenWakeLock();
  studio.subscribe(() => (wakeLock.isWanted = studio.view.state.name === 'painting' || isRecording(studio)));
  watchCameras((cameras) => studio.update({ cameras }));
  watchCameraPermission((permission) => {
    const { state } = studio.view;
    if (permission === 'granted' && state.name === 'failed' && state.error.code === 'camera-denied') {
      void studio.actions.retry();
    }
  });
  addEventListener('pagehide', () => {
    studio.session.stop();
    // Somebody left; that is no crash.
    studio.crashGuard.survived();
  });
  addEventListener('pageshow', ({ persisted }) => {
    // Back from another page: everything was stopped on leaving, as if it were a new visit.
    if (persisted) void startFromLink(studio);
  });
  setInterval(() => {
    const { state, engine } = studio.view;
    if (state.name !== 'painting' || engine?.engine !== 'ort-webgpu' || document.hidden) return;
    studio.session.stage?.keepPicture();
  }, KEEP_PICTURE_EVERY_MS);
}

/** Starts what a link asks for: the scene, or the camera where permission is given already. */
export async function startFromLink(studio: Studio): Promise<void> {
  const { source, camera } = studio.link;
  if (source === 'scene') return studio.actions.startScene();
  if (camera !== 'auto' && source !== 'camera') return;
  if ((await cameraPermission()) === 'granted') {
    await studio.actions.startCamera(studio.settings.cameraId ?? undefined);
    return;
  }
  studio.notices.show({
    tone: 'info',
    text: 'The camera starts by itself once it has been allowed here. Press “Start camera” this time.',
  });
}

function isRecording(studio: Studio): boolean {
  return studio.view.recording.state !== 'off';
}

function watchVisibility(studio: Studio): void {
  let timers: ReturnType<typeof setTimeout>[] = [];
  /** How long the page has been out of sight, as far as it matters. */
  let hiddenMs = 0;
  let soon: ReturnType<typeof setTimeout> | undefined;
  // A recording goes on out of sight: frames come from the camera's stream, not from the screen. So does a file.
  const paintsForNobody = (): boolean =>
    studio.view.state.name === 'painting' && !isRecording(studio) && !studio.loadedRestyle?.isBusy;
  const pause = (): void => {
    if (!paintsForNobody()) return;
    studio.dispatch({ type: 'held', reason: 'hidden' });
    studio.session.controls.tell((client) => client.api.pause());
  };
  const release = (): void => {
    if (studio.view.state.name === 'paused' && studio.session.source?.kind === 'camera')
      studio.session.releaseSource();
  };
  const settle = (): void => {
    if (hiddenMs >= PAUSE_AFTER_HIDDEN_MS) pause();
    if (hiddenMs >= RELEASE_AFTER_HIDDEN_MS) release();
  };
  const settleAfter = (ms: number): ReturnType<typeof setTimeout> =>
    setTimeout(() => {
      hiddenMs = ms;
      settle();
    }, ms);
  // What begins to be painted out of sight, or was recorded there until now, is not painted on.
  studio.subscribe(() => {
    if (hiddenMs === 0 || !paintsForNobody()) return;
    soon ??= setTimeout(() => {
      soon = undefined;
      settle();
    }, GOES_ON_WITHIN_MS);
  });
  document.addEventListener('visibilitychange', () => {
    for (const timer of timers) clearTimeout(timer);
    timers = [];
    hiddenMs = 0;
    if (document.hidden) {
      timers = [PAUSE_AFTER_HIDDEN_MS, RELEASE_AFTER_HIDDEN_MS].map(settleAfter);
      return;
    }
    const { state } = studio.view;
    if (state.name === 'paused' && state.reason === 'hidden') void studio.resume();
  });
}
