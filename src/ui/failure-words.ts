/**
 * What people read when something fails: what happened, what still works, what to do. No codes, no exclamation marks.
 */
import type { AppErrorCode, FileErrorCode } from '../shared/errors.ts';
import type { BrowserName } from './browser-name.ts';

/** The words of one failure screen. */
export interface FailureWords {
  title: string;
  text: string;
  /** The one button: try the same again, or load the page again. */
  action: 'retry' | 'reload';
  label: string;
}

const TRY_AGAIN = { action: 'retry', label: 'Try again' } as const;
const LOAD_AGAIN = { action: 'reload', label: 'Load the page again' } as const;
const WITHOUT = 'A photo or the demo scene works without it.';

/** Files that cannot be painted are turned away by a notice and never end in a screen. */
export const FAILURES: Record<Exclude<AppErrorCode, FileErrorCode>, FailureWords> = {
  'camera-denied': {
    title: 'The camera is blocked for this page',
    text: WITHOUT,
    ...TRY_AGAIN,
  },
  'camera-missing': {
    title: 'No camera was found',
    text: `Plug one in and try again. ${WITHOUT}`,
    ...TRY_AGAIN,
  },
  'camera-busy': {
    title: 'The camera is in use elsewhere',
    text: `Close the other app or tab that uses it, then try again. ${WITHOUT}`,
    ...TRY_AGAIN,
  },
  'camera-unsuitable': {
    title: 'This camera gives no usable picture',
    text: `Choose another camera, or try again. ${WITHOUT}`,
    ...TRY_AGAIN,
  },
  'camera-unsupported': {
    title: 'This browser cannot open a camera',
    text: 'A photo or the demo scene works here. For the camera, use a current Chrome, Edge, Safari or Firefox.',
    ...TRY_AGAIN,
  },
  'camera-insecure': {
    title: 'The camera needs a secure page',
    text: `Open this page with an address that begins with https. ${WITHOUT}`,
    ...TRY_AGAIN,
  },
  'camera-ended': {
    title: 'The camera was unplugged or taken away',
    text: `Connect it again and press the button. ${WITHOUT}`,
    ...TRY_AGAIN,
  },
  'camera-black': {
    title: 'The camera sends only black',
    text: `Open its cover or switch, then try again. ${WITHOUT}`,
    ...TRY_AGAIN,
  },
  'camera-stalled': {
    title: 'The camera stopped sending pictures',
    text: `Try again. If that does not help, unplug it and plug it in once more. ${WITHOUT}`,
    ...TRY_AGAIN,
  },
  'asset-unreachable': {
    title: 'The painter could not be fetched',
    text: 'The connection failed on the way. What has already arrived is kept; it goes on from there.',
    ...TRY_AGAIN,
  },
  'asset-corrupt': {
    title: 'A file arrived damaged',
    text: 'It was thrown away. Trying again fetches a fresh copy.',
    ...TRY_AGAIN,
  },
  'storage-full': {
    title: 'This device has no room left',
    text: 'Free some space, then try again. Your paintings are safe.',
    ...TRY_AGAIN,
  },
  'manifest-invalid': {
    title: 'The parts of the app do not fit together',
    text: 'Half an update has arrived. Loading the page again fetches the rest.',
    ...LOAD_AGAIN,
  },
  'network-mismatch': {
    title: 'The painter does not fit this version',
    text: 'Half an update has arrived. Loading the page again fetches the rest.',
    ...LOAD_AGAIN,
  },
  'pack-invalid': {
    title: 'The classic network cannot be used',
    text: 'The pack is damaged or gone. The networks of the app itself still paint.',
    ...TRY_AGAIN,
  },
  'gallery-invalid': {
    title: 'The gallery could not be read',
    text: 'Loading the page again fetches it once more. Your own paintings are safe.',
    ...LOAD_AGAIN,
  },
  'engine-unavailable': {
    title: 'This browser could not start the painter',
    text: 'Try again, or use a current Chrome, Edge, Safari or Firefox.',
    ...TRY_AGAIN,
  },
  'device-lost': {
    title: 'The graphics processor stopped',
    text: 'The last picture is kept. Trying again starts the painter afresh.',
    ...TRY_AGAIN,
  },
  'worker-died': {
    title: 'The painter stopped',
    text: 'The last picture is kept. Trying again starts the painter afresh.',
    ...TRY_AGAIN,
  },
  'painter-stalled': {
    title: 'The painter does not answer',
    text: 'The last picture is kept. Trying again starts the painter afresh.',
    ...TRY_AGAIN,
  },
  'painter-closed': {
    title: 'The painter was closed meanwhile',
    text: 'Trying again starts it afresh.',
    ...TRY_AGAIN,
  },
  'picture-unreadable': {
    title: 'This file is not a picture that can be read',
    text: 'Choose a JPEG, PNG, WebP or AVIF picture. Nothing else has changed.',
    ...TRY_AGAIN,
  },
  'picture-too-large': {
    title: 'This picture is too large',
    text: 'Choose a smaller one. Nothing else has changed.',
    ...TRY_AGAIN,
  },
  'style-code-invalid': {
    title: 'This painting could not be used',
    text: 'Choose another painting, then try again.',
    ...TRY_AGAIN,
  },
  'recording-unsupported': {
    title: 'This browser cannot record clips',
    text: 'Painting works. To record, use a current Chrome, Edge, Safari or Firefox.',
    ...TRY_AGAIN,
  },
  'recording-failed': {
    title: 'The recording stopped',
    text: 'What was recorded until then is kept. Try again.',
    ...TRY_AGAIN,
  },
  'recording-elsewhere': {
    title: 'Another tab is recording',
    text: 'Stop the recording there, then try again. Clips play here meanwhile.',
    ...TRY_AGAIN,
  },
  'clip-unreadable': {
    title: 'This clip could not be read',
    text: 'Its file is gone or damaged. The other clips are safe.',
    ...TRY_AGAIN,
  },
  'copy-failed': {
    title: 'The copy could not be made',
    text: 'The clip itself is safe.',
    ...TRY_AGAIN,
  },
  'copy-cancelled': {
    title: 'The copy was cancelled',
    text: 'The clip itself is safe.',
    ...TRY_AGAIN,
  },
  'microphone-denied': {
    title: 'The microphone is blocked for this page',
    text: 'Clips are recorded without sound. Allow it in the browser’s page settings, then switch sound on again.',
    ...TRY_AGAIN,
  },
  'microphone-unusable': {
    title: 'The microphone gives no sound',
    text: 'Clips are recorded without sound. Choose another microphone, or switch sound on again.',
    ...TRY_AGAIN,
  },
  internal: {
    title: 'Something went wrong in the app',
    text: 'Trying again starts the painter afresh. Your paintings are safe.',
    ...TRY_AGAIN,
  },
};

/** The words for a code; those of a picture for anything that was never meant for a screen. */
export const failureWords = (code: AppErrorCode): FailureWords =>
  (FAILURES as Partial<Record<AppErrorCode, FailureWords>>)[code] ?? FAILURES['picture-unreadable'];

/** Where this browser keeps the camera permission. */
export const ALLOW_CAMERA: Record<BrowserName, string> = {
  chrome: 'Press the icon left of the address, set Camera to Allow, then try again.',
  edge: 'Press the padlock left of the address, set Camera to Allow, then try again.',
  firefox: 'Press the crossed-out camera left of the address, remove the block, then try again.',
  safari: 'Open the Safari menu, Settings for this website, set Camera to Allow, then try again.',
  ios: 'Press the page icon beside the address, Website Settings, set Camera to Allow, then try again. The app also needs Camera in Settings, Apps.',
  android: 'Press the icon left of the address, Permissions, allow Camera, then try again.',
  other: 'Open the site settings beside the address, allow the camera, then try again.',
};
