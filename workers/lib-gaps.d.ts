/** What TypeScript's WebWorker library leaves out. Safari transfers tracks to workers. */
interface MediaStreamTrack extends EventTarget {
  readonly readyState: 'live' | 'ended';
  stop(): void;
}

/** … and what a processor is made from. */
interface MediaStreamTrackProcessorInit {
  track: MediaStreamTrack;
}
