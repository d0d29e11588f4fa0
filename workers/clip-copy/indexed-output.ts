import {
  Mp4OutputFormat,
  Output,
  StreamTarget,
  WebMOutputFormat,
  type AudioSource,
  type AudioTrackMetadata,
  type StreamTargetChunk,
  type VideoSource,
  type VideoTrackMetadata,
} from 'mediabunny';

/** At most so many packets come; room for their index is kept at the file's beginning. */
export interface PacketCounts {
  video: number;
  audio: number;
}

/**
 * A file that players can start and seek in before all of it is there.
 *
 * MP4 with its index before the pictures (`fastStart: 'reserve'`): unlike `'in-memory'` it holds no picture back, so that
 * a clip of any length takes the same memory. WebM gets duration and cues when it is finalized.
 */
export class IndexedOutput extends Output {
  readonly #most: PacketCounts;

  constructor(container: 'mp4' | 'webm', writable: WritableStream<StreamTargetChunk>, most: PacketCounts) {
    super({
      format: container === 'mp4' ? new Mp4OutputFormat({ fastStart: 'reserve' }) : new WebMOutputFormat(),
      target: new StreamTarget(writable),
    });
    this.#most = most;
  }

  override addVideoTrack(
    source: VideoSource,
    metadata: VideoTrackMetadata = {},
  ): ReturnType<Output['addVideoTrack']> {
    return super.addVideoTrack(source, { ...metadata, maximumPacketCount: this.#most.video });
  }

  override addAudioTrack(
    source: AudioSource,
    metadata: AudioTrackMetadata = {},
  ): ReturnType<Output['addAudioTrack']> {
    return super.addAudioTrack(source, { ...metadata, maximumPacketCount: this.#most.audio });
  }
}
