import type { StudioActions } from '../studio/studio-actions.ts';
import type { StudioView } from '../studio/studio-view.ts';
import type { Listeners } from './listen-to.ts';

/** The events that pa-app itself answers: what is open, what is chosen from the device's files, the whole screen. */
type RoomEvents =
  | 'start-asked'
  | 'stop-asked'
  | 'painting-file-asked'
  | 'clip-restyle-asked'
  | 'fit-switched'
  | 'fullscreen-switched'
  | 'sheet-asked'
  | 'sheet-closed'
  | 'notice-dismissed';

/** What our events ask of the studio, whichever is there when they come. */
export function studioListeners(
  actions: () => StudioActions | undefined,
  view: () => StudioView | undefined,
): Omit<Listeners, RoomEvents> {
  return {
    'retry-asked': () => void actions()?.retry(),
    'reload-asked': () => location.reload(),
    'camera-switched': ({ deviceId }) => void actions()?.switchCamera(deviceId),
    'mirror-switched': ({ mirror }) => actions()?.setMirror(mirror),
    'painting-chosen': ({ id }) => actions()?.choosePainting(id),
    'painting-stepped': ({ by }) => actions()?.stepPainting(by),
    'painting-removed': ({ id }) => void actions()?.removePainting(id),
    'painting-renamed': ({ id, title }) => void actions()?.renamePainting(id, title),
    'look-changed': (look) => actions()?.setLook(look),
    'look-reset': () => actions()?.resetLook(),
    'aspect-chosen': ({ aspect }) => actions()?.setAspect(aspect),
    'engine-chosen': ({ engine }) => actions()?.setEngine(engine),
    'hold-switched': ({ held }) => actions()?.hold(held),
    'wipe-switched': ({ on }) => actions()?.setWipe(on ? 0.5 : 0),
    'wipe-moved': ({ at }) => actions()?.setWipe(at),
    'snapshot-asked': () => void actions()?.takeSnapshot(),
    'snapshot-type-chosen': ({ type }) => actions()?.setSnapshotType(type),
    'recording-paused': ({ paused }) => (paused ? actions()?.pauseRecording() : actions()?.resumeRecording()),
    'sound-switched': ({ on }) => void actions()?.setSound(on),
    'microphone-chosen': ({ deviceId }) => void actions()?.setMicrophone(deviceId),
    'clip-quality-chosen': ({ quality }) => actions()?.setClipQuality(quality),
    'restyle-size-chosen': ({ sizeId }) => actions()?.chooseRestyleSize(sizeId),
    'restyle-tier-chosen': ({ tier }) => actions()?.chooseRestyleTier(tier),
    'restyle-asked': () => void actions()?.startRestyle(),
    'restyle-paused': ({ paused }) => (paused ? actions()?.pauseRestyle() : actions()?.resumeRestyle()),
    'restyle-stopped': () => void actions()?.cancelRestyle(),
    'countdown-chosen': ({ seconds }) => actions()?.setCountdown(seconds),
    'camera-take-switched': ({ on }) => actions()?.setKeepsCamera(on),
    'clip-saved': ({ id }) => void actions()?.saveClip(id),
    'clip-saved-as': ({ id }) => void actions()?.saveClipAs(id),
    'clip-copied': ({ id }) => void actions()?.saveCompatible(id),
    'clip-job-cancelled': () => actions()?.cancelClipJob(),
    'clip-shared': ({ id }) => void actions()?.shareClip(id),
    'clip-renamed': ({ id, title }) => void actions()?.renameClip(id, title),
    'clip-removed': ({ id }) => void actions()?.removeClip(id),
    'stats-switched': ({ open }) => actions()?.setStatsOpen(open),
    'shortcuts-switched': ({ on }) => actions()?.setShortcuts(on),
    'pack-file-chosen': ({ file }) => void actions()?.addPack(file),
    'pack-address-given': ({ address }) => void actions()?.fetchPack(address),
    'pack-removed': () => void actions()?.removePack(),
    'install-asked': () => void actions()?.install(),
    'downloads-removed': () => void actions()?.removeDownloads(),
    'quality-chosen': ({ quality }) => {
      // A video has a quality of its own, and nothing chooses it by itself.
      if (!view()?.restyle) actions()?.setQuality(quality);
      else if (quality !== 'auto') actions()?.chooseRestyleTier(quality);
    },
    'compare-switched': ({ on }) => {
      if (view()?.comparing !== on) actions()?.compare(on);
    },
    'record-asked': () => {
      if (view()?.restyle) {
        if (view()?.restyle?.state === 'ready') void actions()?.startRestyle();
      } else if (view()?.recording.state === 'off') void actions()?.startRecording();
      else void actions()?.stopRecording();
    },
  };
}
