import { UNWATCHED, watchFrames, type FrameAlarm } from '../camera/watch-frames.ts';
import { asAppError, type AppError } from '../shared/errors.ts';
import type { Telemetry } from '../shared/protocol.ts';
import { govern, UNGOVERNED, type Governor } from './governor.ts';
import { packFailed } from './pack-actions.ts';
import type { SessionEvents } from './session-contract.ts';
import type { Studio } from './studio.ts';

/** A start counts as survived when it has painted for this long. */
const SURVIVED_AFTER_MS = 5000;

const MENDED = {
  restarted: 'The painter stopped and was started again. The last picture stays until it paints.',
  'gave-up-gpu': 'The graphics processor does not paint here, so this device’s processor goes on.',
  'no-gpu': 'This browser offers no graphics processor for painting, so the processor paints.',
} as const;

const ALARMS: Record<FrameAlarm, string> = {
  'camera-stalled': 'The camera has stopped sending pictures. Try another one, or start it again.',
  'camera-black': 'The camera sends only black. Is its cover closed, or does another app use it?',
};

/** What the studio does when its session has something to tell. */
export function createSessionEvents(studio: Studio): SessionEvents {
  let watch = UNWATCHED;
  let governor = UNGOVERNED;
  let survived: ReturnType<typeof setTimeout> | undefined;

  return {
    dispatch: (event) => studio.dispatch(event),

    opening() {
      studio.crashGuard.starting();
      countEarlierFrames(studio);
    },

    changed() {
      const source = studio.session.source;
      if (!studio.host.client) countEarlierFrames(studio);
      studio.update({
        source: source?.kind ?? null,
        engine: studio.host.info,
        tier: studio.host.network?.tier ?? null,
        ...(source?.camera ? { cameraId: source.camera.deviceId } : {}),
      });
      studio.loadedDesk?.painterChanged();
    },

    telemetry(telemetry) {
      studio.update({ telemetry });
      watch = watchTelemetry(studio, watch, telemetry);
      governor = governSize(studio, governor, telemetry);
    },

    painted() {
      clearTimeout(survived);
      survived = setTimeout(() => studio.crashGuard.survived(), SURVIVED_AFTER_MS);
      if (studio.link.record !== null) void studio.desk.then((desk) => desk.recordFromLink());
      void afterFirstPicture(studio);
    },

    mended(error: AppError, kind) {
      studio.notices.show({ tone: 'warning', text: MENDED[kind], details: error.message });
    },

    packFailed: (error) => packFailed(studio, error),

    cameraLost: () => void studio.cameraLost(),
  };
}

/** A painter that is gone has painted what it has painted. */
function countEarlierFrames(studio: Studio): void {
  studio.earlierFrames += studio.view.telemetry?.paintedFrames ?? 0;
  studio.update({ telemetry: null });
}

function watchTelemetry(studio: Studio, watch: typeof UNWATCHED, telemetry: Telemetry): typeof UNWATCHED {
  const isLive =
    studio.view.source === 'camera' &&
    studio.view.state.name === 'painting' &&
    document.visibilityState === 'visible';
  const next = watchFrames(watch, telemetry, isLive, performance.now());
  if (next.alarm && next.alarm !== watch.alarm) {
    studio.notices.show({
      tone: 'warning',
      text: ALARMS[next.alarm],
      action: { label: 'Start it again', run: () => void studio.actions.retry() },
      lastsMs: 0,
    });
  }
  return next;
}

function governSize(studio: Studio, governor: Governor, telemetry: Telemetry): Governor {
  const { rung, info } = studio.host;
  const { state, fixedSize, look, comparing, source } = studio.view;
  const isJudged =
    rung && info && state.name === 'painting' && !document.hidden && look.alpha > 0 && !comparing;
  // On a software GPU nothing is in time, a given size is given, and a file has all the time that it needs.
  if (!isJudged || fixedSize || source === 'video' || (info.software && info.engine === 'ort-webgpu'))
    return UNGOVERNED;
  const frameMs = telemetry.prepareMs + telemetry.networkMs + telemetry.presentMs;
  const next = govern(governor, rung, info.engine, frameMs, performance.now());
  if (next.rung !== rung) {
    studio.host.moveTo(next.rung);
    studio.session.controls.applySize();
  }
  return next.governor;
}

/** What can wait until somebody sees a painted picture: the style network, then everything for offline use. */
async function afterFirstPicture(studio: Studio): Promise<void> {
  try {
    await studio.host.loadStyleNetwork();
    const { variant } = studio.host;
    if (variant) await studio.offline.completeInBackground(variant);
  } catch (error) {
    // Painting goes on; the offline state stays "pending" and the next visit tries again.
    const reason = asAppError(error);
    // The next painter's first picture does all this again.
    if (reason.code === 'painter-closed') return;
    if (reason.code === 'storage-full') {
      studio.notices.show({
        tone: 'warning',
        text: 'This device has no room to keep the painter. Painting goes on, but it needs the network next time.',
        details: reason.message,
      });
    } else {
      console.warn('Not everything could be stored for offline use', error);
    }
  }
}
