/** What TypeScript's WebWorker library leaves out. Safari transfers tracks to workers. */
interface MediaStreamTrack extends EventTarget {
  readonly readyState: 'live' | 'ended';
  stop(): void;
}

/** … and what a processor is made from. */
interface MediaStreamTrackProcessorInit {
  track: MediaStreamTrack;
}

/** The audio thread's globals; no TypeScript library has them. */
declare class AudioWorkletProcessor {
  readonly port: MessagePort;
  process(inputs: Float32Array[][]): boolean;
}
declare function registerProcessor(name: string, processor: new () => AudioWorkletProcessor): void;
declare const sampleRate: number;
declare const currentFrame: number;
