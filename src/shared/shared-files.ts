/** Files that the system's share sheet hands over, on their way from the service worker to the page. */

/** The Cache Storage in which they wait. */
export const SHARED_CACHE = 'plein-air-shared';
/** Last part of the address that the manifest's `share_target` posts to. */
export const SHARE_IN_PATH = 'share-in';
/** Field of the form that holds them, as in the manifest. */
export const SHARED_FIELD = 'media';
/** Header with the file's name, percent-encoded. */
export const NAME_HEADER = 'x-file-name';
